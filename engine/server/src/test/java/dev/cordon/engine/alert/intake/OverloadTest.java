package dev.cordon.engine.alert.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.engine.PostgresResource;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.intake.AlertIntake.Read;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Timeline;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class OverloadTest {
    @Inject
    AlertIntake intake;

    @Inject
    IntakeGate gate;

    @Inject
    Timeline timeline;

    @Inject
    Sql sql;

    @Test
    void what_does_not_fit_is_refused_with_the_time_to_wait_and_what_was_taken_is_stored() throws Exception {
        var host = "WS-" + UUID.randomUUID();
        intake.take("wazuh", alert("first", host), raw("first"));
        var held = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var holder = threads.submit(() -> QuarkusTransaction.requiringNew().run(() -> hold(host, held, goOn)));
            held.await();
            var waiting = new ArrayList<Future<List<AlertIntake.Taken>>>();
            for (int batch = 0; batch < 4; batch++) {
                var reads = reads(host, batch * 500, 500);
                waiting.add(threads.submit(() -> intake.take("wazuh", reads)));
            }
            awaitFull();

            assertThatThrownBy(() -> intake.take("wazuh", alert("late", host), raw("late")))
                    .isInstanceOfSatisfying(Problem.class, problem -> {
                        assertThat(problem.status()).isEqualTo(503);
                        assertThat(problem.retryAfter()).isPresent();
                    });
            goOn.countDown();
            holder.get();
            for (var answer : waiting) {
                assertThat(answer.get()).hasSize(500).noneMatch(AlertIntake.Taken::duplicate);
            }
        }
        assertThat(count("select count(*)::int as n from alert where host = ?", host))
                .isEqualTo(2001);
        assertThat(count(
                        "select alerts as n from incident where grouping_key = ?",
                        "host:" + host.toLowerCase(Locale.ROOT)))
                .isEqualTo(2001);
        assertThat(count("select count(*)::int as n from alert where reference = ?", "late" + host))
                .isZero();
    }

    @Test
    void the_same_reference_twice_in_a_batch_is_one_alert() {
        var host = "WS-" + UUID.randomUUID();
        var read = new Read(alert("same", host), raw("same"));

        var taken = intake.take("wazuh", List.of(read, read, read));

        assertThat(taken).extracting(AlertIntake.Taken::duplicate).containsExactly(false, true, true);
        assertThat(taken)
                .extracting(AlertIntake.Taken::alertId)
                .containsOnly(taken.getFirst().alertId());
    }

    @Test
    void bodies_take_their_room_until_they_are_answered() throws IOException {
        var mebibyte = new byte[1024 * 1024];
        var open = new ArrayList<IntakeGate.Passage>();
        for (int i = 0; i < 16; i++) {
            var passage = gate.open();
            open.add(passage);
            passage.read(new ByteArrayInputStream(mebibyte));
        }
        try (var late = gate.open()) {
            assertThatThrownBy(() -> late.read(new ByteArrayInputStream(new byte[1])))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.status()).isEqualTo(503));
        }
        open.forEach(IntakeGate.Passage::close);
        try (var again = gate.open()) {
            assertThat(again.read(new ByteArrayInputStream(mebibyte))).hasSize(mebibyte.length);
        }
    }

    private void hold(String host, CountDownLatch held, CountDownLatch goOn) {
        timeline.hold(sql.one(
                        "select id from incident where grouping_key = ?",
                        row -> row.uuid("id"),
                        "host:" + host.toLowerCase(Locale.ROOT))
                .orElseThrow());
        held.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// One alert at a time finds out; those that still fit are answered when the rest is.
    private void awaitFull() throws InterruptedException {
        var end = System.nanoTime() + 10_000_000_000L;
        while (intake.room() > 0 && System.nanoTime() < end) {
            java.util.concurrent.TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private int count(String query, String argument) {
        return sql.one(query, row -> row.number("n"), argument).orElseThrow();
    }

    private static List<Read> reads(String host, int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> new Read(alert("r" + i, host), raw("r" + i)))
                .toList();
    }

    private static Alert alert(String reference, String host) {
        return Alert.of(reference + host, "Port scan").severity(1).host(host).build();
    }

    private static byte[] raw(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
