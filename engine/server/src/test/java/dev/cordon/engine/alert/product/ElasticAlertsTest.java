package dev.cordon.engine.alert.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.Alert.Asset;
import dev.cordon.engine.alert.Alert.Asset.Kind;
import dev.cordon.engine.alert.Alert.Asset.Role;
import dev.cordon.engine.alert.Alert.Observable;
import dev.cordon.engine.alert.Alert.Status;
import dev.cordon.engine.alert.AlertAdapter.Unreadable;
import dev.cordon.engine.alert.reading.AlertJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElasticAlertsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String SHA256 = "ab".repeat(32);
    private static final String FLAT = """
            {"@timestamp":"2026-11-21T09:05:00.000Z","event.kind":"signal","kibana.space_ids":["default"],
             "kibana.alert.uuid":"8b1c2f","kibana.alert.original_time":"2026-11-21T09:00:00.250Z","kibana.alert.severity":"high",
             "kibana.alert.risk_score":73,"kibana.alert.reason":"process event on WS-0142","kibana.alert.status":"active",
             "kibana.alert.workflow_status":"open","kibana.alert.url":"https://kibana.example:5601/app/security/alerts/redirect/8b1c2f",
             "kibana.alert.rule.uuid":"0de91960","kibana.alert.rule.rule_id":"9d110cb3","kibana.alert.rule.name":"PowerShell download",
             "kibana.alert.rule.threat":[{"framework":"MITRE ATT&CK","tactic":{"id":"TA0002","name":"Execution"},
              "technique":[{"id":"T1059","name":"Command","subtechnique":[{"id":"T1059.001","name":"PowerShell"}]}]}],
             "host.name":"WS-0142","host.ip":["10.1.2.3","fe80::1"],"user.name":"m.keller","source.ip":"10.1.2.3",
             "destination.ip":"203.0.113.9","url.full":"https://evil.example/x","dns.question.name":"evil.example",
             "file.path":"C:\\\\a.exe","file.hash.sha256":"%s","process.command_line":"powershell -enc AAAA"}
            """.formatted(SHA256);

    @Test
    void reads_an_alert_document() {
        var alert = read(FLAT);

        assertThat(alert.reference()).isEqualTo("8b1c2f");
        assertThat(alert.productId()).isEqualTo("8b1c2f");
        assertThat(alert.title()).isEqualTo("PowerShell download");
        assertThat(alert.ruleId()).isEqualTo("9d110cb3");
        assertThat(alert.ruleName()).isEqualTo("PowerShell download");
        assertThat(alert.severity()).isEqualTo(4);
        assertThat(alert.techniques()).containsExactly("T1059", "T1059.001");
        assertThat(alert.host()).isEqualTo("WS-0142");
        assertThat(alert.account()).isEqualTo("m.keller");
        assertThat(alert.assets())
                .containsExactly(
                        new Asset(Kind.HOST, "WS-0142", Role.AFFECTED),
                        new Asset(Kind.ACCOUNT, "m.keller", Role.AFFECTED));
        assertThat(alert.observables())
                .containsExactly(
                        new Observable("ipv4-addr", "10.1.2.3"),
                        new Observable("ipv4-addr", "203.0.113.9"),
                        new Observable("domain-name", "evil.example"),
                        new Observable("url", "https://evil.example/x"),
                        new Observable("user-account", "m.keller"),
                        new Observable("file", "sha256:" + SHA256),
                        new Observable("file", "C:\\a.exe"),
                        new Observable("process", "powershell -enc AAAA"));
        assertThat(alert.occurredAt()).isEqualTo("2026-11-21T09:00:00.250Z");
        assertThat(alert.detectedAt()).isEqualTo("2026-11-21T09:05:00Z");
        assertThat(alert.link()).hasToString("https://kibana.example:5601/app/security/alerts/redirect/8b1c2f");
        assertThat(alert.status()).isEqualTo(Status.FIRING);
        assertThat(alert.notes()).isEmpty();
    }

    @Test
    void nested_fields_lists_of_one_and_hits_of_a_search_say_the_same() {
        var nested = """
                {"_id":"8b1c2f","_source":{"kibana":{"alert":{"uuid":"8b1c2f","severity":"high",
                  "rule":{"name":"PowerShell download","rule_id":"9d110cb3",
                   "threat":{"technique":{"id":"T1059","subtechnique":{"id":"T1059.001"}}}}},"alert.original_time":"2026-11-21T09:00:00.250Z"},
                  "host":{"name":"WS-0142"},"user":{"name":["m.keller"]}}}
                """;
        var listed = """
                {"_id":"8b1c2f","fields":{"kibana.alert.rule.name":["PowerShell download"],"kibana.alert.severity":["high"],
                  "host.name":["WS-0142"],"user.name":["m.keller"]}}
                """;

        for (var alert : new Alert[] {read(nested), read(listed)}) {
            assertThat(alert.reference()).isEqualTo("8b1c2f");
            assertThat(alert.title()).isEqualTo("PowerShell download");
            assertThat(alert.severity()).isEqualTo(4);
            assertThat(alert.host()).isEqualTo("WS-0142");
            assertThat(alert.account()).isEqualTo("m.keller");
            assertThat(alert.notes()).isEmpty();
        }
        assertThat(read(nested).techniques()).containsExactly("T1059", "T1059.001");
        assertThat(read(nested).occurredAt()).isEqualTo("2026-11-21T09:00:00.250Z");
    }

    @Test
    void the_least_of_an_alert_is_an_alert() {
        var alert = read("{\"kibana.alert.uuid\":\"a\"}");

        assertThat(alert.title()).isEqualTo("Elastic Security alert");
        assertThat(alert.severity()).isZero();
        assertThat(alert.assets()).isEmpty();
        assertThat(alert.notes()).isEmpty();
    }

    @Test
    void the_webhooks_list_is_a_batch_whose_empty_end_is_dropped() {
        var body = json("{\"alerts\":[" + FLAT + "," + FLAT.replace("8b1c2f", "9c2d30") + ",{}]}");

        assertThat(new ElasticAlerts().split(body))
                .extracting(one -> new ElasticAlerts().read(one, NOW).reference())
                .containsExactly("8b1c2f", "9c2d30");
        assertThat(new ElasticAlerts().split(json("{\"hits\":{\"hits\":[" + FLAT + "]}}")))
                .hasSize(1);
        assertThat(new ElasticAlerts().split(json("{\"alerts\":" + FLAT + "}"))).containsExactly(json(FLAT));
        assertThat(new ElasticAlerts().split(json(FLAT))).containsExactly(json(FLAT));
    }

    @Test
    void an_alert_that_an_analyst_closed_is_resolved() {
        assertThat(read(FLAT.replace("\"open\"", "\"closed\"")).status()).isEqualTo(Status.RESOLVED);
    }

    @Test
    void several_hosts_are_no_host() {
        var alert = read(FLAT.replace("\"host.name\":\"WS-0142\"", "\"host.name\":[\"WS-0142\",\"WS-0177\"]"));

        assertThat(alert.host()).isNull();
        assertThat(alert.assets()).extracting(Asset::name).contains("WS-0142", "WS-0177");
        assertThat(alert.notes()).singleElement().asString().startsWith("host");
    }

    @Test
    void an_account_that_it_was_done_to_comes_before_the_one_that_did_it() {
        var alert = read(FLAT.replace("\"user.name\"", "\"user.target.name\":\"svc-backup\",\"user.name\""));

        assertThat(alert.account()).isEqualTo("svc-backup");
        assertThat(alert.assets()).contains(new Asset(Kind.ACCOUNT, "m.keller", Role.AFFECTED));
    }

    @ParameterizedTest
    @CsvSource({"low,2", "medium,3", "High,4", "critical,5", "nonsense,0"})
    void words_become_severities(String word, int severity) {
        assertThat(read(FLAT.replace("\"high\"", "\"" + word + "\"")).severity())
                .isEqualTo(severity);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@timestamp",
                "kibana.alert.uuid",
                "kibana.alert.original_time",
                "kibana.alert.severity",
                "kibana.alert.workflow_status",
                "kibana.alert.url",
                "kibana.alert.rule.rule_id",
                "kibana.alert.rule.name",
                "kibana.alert.rule.threat",
                "host.name",
                "user.name",
                "source.ip",
                "url.full",
                "file.hash.sha256",
                "process.command_line"
            })
    void a_field_of_the_wrong_type_is_noted_and_the_alert_stays(String name) {
        var body = (ObjectNode) json(FLAT);
        body.put(name, 7);

        assertThat(new ElasticAlerts().read(body, NOW).notes()).anyMatch(note -> note.startsWith(name));
    }

    @Test
    void without_an_id_fields_that_stay_the_same_stand_for_it() {
        var lost = FLAT.replace("\"kibana.alert.uuid\":\"8b1c2f\",", "");

        assertThat(read(lost).reference()).startsWith("sha256:");
        assertThat(read(lost).productId()).isNull();
        assertThat(read(lost.replace("\"open\"", "\"closed\"")).reference())
                .isEqualTo(read(lost).reference());
        assertThat(read(lost.replace("WS-0142", "WS-0177")).reference())
                .isNotEqualTo(read(lost).reference());
    }

    @Test
    void a_building_block_is_no_alert_of_its_own() {
        assertThatThrownBy(() -> read("{\"kibana.alert.uuid\":\"a\",\"kibana.alert.building_block_type\":\"default\"}"))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("building block");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"sid\":\"x\",\"result\":{}}", "{}", "\"x\"", "{\"_id\":\"a\",\"host\":{\"name\":\"WS-0142\"}}"
            })
    void what_is_not_of_elastic_is_unreadable(String foreign) {
        assertThatThrownBy(() -> read(foreign)).isInstanceOf(Unreadable.class).hasMessageContaining("Elastic");
    }

    private static Alert read(String text) {
        return new ElasticAlerts().read(json(text), NOW);
    }

    private static JsonNode json(String text) {
        return AlertJson.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
