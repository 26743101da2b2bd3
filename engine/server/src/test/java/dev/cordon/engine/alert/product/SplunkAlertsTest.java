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

class SplunkAlertsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String BODY = """
            {"sid":"scheduler__soc__search__RMD5aa_at_1700000000_7","search_name":"Brute force","app":"search","owner":"soc",
             "results_link":"https://sh.example:8000/app/search/@go?sid=...",
             "result":%s}
            """;

    @Test
    void reads_the_first_row_of_a_search() {
        var alert = read("""
                {"src":"203.0.113.9","dest":"WS-0142","user":"alice","count":"41","_time":"1700000000.250","severity":"High",
                 "file_hash":"%s","url":"https://evil.example/x","annotations.mitre_attack":["T1110","T1110.003"]}
                """.formatted("0".repeat(64)));

        assertThat(alert.reference()).startsWith("scheduler__soc__search__RMD5aa_at_1700000000_7/");
        assertThat(alert.title()).isEqualTo("Brute force");
        assertThat(alert.ruleName()).isEqualTo("Brute force");
        assertThat(alert.severity()).isEqualTo(4);
        assertThat(alert.host()).isEqualTo("WS-0142");
        assertThat(alert.account()).isEqualTo("alice");
        assertThat(alert.techniques()).containsExactly("T1110", "T1110.003");
        assertThat(alert.occurredAt()).isEqualTo("2023-11-14T22:13:20.250Z");
        assertThat(alert.observables())
                .containsExactly(
                        new Observable("ipv4-addr", "203.0.113.9"),
                        new Observable("user-account", "alice"),
                        new Observable("file", "sha256:" + "0".repeat(64)),
                        new Observable("url", "https://evil.example/x"));
        assertThat(alert.notes()).isEmpty();
    }

    @Test
    void each_result_of_a_search_is_an_alert_of_its_own() {
        var one = read("{\"user\":\"alice\",\"count\":\"1\"}").reference();

        assertThat(read("{\"user\":\"bob\",\"count\":\"1\"}").reference()).isNotEqualTo(one);
        assertThat(read("{ \"count\" : \"1\", \"user\" : \"alice\" }").reference())
                .isEqualTo(one);
    }

    @Test
    void results_that_only_look_alike_stay_apart() {
        var texts = read("{\"a\":[\"x\",\"y\"]}").reference();

        assertThat(read("{\"a\":\"x,y\"}").reference()).isNotEqualTo(texts);
        assertThat(read("{\"a\":[\"x\",\"y\",\"\"]}").reference()).isNotEqualTo(texts);
    }

    @Test
    void several_hosts_are_no_host() {
        var alert = read("{\"dest\":[\"WS-0142\",\"WS-0177\"],\"user\":[\"alice\",\"alice\"]}");

        assertThat(alert.host()).isNull();
        assertThat(alert.account()).isEqualTo("alice");
        assertThat(alert.notes()).singleElement().asString().startsWith("dest");
    }

    @Test
    void what_the_sender_did_not_fill_in_is_left_out() {
        var alert = read("{\"dest\":\"$result.dest$\",\"user\":\"  \",\"host\":\"WS-0142\"}");

        assertThat(alert.host()).isEqualTo("WS-0142");
        assertThat(alert.account()).isNull();
        assertThat(alert.notes()).singleElement().asString().startsWith("dest");
    }

    @ParameterizedTest
    @CsvSource({"informational,1", "INFO,1", "low,2", "medium,3", "high,4", "critical,5", "unknown,0", "nonsense,0"})
    void words_become_severities(String word, int severity) {
        assertThat(read("{\"severity\":\"" + word + "\"}").severity()).isEqualTo(severity);
        assertThat(read("{\"severity\":\"low\",\"urgency\":\"" + word + "\"}").severity())
                .isEqualTo(word.equals("nonsense") ? 2 : severity);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1e99999\"", "\"-5\"", "\"soon\"", "{}", "1e300", "\"99999999999\""})
    void a_time_that_is_none_is_noted(String time) {
        var alert = read("{\"_time\":" + time + "}");

        assertThat(alert.occurredAt()).isNull();
        assertThat(alert.notes()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "[]", "\"x\""})
    void an_alert_without_a_row_is_still_an_alert(String result) {
        assertThat(read(result).title()).isEqualTo("Brute force");
    }

    @Test
    void an_alert_of_no_saved_search_has_a_title_all_the_same() {
        var alert = new SplunkAlerts().read(json(BODY.formatted("{}").replace("\"Brute force\"", "null")), NOW);

        assertThat(alert.title()).isEqualTo("Splunk alert");
        assertThat(alert.ruleName()).isNull();
    }

    @Test
    void without_a_sid_it_is_no_alert() {
        assertThatThrownBy(() -> new SplunkAlerts().read(json("{\"result\":{}}"), NOW))
                .isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> new SplunkAlerts().read(json("[1]"), NOW)).isInstanceOf(Unreadable.class);
    }

    private static Alert read(String result) {
        return new SplunkAlerts().read(json(BODY.formatted(result)), NOW);
    }

    private static JsonNode json(String text) {
        return AlertJson.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
