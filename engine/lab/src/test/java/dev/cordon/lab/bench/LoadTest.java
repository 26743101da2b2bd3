package dev.cordon.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.lab.range.HttpPort;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoadTest {

    @Test
    void an_open_loop_sends_on_time_however_long_the_answers_take() throws Exception {
        var hold = new CountDownLatch(1);
        try (var slow = new HttpPort(0, held(hold));
                var load = new Load(contender(slow, new Flows("BENCH-T-")))) {
            var flows = load.steady(100, Duration.ofMillis(200));
            await(() -> flows.stream().allMatch(flow -> flow.sent != 0));

            assertThat(flows).hasSize(20).noneMatch(Flow::taken);
            assertThat(flows.getLast().due - flows.getFirst().due)
                    .isEqualTo(Duration.ofMillis(190).toNanos());
            hold.countDown();
            await(() -> flows.stream().allMatch(Flow::taken));
            assertThat(flows).allMatch(flow -> flow.acked > flow.due);
        }
    }

    @Test
    void a_closed_loop_never_has_more_in_flight_than_it_may() throws Exception {
        var flows = new Flows("BENCH-T-");
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        try (var port = new HttpPort(0, request -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    LockSupport.parkNanos(3_000_000); // long enough for others to come, if they may
                    now.decrementAndGet();
                    return Reply.json(202, "{}");
                });
                var load = new Load(contender(port, flows))) {
            var sent = load.full(3, flows::taken, () -> flows.all().size() >= 50);

            assertThat(sent).hasSizeBetween(50, 52);
            assertThat(most.get()).isBetween(2, 3);
        }
    }

    @Test
    void what_is_refused_is_counted_and_makes_room() throws Exception {
        var flows = new Flows("BENCH-T-");
        try (var port = new HttpPort(0, request -> Reply.none(503));
                var load = new Load(contender(port, flows))) {
            load.full(2, flows::taken, () -> flows.refused() >= 10);

            assertThat(flows.taken()).isZero();
            assertThat(flows.refused()).isGreaterThanOrEqualTo(10);
        }
    }

    @Test
    void nobody_at_the_other_end_is_a_refusal_too() {
        var flows = new Flows("BENCH-T-");
        try (var load =
                new Load(new Contender("nobody", URI.create("http://127.0.0.1:1/alert"), "", name -> "{}", flows))) {
            load.full(1, flows::taken, () -> flows.refused() >= 1);

            assertThat(flows.all()).anyMatch(flow -> flow.status == -1);
        }
    }

    private static Contender contender(HttpPort port, Flows flows) {
        return new Contender(
                "test", URI.create("http://127.0.0.1:%d/alert".formatted(port.number())), "", name -> "{}", flows);
    }

    private static Function<Request, Reply> held(CountDownLatch hold) {
        return request -> {
            try {
                return Reply.none(hold.await(10, TimeUnit.SECONDS) ? 202 : 500);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Reply.none(500);
            }
        };
    }

    private static void await(BooleanSupplier so) throws InterruptedException {
        var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!so.getAsBoolean() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(so.getAsBoolean()).isTrue();
    }
}
