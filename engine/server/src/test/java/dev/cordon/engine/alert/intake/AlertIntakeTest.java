package dev.cordon.engine.alert.intake;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.engine.PostgresResource;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.sql.Sql;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AlertIntakeTest {
    @Inject
    AlertIntake intake;

    @Inject
    Sql sql;

    @Test
    void the_same_alert_ten_times_at_once_is_one_alert_one_incident_and_one_run() throws Exception {
        var host = "WS-" + UUID.randomUUID();
        var alert = alert("ref-" + host, host, 5);
        try (var threads = Executors.newFixedThreadPool(10)) {
            Callable<AlertIntake.Taken> post = () -> intake.take("wazuh", alert, raw(alert));
            var answers = threads
                    .invokeAll(IntStream.range(0, 10).mapToObj(i -> post).toList())
                    .stream()
                    .map(future -> future.resultNow())
                    .toList();

            assertThat(answers)
                    .extracting(AlertIntake.Taken::alertId)
                    .containsOnly(answers.getFirst().alertId());
            assertThat(answers)
                    .extracting(AlertIntake.Taken::incident)
                    .containsOnly(answers.getFirst().incident());
            assertThat(answers).filteredOn(taken -> !taken.duplicate()).hasSize(1);
            awaitRuns(requireNonNull(answers.getFirst().incident()), 1);
        }
    }

    @Test
    void fifty_alerts_about_one_host_at_once_are_one_incident_with_one_run() throws Exception {
        var host = "WS-" + UUID.randomUUID();
        try (var threads = Executors.newFixedThreadPool(10)) {
            var answers = threads
                    .invokeAll(IntStream.range(0, 50)
                            .mapToObj(i -> {
                                var alert = alert("ref-" + i + host, host, 5);
                                return (Callable<AlertIntake.Taken>) () -> intake.take("wazuh", alert, raw(alert));
                            })
                            .toList())
                    .stream()
                    .map(future -> future.resultNow())
                    .toList();

            var number = requireNonNull(answers.getFirst().incident());
            assertThat(answers).extracting(AlertIntake.Taken::incident).containsOnly(number);
            assertThat(sql.one("select alerts from incident where number = ?", row -> row.number("alerts"), number))
                    .contains(50);
            awaitLines(number, "alert-routed", 50);
            awaitRuns(number, 1);
            awaitLines(number, "run-joined", 49);
        }
    }

    @Test
    void an_alert_for_a_closed_incident_opens_another() {
        var host = "WS-" + UUID.randomUUID();
        var first = intake.take("wazuh", alert("a" + host, host, 3), new byte[0]);
        sql.update("update incident set status = 'closed' where number = ?", first.incident());

        var second = intake.take("wazuh", alert("b" + host, host, 3), new byte[0]);

        assertThat(second.incident()).isNotEqualTo(first.incident());
    }

    @Test
    void what_cannot_be_read_is_kept_once_with_the_reason() {
        var raw = ("{broken " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);

        var first = intake.reject("wazuh", "not JSON", raw);
        var again = intake.reject("wazuh", "not JSON", raw);

        assertThat(again).isEqualTo(first);
        assertThat(sql.one(
                        "select reason, raw from alert where id = ?::uuid and status = 'rejected'",
                        row -> row.text("reason") + new String(row.bytes("raw"), StandardCharsets.UTF_8),
                        first))
                .contains("not JSON" + new String(raw, StandardCharsets.UTF_8));
    }

    private void awaitRuns(String incident, int count) throws InterruptedException {
        await(
                "select count(*)::int as n from playbook_run r join incident i on i.id = r.incident_id where i.number = ?",
                incident,
                null,
                count);
    }

    private void awaitLines(String incident, String kind, int count) throws InterruptedException {
        await(
                "select count(*)::int as n from timeline_entry t join incident i on i.id = t.incident_id"
                        + " where i.number = ? and t.kind = ?",
                incident,
                kind,
                count);
    }

    private void await(String query, String incident, @Nullable String kind, int count) throws InterruptedException {
        var deadline = Instant.now().plus(Duration.ofSeconds(20));
        var seen = -1;
        while (Instant.now().isBefore(deadline) && seen != count) {
            seen = (kind == null
                            ? sql.one(query, row -> row.number("n"), incident)
                            : sql.one(query, row -> row.number("n"), incident, kind))
                    .orElseThrow();
            java.util.concurrent.TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(seen).isEqualTo(count);
    }

    private static Alert alert(String reference, String host, int severity) {
        return Alert.of(reference, "Credential dumping")
                .rule("92900", "LSASS")
                .severity(severity)
                .techniques(List.of("T1003.001"))
                .host(host)
                .build();
    }

    private static byte[] raw(Alert alert) {
        return alert.reference().getBytes(StandardCharsets.UTF_8);
    }
}
