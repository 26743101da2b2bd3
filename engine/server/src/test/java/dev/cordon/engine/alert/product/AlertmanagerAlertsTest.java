package dev.cordon.engine.alert.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.alert.Alert;
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

class AlertmanagerAlertsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final AlertmanagerAlerts ADAPTER = new AlertmanagerAlerts();
    private static final String GROUP = """
            {"version":"4","groupKey":"{}:{alertname=\\"SensorSilent\\"}","truncatedAlerts":%d,"status":"firing","receiver":"soar",
             "groupLabels":{"alertname":"SensorSilent"},"commonLabels":{"alertname":"SensorSilent"},"commonAnnotations":{},
             "externalURL":"http://am.example:9093","alerts":[%s]}
            """;
    private static final String SILENT = """
            {"status":"firing","labels":{"alertname":"SensorSilent","instance":"ids1:9100","severity":"critical",
              "mitre_technique":"T1562.001"},
             "annotations":{"summary":"no events for 30m"},"startsAt":"2025-01-01T10:00:00.123456789Z",
             "endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://prom.example/graph?g0.expr=up",
             "fingerprint":"b8a1f5e7c0d2a3f4"}
            """;

    @Test
    void reads_a_firing_alert() {
        var alert = read(SILENT);

        assertThat(alert.reference()).isEqualTo("b8a1f5e7c0d2a3f4/2025-01-01T10:00:00.123456Z");
        assertThat(alert.title()).isEqualTo("no events for 30m");
        assertThat(alert.ruleId()).isEqualTo("SensorSilent");
        assertThat(alert.ruleName()).isEqualTo("SensorSilent");
        assertThat(alert.severity()).isEqualTo(5);
        assertThat(alert.techniques()).containsExactly("T1562.001");
        assertThat(alert.host()).isEqualTo("ids1");
        assertThat(alert.assets()).containsExactly(new Alert.Asset(Kind.HOST, "ids1", Role.AFFECTED));
        assertThat(alert.occurredAt()).isEqualTo("2025-01-01T10:00:00.123456Z");
        assertThat(alert.detectedAt()).isEqualTo(alert.occurredAt());
        assertThat(alert.link()).hasToString("http://prom.example/graph?g0.expr=up");
        assertThat(alert.status()).isEqualTo(Alert.Status.FIRING);
        assertThat(alert.notes()).isEmpty();
    }

    @Test
    void a_resolved_alert_has_the_reference_of_the_one_it_resolves() {
        var resolved = read(SILENT.replace("\"firing\"", "\"resolved\"").replace("0001-01-01T00", "2025-01-01T11"));

        assertThat(resolved.reference()).isEqualTo(read(SILENT).reference());
        assertThat(resolved.status()).isEqualTo(Alert.Status.RESOLVED);
    }

    @Test
    void firing_again_is_a_new_alert() {
        assertThat(read(SILENT.replace("2025-01-01T10", "2025-01-02T10")).reference())
                .isNotEqualTo(read(SILENT).reference());
    }

    @Test
    void a_group_brings_its_firing_and_its_resolved_alerts() {
        var other = SILENT.replace("b8a1f5e7c0d2a3f4", "0000000000000001").replace("\"firing\"", "\"resolved\"");
        var elements = ADAPTER.split(json(GROUP.formatted(0, SILENT + "," + other)));

        assertThat(elements)
                .extracting(element -> ADAPTER.read(element, NOW).status())
                .containsExactly(Alert.Status.FIRING, Alert.Status.RESOLVED);
        assertThat(elements.getFirst().path("receiver").asText()).isEqualTo("soar");
    }

    @Test
    void a_repeat_in_a_group_that_grew_says_the_same() {
        var before = ADAPTER.split(json(GROUP.formatted(0, SILENT)));
        var after = ADAPTER.split(json(GROUP.formatted(3, SILENT + "," + SILENT)));

        assertThat(after.getFirst()).isEqualTo(before.getFirst());
    }

    @Test
    void one_odd_alert_leaves_the_others_readable() {
        var elements = ADAPTER.split(json(GROUP.formatted(0, "7," + SILENT + ",{\"status\":\"firing\"}")));

        assertThatThrownBy(() -> ADAPTER.read(elements.get(0), NOW)).isInstanceOf(Unreadable.class);
        assertThat(ADAPTER.read(elements.get(1), NOW).title()).isEqualTo("no events for 30m");
        assertThatThrownBy(() -> ADAPTER.read(elements.get(2), NOW)).hasMessageContaining("neither labels nor");
    }

    @Test
    void labels_and_a_start_are_enough() {
        var alert = read("{\"status\":\"firing\",\"labels\":{\"job\":\"ids\"},\"startsAt\":\"2025-01-01T10:00:00Z\"}");

        assertThat(alert.reference()).startsWith("sha256:").endsWith("/2025-01-01T10:00:00Z");
        assertThat(alert.title()).isEqualTo("Alertmanager alert");
        assertThat(alert.severity()).isZero();
        assertThat(alert.host()).isNull();
        assertThat(alert.link()).hasToString("http://am.example:9093");
    }

    @ParameterizedTest
    @CsvSource({"critical,5", "PAGE,4", "error,4", "high,4", "warning,3", "info,1", "none,1", "purple,0"})
    void the_label_becomes_a_severity(String label, int severity) {
        assertThat(read(SILENT.replace("critical", label)).severity()).isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource({
        "ids1:9100,ids1",
        "ids1.example.com,ids1.example.com",
        "10.0.0.7:9100,10.0.0.7",
        "[2001:db8::1]:9100,2001:db8::1",
        "https://www.example.com/health,"
    })
    void what_was_scraped_is_the_host(String instance, String host) {
        assertThat(read(SILENT.replace("ids1:9100", instance)).host()).isEqualTo(host);
    }

    @Test
    void a_probed_address_is_an_observable() {
        assertThat(read(SILENT.replace("ids1:9100", "https://www.example.com/health"))
                        .observables())
                .containsExactly(new Observable("url", "https://www.example.com/health"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "labels",
                "annotations.summary",
                "labels.severity",
                "labels.instance",
                "startsAt",
                "generatorURL",
                "fingerprint",
                "labels.alertname",
                "labels.mitre_technique"
            })
    void a_field_of_the_wrong_type_is_noted(String path) {
        for (var wrong : new String[] {"7", "true", "[1]"}) {
            var alert = read(Wrong.at(SILENT, path, wrong));

            assertThat(alert.title()).isNotBlank();
            assertThat(alert.notes()).as(path + " " + wrong).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "7",
                "{\"version\":\"1\",\"groupKey\":\"{}\",\"orgId\":1,\"alerts\":[{}]}",
                "{\"version\":\"4\",\"groupKey\":\"{}\",\"alerts\":{}}"
            })
    void what_is_foreign_is_unreadable(String body) {
        assertThatThrownBy(() -> ADAPTER.split(json(body)))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("Alertmanager");
    }

    private static Alert read(String alert) {
        return ADAPTER.read(ADAPTER.split(json(GROUP.formatted(0, alert))).getFirst(), NOW);
    }

    private static JsonNode json(String text) {
        return AlertJson.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
