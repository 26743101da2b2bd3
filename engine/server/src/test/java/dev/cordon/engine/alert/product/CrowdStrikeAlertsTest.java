package dev.cordon.engine.alert.product;

import static dev.cordon.engine.alert.product.Payload.json;
import static dev.cordon.engine.alert.product.Payload.with;
import static dev.cordon.engine.alert.product.Payload.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.Alert.Asset;
import dev.cordon.engine.alert.Alert.Asset.Kind;
import dev.cordon.engine.alert.Alert.Asset.Role;
import dev.cordon.engine.alert.Alert.Observable;
import dev.cordon.engine.alert.Alert.Status;
import dev.cordon.engine.alert.AlertAdapter.Unreadable;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrowdStrikeAlertsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String ID = "cid1:ind:aid1:5724-1-42";
    private static final String HASH = "b".repeat(64);
    private static final String FULL = """
            {"source":"crowdstrike","composite_id":"%s","name":"Malicious script","severity":70,"severity_name":"High","confidence":"80",
             "status":"new","hostname":"WS-0142","agent_id":"aid1","user_name":"alice","technique_id":"T1059.001","sha256":"%s",
             "sha1":"0000000000000000000000000000000000000000","cmdline":"powershell -enc AAAA","filename":"powershell.exe",
             "ioc_type":"domain","ioc_value":"c2.example","falcon_host_link":"https://falcon.crowdstrike.com/x?y=1",
             "timestamp":"2024-12-31T23:58:00.123Z","created_timestamp":"2025-01-01T00:00:00Z","something_new":{"a":1}}
            """.formatted(ID, HASH);

    @Test
    void reads_what_the_documented_template_sends() {
        var alert = read(json(FULL));

        assertThat(alert.reference()).isEqualTo(ID);
        assertThat(alert.title()).isEqualTo("Malicious script");
        assertThat(alert.ruleName()).isEqualTo("Malicious script");
        assertThat(alert.severity()).isEqualTo(4);
        assertThat(alert.confidence()).isEqualTo(80);
        assertThat(alert.techniques()).containsExactly("T1059.001");
        assertThat(alert.host()).isEqualTo("WS-0142");
        assertThat(alert.account()).isEqualTo("alice");
        assertThat(alert.assets())
                .containsExactly(
                        new Asset(Kind.HOST, "WS-0142", Role.AFFECTED),
                        new Asset(Kind.ACCOUNT, "alice", Role.AFFECTED));
        assertThat(alert.observables())
                .containsExactly(
                        new Observable("user-account", "alice"),
                        new Observable("process", "powershell -enc AAAA"),
                        new Observable("file", "powershell.exe"),
                        new Observable("file", "sha256:" + HASH),
                        new Observable("domain-name", "c2.example"));
        assertThat(alert.occurredAt()).isEqualTo("2024-12-31T23:58:00.123Z");
        assertThat(alert.detectedAt()).isEqualTo("2025-01-01T00:00:00Z");
        assertThat(alert.link()).hasToString("https://falcon.crowdstrike.com/x?y=1");
        assertThat(alert.status()).isEqualTo(Status.FIRING);
        assertThat(alert.notes()).isEmpty();
    }

    @Test
    void reads_the_alerts_own_object_within_data() {
        var alert = read(json("""
                {"meta":{"event_reference_url":"https://falcon.crowdstrike.com/z","trigger_name":"Alert","workflow_id":"w"},
                 "data":{"composite_id":"%s","severity":95,"device":{"device_id":"aid1","hostname":"WS-0142","local_ip":"10.0.0.5"},
                  "mitre_attack":[{"technique_id":"CST0012"},{"technique_id":"T1003"}]}}
                """.formatted(ID)));

        assertThat(alert.reference()).isEqualTo(ID);
        assertThat(alert.title()).isEqualTo("CrowdStrike alert");
        assertThat(alert.severity()).isEqualTo(5);
        assertThat(alert.host()).isEqualTo("WS-0142");
        assertThat(alert.techniques()).containsExactly("T1003");
        assertThat(alert.observables()).containsExactly(new Observable("ipv4-addr", "10.0.0.5"));
        assertThat(alert.link()).hasToString("https://falcon.crowdstrike.com/z");
        assertThat(alert.notes()).isEmpty();
    }

    @Test
    void an_id_is_enough() {
        var alert = read(json("{\"composite_id\":\"" + ID + "\"}"));

        assertThat(alert.reference()).isEqualTo(ID);
        assertThat(alert.severity()).isZero();
        assertThat(alert.host()).isNull();
        assertThat(alert.observables()).isEmpty();
        assertThat(alert.notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "composite_id",
                "name",
                "severity",
                "confidence",
                "status",
                "hostname",
                "user_name",
                "technique_id",
                "sha256",
                "sha1",
                "cmdline",
                "filename",
                "ioc_type",
                "ioc_value",
                "falcon_host_link",
                "timestamp",
                "created_timestamp"
            })
    void a_field_of_the_wrong_type_is_noted_and_the_rest_stays(String name) {
        var alert = read(with(FULL, "/" + name, "true"));

        assertThat(alert.notes()).anySatisfy(note -> assertThat(note).startsWith(name));
        assertThat(alert.severity()).isEqualTo(4);
        assertThat(alert.status()).isEqualTo(Status.FIRING);
    }

    @Test
    void without_an_id_a_fingerprint_tells_alerts_apart() {
        var unfilled = FULL.replace(ID, "${data['composite_id']}");
        var alert = read(json(unfilled));

        assertThat(alert.reference()).startsWith("sha256:");
        assertThat(alert.notes()).anyMatch(note -> note.startsWith("composite_id: missing"));
        assertThat(read(without(FULL, "/composite_id")).reference()).isEqualTo(alert.reference());
        assertThat(read(json(unfilled.replace("\"new\"", "\"in_progress\""))).reference())
                .isEqualTo(alert.reference());
        assertThat(read(json(unfilled.replace("alice", "bob"))).reference()).isNotEqualTo(alert.reference());
    }

    @ParameterizedTest
    @CsvSource({"1,1", "19,1", "20,2", "39,2", "40,3", "59,3", "60,4", "79,4", "80,5", "100,5", "'\"85\"',5"})
    void numbers_become_severities(String number, int severity) {
        assertThat(read(with(FULL, "/severity", number)).severity()).isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource({"Informational,1", "low,2", "MEDIUM,3", "High,4", "Critical,5", "odd,0"})
    void the_name_stands_in_for_the_number(String name, int severity) {
        var named = FULL.replace("\"severity_name\":\"High\"", "\"severity_name\":\"" + name + "\"");

        assertThat(read(without(named, "/severity")).severity()).isEqualTo(severity);
        assertThat(read(with(named, "/severity", "101")).severity()).isEqualTo(severity);
        assertThat(read(with(named, "/severity", "0")).notes()).anyMatch(note -> note.startsWith("severity:"));
    }

    @ParameterizedTest
    @CsvSource({"new,FIRING", "in_progress,FIRING", "reopened,FIRING", "closed,RESOLVED", "Closed,RESOLVED"})
    void a_closed_alert_is_resolved(String theirs, Status ours) {
        assertThat(read(with(FULL, "/status", "\"" + theirs + "\"")).status()).isEqualTo(ours);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "\"x\"",
                "{\"data\":{}}",
                "{\"source\":\"other\",\"name\":\"x\"}",
                "{\"composite_id\":7}",
                "{\"sid\":\"s\",\"result\":{}}"
            })
    void what_is_no_alert_of_falcons_is_unreadable(String body) {
        assertThatThrownBy(() -> read(json(body)))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("not a Falcon alert");
    }

    private static Alert read(JsonNode body) {
        return new CrowdStrikeAlerts().read(body, NOW);
    }
}
