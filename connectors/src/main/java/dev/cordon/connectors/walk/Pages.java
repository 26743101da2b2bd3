package dev.cordon.connectors.walk;

import dev.cordon.connectors.capability.AlertFeed.Page;
import dev.cordon.connectors.capability.VendorException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Cuts a product's list into pages.
///
/// ```java
/// pages.read(cursor, (time, tie, most) -> search("changed > T or (changed = T and id > tie) order by changed, id"))
/// ```
public final class Pages {
    private static final int MOST = 100;

    private final Duration overlap;
    private final Duration since;
    private final int most;
    private final InstantSource clock;

    public Pages(Fed fed, InstantSource clock) {
        this.overlap = fed.feedOverlap();
        this.since = fed.feedSince();
        this.most = Math.clamp(fed.feedPage(), 1, MOST);
        this.clock = clock;
    }

    /// A product that can be asked for all that stands behind an alert, in the order of time and tie-breaker.
    @FunctionalInterface
    public interface Ordered {
        /// @param tie empty: with all that are of this very time
        Batch behind(Instant time, String tie, int most);
    }

    /// A product that sorts by one field only.
    public interface Grouped {
        /// In the order of time.
        ///
        /// @param inclusive with those of this very time
        Batch since(Instant time, boolean inclusive, int most);

        /// Those of this very time, in the order of their numbers.
        Batch numbered(Instant time, long above, int most);
    }

    public Page read(@Nullable String cursor, Ordered list) {
        var walk = Walk.at(cursor, since, clock.instant());
        var batch = list.behind(walk.time(), walk.tie(), most);
        ordered(walk, batch.items());
        var last = batch.items().isEmpty() ? null : batch.items().getLast();
        return page(batch.items(), last == null ? walk : walk.to(last.time(), last.tie()), batch.full());
    }

    /// Those of one time stay together: a page ends before the last time in it, which may go on behind it.
    /// Where all are of one time, they are walked by their numbers.
    public Page read(@Nullable String cursor, Grouped list) {
        var walk = Walk.at(cursor, since, clock.instant());
        var place = Place.of(walk.tie());
        return place.number() == null ? along(walk, place, list) : among(walk, place.number(), list);
    }

    private Page along(Walk walk, Place place, Grouped list) {
        var batch = list.since(walk.time(), !place.passed(), most);
        ordered(walk, batch.items());
        if (batch.items().isEmpty()) {
            return page(List.of(), walk, false);
        }
        var last = batch.items().getLast().time();
        if (!batch.full()) {
            return page(batch.items(), walk.to(last, Place.PASSED), false);
        }
        var whole = batch.items().stream()
                .filter(item -> item.time().isBefore(last))
                .toList();
        return whole.isEmpty()
                ? page(List.of(), walk.to(last, Place.AMONG + "-1"), true)
                : page(whole, walk.to(whole.getLast().time(), Place.PASSED), true);
    }

    private Page among(Walk walk, long above, Grouped list) {
        var batch = list.numbered(walk.time(), above, most);
        if (batch.items().isEmpty() && above < 0) {
            throw new VendorException.Unavailable("unreadable answer: what was listed is not there at its own time");
        }
        return batch.full() && !batch.items().isEmpty()
                ? page(
                        batch.items(),
                        walk.to(
                                walk.time(),
                                Place.AMONG + batch.items().getLast().tie()),
                        true)
                : page(batch.items(), walk.to(walk.time(), Place.PASSED), true);
    }

    private Page page(List<Item> items, Walk walk, boolean full) {
        var now = clock.instant();
        var next = walk.isOver(full, now, overlap) ? walk.anew(now, overlap) : walk;
        return new Page(items.stream().map(Item::alert).toList(), next.cursor(), walk.time(), full);
    }

    // A product that does not know the filter or the order would lead us past alerts.
    private static void ordered(Walk walk, List<Item> items) {
        var before = walk.time();
        for (var item : items) {
            if (item.time().isBefore(before)) {
                throw new VendorException.Unavailable("unreadable answer: not in the order that was asked for");
            }
            before = item.time();
        }
    }

    /// What the tie-breaker of a product means that sorts by one field only.
    ///
    /// @param passed all of this time were handed over
    /// @param number the last one of this time that was handed over; null: not walked by number
    private record Place(boolean passed, @Nullable Long number) {
        static final String PASSED = "passed";
        static final String AMONG = "above:";

        static Place of(String tie) {
            if (tie.isEmpty() || tie.equals(PASSED)) {
                return new Place(!tie.isEmpty(), null);
            }
            try {
                if (tie.startsWith(AMONG)) {
                    return new Place(false, Long.valueOf(tie.substring(AMONG.length())));
                }
            } catch (NumberFormatException e) {
                // told below
            }
            throw Walk.foreign();
        }
    }
}
