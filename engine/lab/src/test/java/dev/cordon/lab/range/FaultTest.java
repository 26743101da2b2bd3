package dev.cordon.lab.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {
    @TempDir
    Path directory;

    private RangeConfig config;
    private Range range;
    private FalconClient falcon;
    private String id;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        config = RangeConfig.of(directory.resolve("witness.ndjson"), "secret").pending(Duration.ofHours(1));
        range = Range.start(config);
        falcon = new FalconClient(range);
        falcon.login();
        id = falcon.id("WS-0142");
    }

    @AfterEach
    void stop() throws IOException {
        falcon.close();
        range.close();
    }

    @ParameterizedTest
    @EnumSource
    void each_kind_changes_what_it_says_strikes_once_and_is_written_down_first(Fault.Kind kind) throws Exception {
        range.arrange(Fault.of(kind, "contain"));

        // An endless body is followed for a while only; every other way ends by itself.
        try {
            if (kind != Fault.Kind.ENDLESS) {
                falcon.act("contain", id);
            } else {
                Thread.ofVirtual()
                        .start(() -> assertThatThrownBy(() -> falcon.act("contain", id))
                                .isNotNull());
                await(() -> !range.arrivals().isEmpty());
            }
        } catch (IOException e) {
            assertThat(kind)
                    .isIn(
                            Fault.Kind.REFUSE_BEFORE,
                            Fault.Kind.RESET_BEFORE,
                            Fault.Kind.RESET_AFTER,
                            Fault.Kind.TRUNCATE);
        }

        var changes =
                !(kind.value().endsWith("before") || kind == Fault.Kind.REDIRECT || kind == Fault.Kind.RATE_LIMIT);
        assertThat(falcon.status(id)).isEqualTo(changes ? "containment_pending" : "normal");
        var line = Reply.JSON.readTree(Files.readString(config.witness()));
        assertThat(line.path("fault").asText()).isEqualTo(kind.value());
        assertThat(line.path("after").asText()).isEqualTo(changes ? "isolating" : "free");
        assertThat(falcon.act("contain", id).status()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refuse-before", "reset-before", "reset-after", "truncate"})
    void these_give_no_whole_answer(String kind) {
        range.arrange(Fault.of(Fault.Kind.of(kind), "contain"));

        assertThatThrownBy(() -> falcon.act("contain", id)).isInstanceOf(IOException.class);
    }

    @Test
    void these_give_an_answer_that_is_not_what_it_should_be() throws Exception {
        falcon.post("/_range/faults", "{\"match\":{\"operation\":\"contain\"},\"kind\":\"wrong-types\"}");
        assertThat(falcon.act("contain", id).json().path("resources").isTextual())
                .isTrue();

        falcon.post("/_range/faults", "{\"match\":{\"operation\":\"contain\"},\"kind\":\"empty\"}");
        var empty = falcon.act("contain", id);
        assertThat(empty.status()).isEqualTo(200);
        assertThat(empty.raw().body()).isEmpty();

        falcon.post("/_range/faults", "{\"match\":{\"operation\":\"contain\"},\"kind\":\"redirect\"}");
        assertThat(falcon.act("contain", id).header("Location"))
                .doesNotContain(range.url().getHost() + ":" + range.url().getPort());

        falcon.post(
                "/_range/faults", "{\"match\":{\"operation\":\"contain\"},\"kind\":\"status-after\",\"status\":500}");
        assertThat(falcon.act("contain", id).status()).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1790000000", "1790000000000", "Wed, 21 Oct 2026 07:28:00 GMT", "soon"})
    void a_rate_limit_tells_the_time_in_any_way_it_is_told_to(String retryAfter) throws Exception {
        falcon.post(
                "/_range/faults",
                "{\"match\":{\"operation\":\"find\"},\"kind\":\"rate-limit\",\"retryAfter\":\"" + retryAfter + "\"}");

        var limited = falcon.find("hostname:'WS-0142'");

        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.header("X-RateLimit-RetryAfter")).isEqualTo(retryAfter);
        assertThat(limited.header("X-RateLimit-Remaining")).isEqualTo("0");
        assertThat(limited.header("Retry-After")).isEmpty();
    }

    @Test
    void a_fault_may_wait_for_one_target_and_strike_several_times() throws Exception {
        falcon.post(
                "/_range/faults",
                "{\"match\":{\"operation\":\"contain\",\"target\":\"DC-01\"},\"kind\":\"status-before\",\"status\":503,\"times\":2}");
        var controller = falcon.id("DC-01");

        assertThat(falcon.act("contain", id).status()).isEqualTo(202);
        assertThat(falcon.act("contain", controller).status()).isEqualTo(503);
        assertThat(falcon.act("contain", controller).status()).isEqualTo(503);
        assertThat(falcon.act("contain", controller).status()).isEqualTo(202);
    }

    @Test
    void faults_can_be_taken_back_and_nonsense_is_refused() throws Exception {
        falcon.post("/_range/faults", "{\"kind\":\"status-before\",\"times\":99}");
        assertThat(falcon.find("").status()).isEqualTo(503);
        assertThat(falcon.delete("/_range/faults").status()).isEqualTo(204);
        assertThat(falcon.find("").status()).isEqualTo(200);

        assertThat(falcon.post("/_range/faults", "{\"kind\":\"earthquake\"}").status())
                .isEqualTo(400);
    }

    @Test
    void latency_delays_the_answer_not_the_line() throws Exception {
        falcon.post("/_range/faults", "{\"match\":{\"operation\":\"contain\"},\"kind\":\"latency\",\"millis\":300}");
        var began = System.nanoTime();

        assertThat(falcon.act("contain", id).status()).isEqualTo(202);

        assertThat(System.nanoTime() - began).isGreaterThan(300_000_000);
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
