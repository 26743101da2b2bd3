package dev.cordon.connectors.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.connectors.capability.Closing;
import dev.cordon.contract.Target;
import dev.cordon.contract.Verdict;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderTest {

    @Test
    void a_job_that_acts_has_a_target() {
        var order = Order.of("""
                {"incidentId": "i", "runId": "r", "reason": "ransomware",
                 "target": {"is": "host", "vendor": "lab", "id": "1", "name": "WS-1", "addresses": ["10.0.0.5"]}}
                """);

        assertThat(order.resolved()).isEqualTo(new Target.Host("lab", "1", "WS-1", null, List.of("10.0.0.5"), null));
    }

    @Test
    void a_job_that_finds_has_a_name() {
        assertThat(Order.of("""
                {"incidentId": "i", "runId": "r", "reason": "x", "target": "WS-1"}""").name()).isEqualTo("WS-1");
    }

    @Test
    void a_job_that_tells_a_product_has_a_verdict_and_the_incidents_number() {
        var order = Order.of("""
                {"incidentId": "i", "runId": "r", "reason": "a scanner", "verdict": "false-positive",
                 "incident": "INC-2026-000123", "target": {"is": "alert", "vendor": "elastic", "id": "1", "name": "x"}}
                """);

        assertThat(order.closing()).isEqualTo(new Closing("INC-2026-000123", Verdict.FALSE_POSITIVE, "a scanner"));
    }

    @Test
    void how_long_a_product_is_waited_for_is_said_or_nobody_is_waited_for() {
        var order = "{\"incidentId\": \"i\", \"runId\": \"r\", \"reason\": \"x\", \"target\": \"x\", \"until\": %s}";

        assertThat(Order.of(order.formatted("\"2026-11-28T10:00:00Z\"")).deadline())
                .isEqualTo(Instant.parse("2026-11-28T10:00:00Z"));
        assertThat(Order.of(order.formatted("null")).deadline()).isNull();
        assertThatThrownBy(() -> Order.of(order.formatted("\"tomorrow\"")).deadline())
                .isInstanceOf(Order.Unreadable.class)
                .hasMessageContaining("until");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"verdict\": \"solved\"", "\"verdict\": 3", "\"severity\": 3"})
    void without_a_known_verdict_no_product_is_told_anything(String verdict) {
        var order = Order.of(
                "{\"incidentId\": \"i\", \"runId\": \"r\", \"reason\": \"x\", \"target\": \"x\", \"incident\": \"I\", %s}"
                        .formatted(verdict));

        assertThatThrownBy(order::closing)
                .isInstanceOf(Order.Unreadable.class)
                .hasMessageContaining("verdict")
                .hasMessageNotContaining("solved");
    }

    @Test
    void a_missing_variable_is_named() {
        assertThatThrownBy(() -> Order.of("""
                {"incidentId": "i", "target": "WS-1", "reason": "x"}"""))
                .isInstanceOf(Order.Unreadable.class)
                .hasMessageContaining("runId");
    }

    @Test
    void a_target_of_the_wrong_kind_is_named_and_not_quoted() {
        var name = Order.of("""
                {"incidentId": "i", "runId": "r", "reason": "x", "target": "s3cret"}""");
        var half = Order.of("""
                {"incidentId": "i", "runId": "r", "reason": "x", "target": {"is": "host", "id": " ", "x": "s3cret"}}""");

        for (var order : List.of(name, half)) {
            assertThatThrownBy(order::resolved)
                    .isInstanceOf(Order.Unreadable.class)
                    .hasMessageContaining("target")
                    .hasMessageNotContaining("s3cret");
        }
        assertThatThrownBy(half::name).isInstanceOf(Order.Unreadable.class);
    }
}
