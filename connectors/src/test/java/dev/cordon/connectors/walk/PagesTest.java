package dev.cordon.connectors.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.connectors.capability.AlertFeed.Page;
import dev.cordon.connectors.capability.VendorException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private final PlayedList product = new PlayedList();
    private final Set<String> delivered = new TreeSet<>();
    private Instant now = START;
    private Duration skew = Duration.ZERO;
    private @Nullable String cursor;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void alerts_of_one_moment_are_all_met_however_many_pages_they_fill(boolean grouped) {
        for (int number = 0; number < 11; number++) {
            product.put(number, START.minusSeconds(number < 2 || number > 8 ? 60 + number : 30));
        }

        walk(grouped);

        assertThat(delivered).containsExactlyInAnyOrderElementsOf(product.all());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void one_that_appears_late_is_met_within_the_overlap(boolean grouped) {
        product.put(1, START.minusSeconds(10));
        walk(grouped);
        product.put(2, START.minusSeconds(10).minus(Duration.ofMinutes(4)));
        walk(grouped);

        assertThat(delivered).containsExactly("1v1", "2v1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void one_that_changed_is_met_again(boolean grouped) {
        product.put(1, START.minusSeconds(10));
        product.put(2, START.minusSeconds(9));
        walk(grouped);
        now = START.plus(Duration.ofHours(3));
        product.put(1, now);
        walk(grouped);

        assertThat(delivered).containsExactly("1v1", "1v2", "2v1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_hour_away_is_caught_up_page_by_page(boolean grouped) {
        walk(grouped);
        for (int number = 0; number < 200; number++) {
            product.put(number, START.plusSeconds(17L * number));
        }
        now = START.plus(Duration.ofHours(1));
        walk(grouped);

        assertThat(delivered).hasSize(200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void one_that_is_dated_into_the_future_does_not_take_the_next_beginning_along(boolean grouped) {
        product.put(1, START.plus(Duration.ofDays(300)));
        walk(grouped);
        now = START.plusSeconds(60);
        product.put(2, now);
        walk(grouped);

        assertThat(delivered).contains("2v1");
    }

    /// Alerts come, change and appear late between any two pages, pages are lost before they are stored, and the clocks
    /// disagree. Only where ours is ahead they must not come faster than they are read.
    @ParameterizedTest
    @CsvSource({"true,0", "false,0", "true,-7200", "false,-7200", "true,1800", "false,1800"})
    void nothing_is_missed_whatever_happens_between_the_pages(boolean grouped, int skewSeconds) {
        for (int seed = 0; seed < 60; seed++) {
            playOut(grouped, Duration.ofSeconds(skewSeconds), new Random(seed));
        }
    }

    @Test
    void a_list_that_is_not_in_order_is_refused_and_the_cursor_stays() {
        Pages.Ordered odd = (time, tie, most) -> {
            var good = product.behind(time, tie, most).items();
            return new Batch(good.reversed(), true);
        };
        product.put(1, START.minusSeconds(10));
        product.put(2, START.minusSeconds(9));

        assertThatThrownBy(() -> pages().read(null, odd))
                .isInstanceOf(VendorException.Unavailable.class)
                .hasMessageContaining("not in the order");
    }

    @Test
    void a_product_that_does_not_find_by_the_time_that_it_writes_is_told_and_not_walked_for_ever() {
        Pages.Grouped cut = new Pages.Grouped() {
            @Override
            public Batch since(Instant time, boolean inclusive, int most) {
                return product.since(time, inclusive, most);
            }

            @Override
            public Batch numbered(Instant time, long above, int most) {
                return new Batch(List.of(), false);
            }
        };
        for (int number = 0; number < 5; number++) {
            product.put(number, START);
        }
        var next = pages().read(null, cut).cursor();

        assertThatThrownBy(() -> pages().read(next, cut)).isInstanceOf(VendorException.Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "17", "1 now then x y", "1 2026-11-21T10:00:00Z 2026-11-21T10:00:00Z", "2 a b c d"})
    void a_cursor_of_something_else_needs_a_person(String foreign) {
        assertThatThrownBy(() -> pages().read(foreign, (Pages.Ordered) product))
                .isInstanceOf(VendorException.Misconfigured.class);
    }

    @Test
    void a_tie_breaker_of_another_product_needs_a_person() {
        var foreign = new Walk(START, "9f86d081", START, START).cursor();

        assertThatThrownBy(() -> pages().read(foreign, (Pages.Grouped) product))
                .isInstanceOf(VendorException.Misconfigured.class);
    }

    private void playOut(boolean grouped, Duration apart, Random random) {
        var fresh = new PagesTest();
        fresh.skew = apart;
        for (int step = 0; step < 120; step++) {
            fresh.now = fresh.now.plusSeconds(random.nextInt(8));
            for (int more = random.nextInt(apart.isPositive() ? 2 : 4); more > 0; more--) {
                var late = random.nextInt(5) == 0 ? random.nextInt(60) : 0;
                fresh.product.put(random.nextInt(100), fresh.now.minusSeconds(late));
            }
            var page = fresh.page(grouped);
            if (random.nextInt(6) > 0) {
                fresh.keep(page);
            }
        }
        fresh.now = fresh.now.plus(Duration.ofMinutes(1));
        fresh.walk(grouped);
        fresh.walk(grouped);
        assertThat(fresh.delivered).containsAll(fresh.product.all());
    }

    private void walk(boolean grouped) {
        var pages = new ArrayList<Page>();
        do {
            pages.add(page(grouped));
            keep(pages.getLast());
            assertThat(pages).hasSizeLessThan(2000);
        } while (pages.getLast().more());
    }

    private void keep(Page page) {
        page.alerts().forEach(alert -> delivered.add(alert.asText()));
        cursor = page.cursor();
    }

    private Page page(boolean grouped) {
        return grouped ? pages().read(cursor, (Pages.Grouped) product) : pages().read(cursor, (Pages.Ordered) product);
    }

    private Pages pages() {
        return new Pages(product, () -> now.plus(skew).truncatedTo(ChronoUnit.MILLIS));
    }
}
