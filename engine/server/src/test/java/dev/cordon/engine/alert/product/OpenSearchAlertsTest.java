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

class OpenSearchAlertsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String MESSAGE = """
            {"source":"opensearch","monitor":"Logons &amp; &quot;failures&quot;","trigger":"More than 50","trigger_id":"tr-1","severity":"2",
             "period_start":"2026-01-18T11:00:00.000Z","period_end":"2026-01-18T11:05:00.000Z","alert_id":"al-77","hits":"61",
             "host":"WS-0142","account":"m.keller","src_ip":"203.0.113.9","techniques":["T1110"],
             "url":"https://evil.example/x","file_hash":"44d88612fea8a8f36de82e1278abb02f",
             "link":"https://dashboards.example/app/alerting#/dashboard"}
            """;

    @Test
    void reads_the_message_of_the_template() {
        var alert = read(MESSAGE);

        assertThat(alert.reference()).isEqualTo("al-77");
        assertThat(alert.title()).isEqualTo("Logons & \"failures\": More than 50");
        assertThat(alert.ruleId()).isEqualTo("tr-1");
        assertThat(alert.ruleName()).isEqualTo("More than 50");
        assertThat(alert.severity()).isEqualTo(4);
        assertThat(alert.host()).isEqualTo("WS-0142");
        assertThat(alert.account()).isEqualTo("m.keller");
        assertThat(alert.techniques()).containsExactly("T1110");
        assertThat(alert.observables())
                .containsExactly(
                        new Observable("ipv4-addr", "203.0.113.9"),
                        new Observable("user-account", "m.keller"),
                        new Observable("url", "https://evil.example/x"),
                        new Observable("file", "md5:44d88612fea8a8f36de82e1278abb02f"));
        assertThat(alert.occurredAt()).isEqualTo("2026-01-18T11:00:00Z");
        assertThat(alert.detectedAt()).isEqualTo("2026-01-18T11:05:00Z");
        assertThat(alert.link()).hasToString("https://dashboards.example/app/alerting#/dashboard");
        assertThat(alert.notes()).isEmpty();
    }

    @Test
    void without_an_id_monitor_and_period_tell_it_from_others() {
        var bare = """
                {"source":"opensearch","monitor":"m","trigger":"t","period_start":"2026-01-18T11:00:00Z","alert_id":"","hits":"%s"}
                """;
        var first = read(bare.formatted("1"));

        assertThat(first.reference()).startsWith("sha256:");
        assertThat(read(bare.formatted("2")).reference()).isEqualTo(first.reference());
        assertThat(read(bare.formatted("1").replace("T11", "T12")).reference()).isNotEqualTo(first.reference());
        assertThat(first.notes()).singleElement().asString().startsWith("alert_id");
        assertThat(first.severity()).isZero();
        assertThat(first.host()).isNull();
    }

    @Test
    void what_mustache_escaped_twice_is_unescaped_once() {
        assertThat(read(MESSAGE.replace("More than 50", "&amp;lt;b&amp;gt;")).ruleName())
                .isEqualTo("&lt;b&gt;");
    }

    @ParameterizedTest
    @CsvSource({"1,5", "2,4", "3,3", "4,2", "5,1", "0,0", "6,0", "high,0"})
    void one_is_the_worst(String level, int severity) {
        assertThat(read(MESSAGE.replace("\"severity\":\"2\"", "\"severity\":\"" + level + "\""))
                        .severity())
                .isEqualTo(severity);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "monitor",
                "trigger",
                "trigger_id",
                "severity",
                "period_start",
                "period_end",
                "alert_id",
                "host",
                "account",
                "src_ip",
                "techniques",
                "url",
                "file_hash",
                "link"
            })
    void a_field_of_the_wrong_type_is_noted(String field) {
        for (var wrong : new String[] {"{\"a\":1}", "true", "[1]"}) {
            var alert = read(Wrong.at(MESSAGE, field, wrong));

            assertThat(alert.title()).isNotBlank();
            assertThat(alert.notes()).as(field + " " + wrong).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "7", "{\"source\":\"sumologic\"}", "{\"source\":7,\"monitor\":\"m\"}"})
    void what_is_foreign_is_unreadable(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(Unreadable.class).hasMessageContaining("OpenSearch");
    }

    @Test
    void a_message_that_nothing_identifies_is_unreadable() {
        assertThatThrownBy(() -> read("{\"source\":\"opensearch\",\"monitor\":\"m\",\"period_start\":\"\"}"))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("period_start");
    }

    private static Alert read(String message) {
        return new OpenSearchAlerts().read(json(message), NOW);
    }

    private static JsonNode json(String text) {
        return AlertJson.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
