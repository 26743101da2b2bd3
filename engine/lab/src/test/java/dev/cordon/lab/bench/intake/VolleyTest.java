package dev.cordon.lab.bench.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.lab.StackFile.SourceSecret;
import dev.cordon.lab.range.HttpPort;
import dev.cordon.lab.range.Reply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VolleyTest {

    @Test
    void what_waits_for_a_free_hand_is_slow_and_not_left_out() throws Exception {
        try (var slow = new HttpPort(0, request -> {
            LockSupport.parkNanos(Duration.ofMillis(40).toNanos()); // one hand then manages 25 a second
            return Reply.json(202, "{}");
        })) {
            var tally = new Volley(mix(slow), 1).steady(50, Duration.ofSeconds(1));

            assertThat(tally.answered()).isEqualTo(50);
            assertThat(tally.latency().p99()).isGreaterThan(900);
            assertThat(tally.late()).isGreaterThan(900);
        }
    }

    @Test
    void a_hand_that_is_told_to_come_later_does_so() throws Exception {
        var requests = new AtomicInteger();
        try (var busy = new HttpPort(0, request -> {
            requests.incrementAndGet();
            return Reply.none(503).with("Retry-After", "30");
        })) {
            var tally = new Volley(mix(busy), 3).full(Duration.ofMillis(700));

            assertThat(requests).hasValue(3);
            assertThat(tally.refused()).isEqualTo(3);
            assertThat(tally.mute()).isZero();
            assertThat(tally.answered()).isZero();
        }
    }

    @Test
    void a_refusal_without_retry_after_is_counted_as_such() throws Exception {
        try (var busy = new HttpPort(0, request -> Reply.none(429))) {
            var tally = new Volley(mix(busy), 1).full(Duration.ofMillis(100));

            assertThat(tally.mute()).isEqualTo(tally.refused()).isPositive();
        }
    }

    @Test
    void a_batch_counts_with_all_its_alerts_and_a_repeat_as_no_row() throws Exception {
        var requests = new AtomicInteger();
        try (var port = new HttpPort(0, request -> {
            requests.incrementAndGet();
            return Reply.json(202, "{}");
        })) {
            var tally = new Volley(mix(port), 4).steady(1000, Duration.ofMillis(100));

            assertThat(requests).hasValue(100);
            assertThat(tally.alerts()).isEqualTo(90 + 10 * Mix.BATCH);
            assertThat(tally.different()).isEqualTo(70 + 10 * Mix.BATCH);
        }
    }

    private static Mix mix(HttpPort port) {
        return new Mix(
                "T-1",
                "http://127.0.0.1:" + port.number(),
                List.of(new SourceSecret("wazuh", "wazuh", "a"), new SourceSecret("elastic", "elastic", "b")));
    }
}
