package dev.cordon.engine.alert.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class WazuhAlertsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String BRUTE_FORCE = """
            {"timestamp":"2025-01-01T10:00:00.123+0000",
             "rule":{"level":10,"description":"sshd: brute force","id":"5712",
               "mitre":{"id":["T1110"],"tactic":["Credential Access"],"technique":["Brute Force"]},
               "frequency":8,"firedtimes":1,"mail":false,"groups":["syslog","sshd"]},
             "agent":{"id":"001","name":"web01","ip":"10.0.0.5"},"manager":{"name":"wazuh"},
             "id":"1735725600.12345","full_log":"...","decoder":{"name":"sshd"},
             "data":{"srcip":"203.0.113.9","srcuser":"root"},"location":"/var/log/auth.log"}
            """;

    @Test
    void reads_the_bare_alert() {
        var alert = read(BRUTE_FORCE);

        assertThat(alert.reference()).isEqualTo("wazuh/1735725600.12345");
        assertThat(alert.title()).isEqualTo("sshd: brute force");
        assertThat(alert.ruleId()).isEqualTo("5712");
        assertThat(alert.severity()).isEqualTo(3);
        assertThat(alert.techniques()).containsExactly("T1110");
        assertThat(alert.host()).isEqualTo("web01");
        assertThat(alert.account()).isEqualTo("root");
        assertThat(alert.occurredAt()).isEqualTo("2025-01-01T10:00:00.123Z");
        assertThat(alert.observables())
                .containsExactly(
                        new Observable("ipv4-addr", "203.0.113.9"),
                        new Observable("ipv4-addr", "10.0.0.5"),
                        new Observable("user-account", "root"));
        assertThat(alert.notes()).isEmpty();
    }

    @Test
    void reads_the_wrapper_of_the_bundled_script_as_the_same_alert() {
        var wrapped = """
                {"severity":3,"pretext":"WAZUH Alert","title":"sshd: brute force","text":null,"rule_id":"5712",
                 "timestamp":"2025-01-01T10:00:00.123+0000","id":"overwritten","all_fields":%s}
                """.formatted(BRUTE_FORCE);

        assertThat(read(wrapped)).isEqualTo(read(BRUTE_FORCE));
    }

    @ParameterizedTest
    @CsvSource({"0,1", "3,1", "4,2", "6,2", "7,3", "11,3", "12,4", "14,4", "15,5", "16,5"})
    void a_level_becomes_a_severity(int level, int severity) {
        assertThat(read(BRUTE_FORCE.replace("\"level\":10", "\"level\":" + level))
                        .severity())
                .isEqualTo(severity);
        assertThat(read(BRUTE_FORCE.replace("\"level\":10", "\"level\":\"" + level + "\""))
                        .severity())
                .isEqualTo(severity);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "17", "1e9", "10.5", "\"high\"", "[10]", "{}", "true", "99999999999999999999"})
    void a_level_that_is_none_is_unknown_and_noted(String level) {
        var alert = read(BRUTE_FORCE.replace("\"level\":10", "\"level\":" + level));

        assertThat(alert.severity()).isZero();
        assertThat(alert.notes()).singleElement().asString().startsWith("rule.level");
    }

    @Test
    void the_same_id_on_two_nodes_of_a_cluster_is_two_alerts() {
        var first = BRUTE_FORCE.replace("\"manager\"", "\"cluster\":{\"name\":\"c\",\"node\":\"n1\"},\"manager\"");

        assertThat(read(first).reference()).isEqualTo("wazuh/n1/1735725600.12345");
        assertThat(read(first.replace("n1", "n2")).reference())
                .isNotEqualTo(read(first).reference());
    }

    @Test
    void an_alert_without_an_id_is_kept_under_its_hash_however_it_is_spaced() {
        var nameless = BRUTE_FORCE.replace("\"id\":\"1735725600.12345\",", "");

        assertThat(read(nameless).reference())
                .startsWith("sha256:")
                .isEqualTo(read(nameless.replace(",\"mail\":false", " , \"mail\" : false"))
                        .reference());
        assertThat(read(nameless).notes()).isNotEmpty();
    }

    @Test
    void the_manager_is_not_taken_for_the_host_it_speaks_for() {
        var manager = BRUTE_FORCE.replace(
                "{\"id\":\"001\",\"name\":\"web01\",\"ip\":\"10.0.0.5\"}", "{\"id\":\"000\",\"name\":\"wazuh\"}");

        assertThat(read(manager).host()).isNull();
        assertThat(read(manager.replace("\"decoder\"", "\"predecoder\":{\"hostname\":\"fw1\"},\"decoder\""))
                        .host())
                .isEqualTo("fw1");
    }

    @Test
    void reads_windows_events_and_file_integrity() {
        var alert = read("""
                {"rule":{"level":12,"id":"60122"},"id":"1.2","manager":{"name":"m"},"agent":{"id":"7","name":"WS-0142"},
                 "data":{"win":{"eventdata":{"targetUserName":"m.keller","ipAddress":"2001:DB8::1",
                   "image":"C:\\\\Windows\\\\cmd.exe","hashes":"MD5=%s,IMPHASH=00,SHA256=%s"}}},
                 "syscheck":{"path":"/etc/passwd","sha1_after":"%s"}}
                """.formatted("A".repeat(32), "b".repeat(64), "c".repeat(40)));

        assertThat(alert.account()).isEqualTo("m.keller");
        assertThat(alert.title()).isEqualTo("Wazuh alert");
        assertThat(alert.observables())
                .containsExactlyInAnyOrder(
                        new Observable("ipv6-addr", "2001:db8::1"),
                        new Observable("user-account", "m.keller"),
                        new Observable("process", "C:\\Windows\\cmd.exe"),
                        new Observable("file", "/etc/passwd"),
                        new Observable("file", "sha1:" + "c".repeat(40)),
                        new Observable("file", "md5:" + "a".repeat(32)),
                        new Observable("file", "sha256:" + "b".repeat(64)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2025-13-01T10:00:00+0000", "99999999999", "-1", "+999999999-01-01T00:00:00Z"})
    void a_time_that_is_none_is_noted(String time) {
        var alert = read(BRUTE_FORCE.replace("2025-01-01T10:00:00.123+0000", time));

        assertThat(alert.occurredAt()).isNull();
        assertThat(alert.notes()).singleElement().asString().startsWith("timestamp");
    }

    @ParameterizedTest
    @CsvSource({
        "2025-01-01T10:00:00+00:00,2025-01-01T10:00:00Z",
        "2025-01-01T12:00:00.5+0200,2025-01-01T10:00:00.500Z",
        "2025-01-01T10:00:00Z,2025-01-01T10:00:00Z",
        "2025-01-01T05:00:00.000-05,2025-01-01T10:00:00Z"
    })
    void odd_spellings_of_a_time_are_read(String time, String instant) {
        assertThat(read(BRUTE_FORCE.replace("2025-01-01T10:00:00.123+0000", time))
                        .occurredAt())
                .isEqualTo(instant);
    }

    @Test
    void fields_of_the_wrong_type_are_noted_and_the_alert_stays() {
        var alert = read("""
                {"rule":{"level":7,"description":["x"],"id":5712,"mitre":{"id":["T1110","nonsense",7]}},
                 "agent":"web01","manager":{"name":7},"id":"1.2","data":"none","timestamp":1735725600}
                """);

        assertThat(alert.severity()).isEqualTo(3);
        assertThat(alert.techniques()).containsExactly("T1110");
        assertThat(alert.ruleId()).isNull();
        assertThat(alert.host()).isNull();
        assertThat(alert.notes()).hasSizeGreaterThan(4);
    }

    @Test
    void text_is_made_fit_to_be_stored_and_shown() {
        var alert = read(BRUTE_FORCE.replace("sshd: brute force", "a\\u0000b\\ud800c\\nd" + "😀".repeat(2000)));

        assertThat(alert.title()).startsWith("a\uFFFDb").doesNotContain("\n", "\0");
        assertThat(alert.title().length()).isLessThanOrEqualTo(1000);
        assertThat(new String(alert.title().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(alert.title());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "1", "\"x\"", "{\"rule\":[]}", "{\"all_fields\":{}}"})
    void what_has_no_rule_is_no_alert(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(Unreadable.class);
    }

    private static Alert read(String body) {
        return new WazuhAlerts().read(AlertJson.read(body.getBytes(StandardCharsets.UTF_8)), NOW);
    }
}
