package dev.cordon.connectors.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cordon.connectors.capability.AlertFeed;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.feed.Reader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PollTest {
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final PlayedServer server = new PlayedServer();
    private final Numbers numbers = new Numbers();
    private boolean stopped;
    private Poll poll = poll();

    @Test
    void walks_to_the_end_and_rests() {
        assertThat(poll.run()).isEqualTo(EVERY);

        assertThat(server.stored).containsExactly("0", "1", "2", "3", "4", "5");
        assertThat(server.cursor).isEqualTo("6");
    }

    @Test
    void a_page_whose_answer_was_lost_is_delivered_again_and_nothing_is_left_out() {
        server.breaksAfter = 3;
        assertThat(poll.run()).isGreaterThan(EVERY);
        assertThat(server.cursor).isEqualTo("2");

        server.breaksAfter = Integer.MAX_VALUE;
        poll.run();
        assertThat(server.stored).containsExactly("0", "1", "2", "2", "3", "4", "5");
    }

    @Test
    void another_process_goes_on_at_the_cursor_that_the_server_has() {
        numbers.stopAfter = 2;
        poll.run();
        stopped = false;
        numbers.stopAfter = Integer.MAX_VALUE;
        poll = poll();
        poll.run();

        assertThat(server.stored).containsExactly("0", "1", "2", "3", "4", "5");
    }

    @Test
    void repeats_of_the_overlap_are_not_delivered_again_unless_somebody_else_was_there() {
        poll.run();
        numbers.overlap = 3;
        poll.run();
        assertThat(server.stored).hasSize(6);

        server.cursor = "4";
        poll.run();
        assertThat(server.stored).endsWith("1", "2", "3", "4", "5");
    }

    @Test
    void a_page_that_the_server_does_not_take_is_shown_and_kept_for_later() {
        server.refuses = true;
        poll.run();
        assertThat(server.troubles).containsExactly("the server refuses (503)");

        server.refuses = false;
        poll.run();
        assertThat(server.stored).hasSize(6);
    }

    @Test
    void what_nobody_foresaw_is_shown_and_tried_again() {
        numbers.defect = new IllegalArgumentException("oops");
        assertThat(poll.run()).isGreaterThan(EVERY);

        assertThat(server.troubles).containsExactly("unforeseen: IllegalArgumentException");
    }

    @Test
    void who_has_no_turn_reads_nothing() {
        server.taken = true;

        assertThat(poll.run()).isEqualTo(EVERY);
        assertThat(numbers.reads).isZero();
    }

    @Test
    void a_vendor_that_names_a_time_is_left_alone_until_then_and_the_server_is_told() {
        numbers.failure = new VendorException.Unavailable("the vendor cannot answer now (429)", Duration.ofSeconds(50));

        assertThat(poll.run()).isEqualTo(Duration.ofSeconds(50));
        assertThat(server.troubles).containsExactly("the vendor cannot answer now (429)");
    }

    @Test
    void a_vendor_that_stays_ill_is_asked_less_and_less_and_then_as_before() {
        numbers.failure = new VendorException.Misconfigured("the vendor does not permit this to our credentials (403)");

        assertThat(IntStream.range(0, 5).mapToObj(i -> poll.run()))
                .containsExactly(
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(120),
                        Duration.ofSeconds(240),
                        Duration.ofSeconds(300),
                        Duration.ofSeconds(300));
        numbers.failure = null;
        assertThat(poll.run()).isEqualTo(EVERY);
    }

    @Test
    void a_page_that_is_large_is_delivered_in_parts() {
        numbers.padding = 400_000;
        poll.run();

        assertThat(server.parts).containsExactly(2, 2, 2);
        numbers.padding = 600_000;
        server.cursor = null;
        server.parts.clear();
        poll.run();
        assertThat(server.parts).containsExactly(1, 1, 1, 1, 1, 1);
    }

    @Test
    void two_feeds_for_one_source_are_found() {
        assertThat(Poll.doubled(List.of(numbers, new Numbers()))).containsExactly("numbers");
        assertThat(Poll.doubled(List.of(numbers))).isEmpty();
    }

    private Poll poll() {
        return new Poll(server, numbers, new Reader("worker", "connector"), () -> stopped);
    }

    /// The numbers from 0 to 5, two on a page.
    private final class Numbers implements AlertFeed {
        @Nullable
        VendorException failure;

        @Nullable
        RuntimeException defect;

        int stopAfter = Integer.MAX_VALUE;
        int overlap;
        int padding;
        int reads;

        @Override
        public String source() {
            return "numbers";
        }

        @Override
        public Duration every() {
            return EVERY;
        }

        @Override
        public Page read(@Nullable String cursor) {
            if (failure != null) {
                throw failure;
            }
            if (defect != null) {
                throw defect;
            }
            reads++;
            var from = cursor == null ? 0 : Integer.parseInt(cursor);
            var alerts = new ArrayList<JsonNode>();
            for (int number = Math.max(0, from - overlap); number < Math.min(6, from + 2); number++) {
                alerts.add(
                        padding == 0
                                ? JsonNodeFactory.instance.numberNode(number)
                                : JsonNodeFactory.instance.textNode(number + " ".repeat(padding)));
            }
            stopped = reads >= stopAfter;
            var next = Math.min(6, from + 2);
            return new Page(alerts, Integer.toString(next), Instant.EPOCH, next < 6);
        }
    }
}
