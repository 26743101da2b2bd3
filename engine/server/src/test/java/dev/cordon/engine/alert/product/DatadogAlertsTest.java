package dev.cordon.engine.alert.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.Alert.Observable;
import dev.cordon.engine.alert.AlertAdapter.Unreadable;
import dev.cordon.engine.alert.reading.AlertJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatadogAlertsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String DEFAULT = """
            {"id":"7001","title":"[Triggered] Logons","body":"%%% logons %%%","event_type":"query_alert_monitor",
             "date":"1700000000000","last_updated":"1700000060000","org":{"id":"1","name":"acme"}}
            """;
    private static final String SIGNAL = """
            {"id":"7002","title":"[High] Brute force","event_type":"security_signal","date":"1700000000000",
             "last_updated":"1700000060000","org":{"id":"1","name":"acme"},"link":"https://app.datadoghq.com/security?event=AQ1",
             "hostname":"WS-0142","tags":"env:prod,technique:T1110-brute-force,tactic:TA0006-credential-access,lone",
             "alert_cycle_key":"$ALERT_CYCLE_KEY","alert_priority":"","alert_type":"error",
             "signal_id":"AQ1","signal_severity":"high","signal_title":"Brute force","rule_id":"abc-def","rule_name":"Logons",
             "signal_attributes":"{\\"usr\\":{\\"id\\":\\"m.keller\\"},\\"network\\":{\\"client\\":{\\"ip\\":\\"203.0.113.9\\"}}}"}
            """;
    private static final String MONITOR = """
            {"id":"7003","title":"[Warn] Disk","event_type":"query_alert_monitor","date":"1700000000000",
             "org":{"id":"1","name":"acme"},"alert_id":"55","alert_title":"Disk","alert_cycle_key":"998877",
             "alert_scope":"host:web-1","alert_transition":"Triggered","alert_type":"warning","alert_priority":"P2",
             "tags":"host:web-1,user:m.keller","signal_id":"$SECURITY_SIGNAL_ID","hostname":"$HOSTNAME"}
            """;

    @Test
    void reads_the_default_payload() {
        var alert = read(DEFAULT);

        assertThat(alert.reference()).isEqualTo("event/7001");
        assertThat(alert.title()).isEqualTo("[Triggered] Logons");
        assertThat(alert.severity()).isZero();
        assertThat(alert.host()).isNull();
        assertThat(alert.occurredAt()).isEqualTo("2023-11-14T22:13:20Z");
        assertThat(alert.detectedAt()).isEqualTo("2023-11-14T22:14:20Z");
        assertThat(alert.notes()).isEmpty();
    }

    @Test
    void reads_a_security_signal() {
        var alert = read(SIGNAL);

        assertThat(alert.reference()).isEqualTo("signal/AQ1");
        assertThat(alert.title()).isEqualTo("Brute force");
        assertThat(alert.ruleId()).isEqualTo("abc-def");
        assertThat(alert.ruleName()).isEqualTo("Logons");
        assertThat(alert.severity()).isEqualTo(4);
        assertThat(alert.techniques()).containsExactly("T1110");
        assertThat(alert.host()).isEqualTo("WS-0142");
        assertThat(alert.account()).isEqualTo("m.keller");
        assertThat(alert.observables())
                .containsExactly(
                        new Observable("ipv4-addr", "203.0.113.9"), new Observable("user-account", "m.keller"));
        assertThat(alert.link()).hasToString("https://app.datadoghq.com/security?event=AQ1");
        assertThat(alert.notes()).singleElement().asString().contains("$ALERT_CYCLE_KEY");
    }

    @Test
    void a_recovery_resolves_the_alert_of_its_cycle() {
        var recovery = MONITOR.replace("7003", "7004")
                .replace("Triggered", "Recovered")
                .replace("warning", "success");

        assertThat(read(recovery).status()).isEqualTo(Alert.Status.RESOLVED);
        assertThat(read(recovery).reference())
                .isEqualTo(read(MONITOR).reference())
                .isEqualTo("cycle/998877/host:web-1");
        assertThat(read(MONITOR).status()).isEqualTo(Alert.Status.FIRING);
    }

    @Test
    void groups_of_one_monitor_stay_apart() {
        assertThat(read(MONITOR.replace("\"host:web-1\"", "\"host:web-2\"")).reference())
                .isNotEqualTo(read(MONITOR).reference());
    }

    @Test
    void tags_name_the_host_and_the_account_where_nothing_else_does() {
        var alert = read(MONITOR);

        assertThat(alert.host()).isEqualTo("web-1");
        assertThat(alert.account()).isEqualTo("m.keller");
        assertThat(alert.severity()).isEqualTo(4);
        assertThat(alert.ruleId()).isEqualTo("55");
        assertThat(read(MONITOR.replace("user:m.keller", "host:web-2,/a/b:c")).host())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "signal_severity,critical,5",
        "signal_severity,info,1",
        "signal_severity,medium,3",
        "signal_severity,low,2",
        "alert_priority,P1,5",
        "alert_priority,P3,3",
        "alert_priority,P5,1",
        "alert_type,error,4",
        "alert_type,warning,3",
        "alert_type,info,1",
        "alert_type,success,1",
        "alert_type,odd,0"
    })
    void each_scale_becomes_a_severity(String field, String word, int severity) {
        assertThat(read(Wrong.at(DEFAULT, field, "\"" + word + "\"")).severity())
                .isEqualTo(severity);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "title",
                "signal_title",
                "hostname",
                "tags",
                "signal_id",
                "signal_severity",
                "rule_id",
                "rule_name",
                "signal_attributes",
                "date",
                "last_updated",
                "link",
                "alert_type",
                "alert_cycle_key"
            })
    void a_field_of_the_wrong_type_is_noted(String field) {
        for (var wrong : new String[] {"true", "[1]"}) {
            var payload =
                    field.equals("title") ? DEFAULT : field.equals("alert_type") ? MONITOR.replace("P2", "") : SIGNAL;
            if (field.equals("alert_cycle_key")) {
                payload = MONITOR;
            }
            var alert = read(Wrong.at(payload, field, wrong));

            assertThat(alert.title()).isNotBlank();
            assertThat(alert.notes()).as(field + " " + wrong).anyMatch(note -> note.startsWith(field));
        }
    }

    @Test
    void attributes_that_are_cut_off_cost_the_attributes_only() {
        var alert = read(Wrong.at(SIGNAL, "signal_attributes", "\"{\\\"usr\\\":\""));

        assertThat(alert.account()).isNull();
        assertThat(alert.host()).isEqualTo("WS-0142");
        assertThat(alert.notes()).anyMatch(note -> note.startsWith("signal_attributes"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "7",
                "{\"id\":\"1\",\"title\":\"x\"}",
                "{\"id\":7,\"event_type\":\"x\",\"org\":{}}",
                "{\"id\":\"$ID\",\"event_type\":\"x\",\"org\":{}}"
            })
    void what_is_foreign_or_nameless_is_unreadable(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(Unreadable.class);
    }

    private static Alert read(String body) {
        return new DatadogAlerts().read(json(body), NOW);
    }

    private static JsonNode json(String text) {
        return AlertJson.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
