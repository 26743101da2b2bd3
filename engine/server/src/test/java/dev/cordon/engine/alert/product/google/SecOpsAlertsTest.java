package dev.cordon.engine.alert.product.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.Alert.Asset;
import dev.cordon.engine.alert.Alert.Asset.Kind;
import dev.cordon.engine.alert.Alert.Asset.Role;
import dev.cordon.engine.alert.Alert.Observable;
import dev.cordon.engine.alert.AlertAdapter.Unreadable;
import dev.cordon.engine.alert.reading.AlertJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecOpsAlertsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String EVENT = """
            {"metadata":{"eventTimestamp":"2026-11-21T09:50:00Z","eventType":"USER_LOGIN"},
             "principal":{"ip":["203.0.113.9"],"hostname":"KIOSK-7"},
             "target":{"hostname":"WS-0142","user":{"userid":"alice"},
              "process":{"commandLine":"cmd /c whoami","file":{"sha256":"%s","fullPath":"C:\\\\a.exe"}}}}
            """.formatted("ab".repeat(32));
    private static final String DETECTION = """
            {"type":"RULE_DETECTION","id":"de_e38651d7","createdTime":"2026-11-21T10:00:05.123456789Z",
             "detectionTime":"2026-11-21T10:00:00Z",
             "timeWindow":{"startTime":"2026-11-21T09:50:00Z","endTime":"2026-11-21T10:00:00Z"},
             "detection":[{"ruleId":"ru_1","ruleName":"brute","ruleVersion":"ru_1@v_1605892822_687503000","ruleType":"MULTI_EVENT",
              "alertState":"ALERTING","severity":"HIGH","urlBackToProduct":"https://acme.backstory.chronicle.security/ruleDetections?ruleId=ru_1",
              "ruleLabels":[{"key":"author","value":"soc"},{"key":"mitre_attack_url","value":"https://attack.mitre.org/techniques/T1110/003/"}],
              "detectionFields":[{"key":"count","value":"7"}]}],
             "collectionElements":[{"label":"e","references":[{"event":%s}]}],"tags":["TA0006","T1110"]}
            """.formatted(EVENT);

    @Test
    void reads_a_detection() {
        var alert = read(DETECTION);

        assertThat(alert.reference()).isEqualTo("de_e38651d7");
        assertThat(alert.title()).isEqualTo("brute");
        assertThat(alert.ruleId()).isEqualTo("ru_1");
        assertThat(alert.ruleName()).isEqualTo("brute");
        assertThat(alert.severity()).isEqualTo(4);
        assertThat(alert.techniques()).containsExactly("T1110", "T1110.003");
        assertThat(alert.host()).isEqualTo("WS-0142");
        assertThat(alert.account()).isEqualTo("alice");
        assertThat(alert.assets())
                .containsExactlyInAnyOrder(
                        new Asset(Kind.HOST, "WS-0142", Role.TARGET),
                        new Asset(Kind.HOST, "KIOSK-7", Role.ACTOR),
                        new Asset(Kind.ACCOUNT, "alice", Role.TARGET));
        assertThat(alert.observables())
                .containsExactly(
                        new Observable("ipv4-addr", "203.0.113.9"),
                        new Observable("user-account", "alice"),
                        new Observable("process", "cmd /c whoami"),
                        new Observable("file", "C:\\a.exe"),
                        new Observable("file", "sha256:" + "ab".repeat(32)));
        assertThat(alert.occurredAt()).isEqualTo("2026-11-21T09:50:00Z");
        assertThat(alert.detectedAt()).isEqualTo("2026-11-21T10:00:05.123456Z");
        assertThat(alert.link()).hasToString("https://acme.backstory.chronicle.security/ruleDetections?ruleId=ru_1");
        assertThat(alert.notes()).isEmpty();
    }

    @Test
    void the_least_of_a_detection_is_an_alert() {
        var alert =
                read("{\"id\":\"de_1\",\"detection\":{\"ruleName\":\"r\"},\"detectionTime\":\"2026-11-21T10:00:00Z\"}");

        assertThat(alert.reference()).isEqualTo("de_1");
        assertThat(alert.title()).isEqualTo("r");
        assertThat(alert.severity()).isZero();
        assertThat(alert.occurredAt()).isEqualTo("2026-11-21T10:00:00Z");
        assertThat(alert.notes()).isEmpty();
    }

    @Test
    void the_far_end_of_a_connection_is_not_our_host() {
        var alert = read(DETECTION.replace("USER_LOGIN", "NETWORK_HTTP").replace("WS-0142", "www.evil.example"));

        assertThat(alert.host()).isEqualTo("KIOSK-7");
        assertThat(alert.assets()).extracting(Asset::name).containsExactly("KIOSK-7");
        assertThat(alert.observables()).contains(new Observable("domain-name", "www.evil.example"));
    }

    @Test
    void what_the_rule_matched_on_is_what_it_is_about() {
        var several = DETECTION.replace(
                "{\"event\":" + EVENT + "}",
                "{\"event\":" + EVENT + "},{\"event\":"
                        + EVENT.replace("WS-0142", "WS-0177").replace("alice", "bob") + "}");
        var named = several.replace("\"count\",\"value\":\"7\"", "\"hostname\",\"value\":\"WS-0177\"");

        assertThat(read(several).host()).isNull();
        assertThat(read(several).account()).isNull();
        assertThat(read(several).notes()).hasSize(2).allMatch(note -> note.contains("several"));
        assertThat(read(named).host()).isEqualTo("WS-0177");
        assertThat(read(named).account()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"INFORMATIONAL,1", "Info,1", "low,2", "MEDIUM,3", "HIGH,4", "CRITICAL,5", "UNKNOWN_SEVERITY,0", "odd,0"
    })
    void words_become_severities_wherever_they_are_written(String word, int severity) {
        assertThat(read(DETECTION.replace("\"HIGH\"", "\"" + word + "\"")).severity())
                .isEqualTo(severity);
        assertThat(read("{\"id\":\"de_1\",\"detection\":[{\"ruleLabels\":[{\"key\":\"severity\",\"value\":\"%s\"}]}]}"
                                .formatted(word))
                        .severity())
                .isEqualTo(severity);
    }

    @Test
    void the_stream_is_a_list_of_batches() {
        var other = DETECTION.replace("de_e38651d7", "de_2");
        var stream = json("[{\"heartbeat\":true},{\"detections\":[" + DETECTION + "," + other
                + "],\"nextPageStartTime\":\"2026-11-21T10:00:00Z\"},{\"heartbeat\":true}]");

        assertThat(new SecOpsAlerts().split(stream))
                .extracting(one -> new SecOpsAlerts().read(one, NOW).reference())
                .containsExactly("de_e38651d7", "de_2");
        assertThat(new SecOpsAlerts().split(stream.path(1))).hasSize(2);
        assertThat(new SecOpsAlerts().split(stream.path(0))).isEmpty();
        assertThat(new SecOpsAlerts().split(json("[" + DETECTION + "]"))).containsExactly(json(DETECTION));
        assertThat(new SecOpsAlerts().split(json(DETECTION))).containsExactly(json(DETECTION));
    }

    @Test
    void a_detection_that_does_not_alert_is_none() {
        assertThatThrownBy(() -> read(DETECTION.replace("\"ALERTING\"", "\"NOT_ALERTING\"")))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("NOT_ALERTING");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/id",
                "/createdTime",
                "/timeWindow/startTime",
                "/tags",
                "/collectionElements",
                "/detection/0/ruleId",
                "/detection/0/ruleName",
                "/detection/0/alertState",
                "/detection/0/severity",
                "/detection/0/urlBackToProduct",
                "/detection/0/ruleLabels",
                "/detection/0/detectionFields",
                "/collectionElements/0/references/0/event/metadata/eventType",
                "/collectionElements/0/references/0/event/principal/ip",
                "/collectionElements/0/references/0/event/target/hostname"
            })
    void a_field_of_the_wrong_type_is_noted_and_the_alert_stays(String pointer) {
        var body = json(DETECTION);
        var at = JsonPointer.compile(pointer);
        ((ObjectNode) body.at(at.head()))
                .putObject(at.last().getMatchingProperty())
                .put("odd", 7);

        assertThat(new SecOpsAlerts().read(body, NOW).notes()).isNotEmpty();
    }

    @Test
    void a_detection_without_its_rule_is_noted_and_stays() {
        var alert = read("{\"id\":\"de_1\",\"detection\":\"x\"}");

        assertThat(alert.title()).isEqualTo("Google SecOps detection");
        assertThat(alert.notes()).containsExactly("detection: not an object");
    }

    @Test
    void without_an_id_the_rule_and_what_it_matched_stand_for_it() {
        var lost = DETECTION.replace("\"id\":\"de_e38651d7\",", "");

        assertThat(read(lost).reference()).startsWith("sha256:");
        assertThat(read(lost.replace("10:00:05.123456789Z", "10:00:06Z")).reference())
                .isEqualTo(read(lost).reference());
        assertThat(read(lost.replace("\"value\":\"7\"", "\"value\":\"8\"")).reference())
                .isNotEqualTo(read(lost).reference());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"sid\":\"x\",\"result\":{}}", "[1]", "{}", "\"x\"", "{\"id\":\"421\",\"detection\":{}}"})
    void what_is_not_of_secops_is_unreadable(String foreign) {
        assertThatThrownBy(() -> read(foreign)).isInstanceOf(Unreadable.class).hasMessageContaining("SecOps");
    }

    private static Alert read(String text) {
        return new SecOpsAlerts().read(json(text), NOW);
    }

    private static JsonNode json(String text) {
        return AlertJson.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
