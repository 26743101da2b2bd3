package dev.cordon.engine.alert.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
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

class SumoLogicAlertsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String PAYLOAD = """
            {"source":"sumologic","monitor_id":"0000000000123ABC","name":"Brute force","trigger_type":"Critical",
             "start":"1626190410000","end":"1626190710000","url":"https://service.sumologic.com/ui/#/alert/0000000000AE32CA",
             "count":"1","results":%s}
            """;
    private static final String ROW =
            "[{\"_sourceHost\":\"WS-0142\",\"user\":\"m.keller\",\"src_ip\":\"203.0.113.9\",\"technique\":\"T1110\",\"_count\":41}]";

    @Test
    void reads_results_that_are_json_in_a_text() {
        var alert = read(quoted(ROW));

        assertThat(alert.reference()).isEqualTo("0000000000123ABC/0000000000AE32CA");
        assertThat(alert.title()).isEqualTo("Brute force");
        assertThat(alert.ruleId()).isEqualTo("0000000000123ABC");
        assertThat(alert.ruleName()).isEqualTo("Brute force");
        assertThat(alert.severity()).isEqualTo(4);
        assertThat(alert.techniques()).containsExactly("T1110");
        assertThat(alert.host()).isEqualTo("WS-0142");
        assertThat(alert.account()).isEqualTo("m.keller");
        assertThat(alert.observables())
                .containsExactly(
                        new Observable("ipv4-addr", "203.0.113.9"), new Observable("user-account", "m.keller"));
        assertThat(alert.occurredAt()).isEqualTo("2021-07-13T15:33:30Z");
        assertThat(alert.detectedAt()).isEqualTo("2021-07-13T15:38:30Z");
        assertThat(alert.link()).hasToString("https://service.sumologic.com/ui/#/alert/0000000000AE32CA");
        assertThat(alert.status()).isEqualTo(Alert.Status.FIRING);
        assertThat(alert.notes()).isEmpty();
    }

    @Test
    void results_without_quotation_marks_say_the_same() {
        assertThat(read(ROW)).isEqualTo(read(quoted(ROW)));
    }

    @Test
    void several_hosts_are_affected_and_none_is_the_host() {
        var alert = read("[{\"host\":\"WS-0142\"},{\"host\":\"WS-0177\"},{\"host\":\"WS-0142\"}]");

        assertThat(alert.host()).isNull();
        assertThat(alert.assets())
                .containsExactly(
                        new Asset(Kind.HOST, "WS-0142", Role.AFFECTED), new Asset(Kind.HOST, "WS-0177", Role.AFFECTED));
        assertThat(alert.notes()).singleElement().asString().contains("several");
    }

    @Test
    void a_recovery_resolves_the_alert_of_its_page() {
        var recovery = PAYLOAD.formatted("\"\"")
                .replace("Critical", "ResolvedCritical")
                .replace("1626190410000", "1626190999000");
        var alert = readBody(recovery);

        assertThat(alert.status()).isEqualTo(Alert.Status.RESOLVED);
        assertThat(alert.severity()).isEqualTo(4);
        assertThat(alert.reference()).isEqualTo(read(quoted(ROW)).reference());
    }

    @Test
    void without_a_page_the_results_tell_it_from_others() {
        var first = readBody(
                PAYLOAD.formatted(ROW).replace("https://service.sumologic.com/ui/#/alert/0000000000AE32CA", ""));
        var other = PAYLOAD.formatted(ROW.replace("WS-0142", "WS-0177")).replace("/alert/0000000000AE32CA", "");

        assertThat(first.reference()).startsWith("sha256:");
        assertThat(readBody(other).reference()).startsWith("sha256:").isNotEqualTo(first.reference());
        assertThat(first.notes()).singleElement().asString().startsWith("url");
    }

    @Test
    void a_monitor_and_a_start_are_enough() {
        var alert = readBody("{\"source\":\"sumologic\",\"monitor_id\":\"1\",\"start\":\"1626190410000\"}");

        assertThat(alert.title()).isEqualTo("Sumo Logic alert");
        assertThat(alert.severity()).isZero();
        assertThat(alert.host()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"Critical,4", "warning,3", "MissingData,2", "Normal,1", "ResolvedWarning,3", "Odd,0", "'',0"})
    void the_trigger_is_the_severity(String type, int severity) {
        assertThat(readBody(PAYLOAD.formatted(ROW).replace("Critical", type)).severity())
                .isEqualTo(severity);
    }

    @ParameterizedTest
    @ValueSource(strings = {"monitor_id", "name", "trigger_type", "start", "end", "url", "results"})
    void a_field_of_the_wrong_type_is_noted(String field) {
        for (var wrong : new String[] {"true", "-1.5"}) {
            var alert = readBody(Wrong.at(PAYLOAD.formatted(ROW), field, wrong));

            assertThat(alert.title()).isNotBlank();
            assertThat(alert.notes()).as(field + " " + wrong).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"[{\\\"host\\\":\"", "[{\"host\":7,\"user\":{},\"src_ip\":[1]}]", "\"{{ResultsJson}}\""})
    void odd_results_cost_the_results_only(String results) {
        var alert = read(results);

        assertThat(alert.title()).isEqualTo("Brute force");
        assertThat(alert.host()).isNull();
        assertThat(alert.notes()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "7", "{\"source\":\"opensearch\"}"})
    void what_is_foreign_is_unreadable(String body) {
        assertThatThrownBy(() -> readBody(body)).isInstanceOf(Unreadable.class).hasMessageContaining("Sumo Logic");
    }

    @Test
    void a_payload_that_nothing_identifies_is_unreadable() {
        assertThatThrownBy(
                        () -> readBody("{\"source\":\"sumologic\",\"monitor_id\":\"1\",\"start\":\"\",\"url\":\"\"}"))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("start");
    }

    private static String quoted(String results) {
        return "\"" + results.replace("\"", "\\\"") + "\"";
    }

    private static Alert read(String results) {
        return readBody(PAYLOAD.formatted(results));
    }

    private static Alert readBody(String body) {
        return new SumoLogicAlerts().read(json(body), NOW);
    }

    private static JsonNode json(String text) {
        return AlertJson.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
