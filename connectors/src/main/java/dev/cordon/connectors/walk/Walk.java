package dev.cordon.connectors.walk;

import dev.cordon.connectors.capability.VendorException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a walk through a product's list stands. The list is in the order of the times at which its alerts changed, and
/// is walked again and again, each time beginning a little before the end of the walk before.
///
/// Why none is missed:
/// - *At the end of a page*, and among those of one time: the next page begins behind the last one handed over, by its
///   time and, among equals, by a tie-breaker; never by counting, so that an alert that moves while we walk shifts
/// nobody.
/// - *Changed alerts* get a newer time and so are met again, ahead of us.
/// - *Late ones*, which appear with a time that we have passed already: we can only have passed times of after this
///   walk's beginning less their lateness. The next walk begins an overlap before the end of this one, or before the
///   moment it began, whichever is earlier. So a walk that lasts long costs nothing but a longer repeat, and one that
///   never comes to an end, because alerts come as fast as they are read, is begun anew now and then.
/// - *Clocks*: times are the product's own. Our clock only says how far back the very first walk goes, so it must not
/// be
///   ahead by more than that, and how long a walk has lasted; and it keeps an alert that is dated into the future from
/// taking the next beginning there. A clock of
///   ours that is behind makes the repeats longer. One that is ahead shortens the overlap by as much while alerts come
///   faster than they are read, and otherwise not at all.
/// - *Restarts*: the position is only kept once everything before it was stored.
///
/// @param time of the alert that was handed over last, or where the walk begins
/// @param tie which one of those that share the time; empty: none of them yet
/// @param floor where this walk began; the next one never begins earlier
/// @param began by our clock
public record Walk(Instant time, String tie, Instant floor, Instant began) {
    private static final String VERSION = "1";

    /// @param cursor as [#cursor] wrote it; null for the first walk of all
    /// @throws VendorException.Misconfigured it is not one of ours
    public static Walk at(@Nullable String cursor, Duration since, Instant now) {
        if (cursor == null) {
            var start = now.minus(since);
            return new Walk(start, "", start, now);
        }
        var parts = List.of(cursor.split(" ", 5));
        try {
            if (parts.size() == 5 && parts.getFirst().equals(VERSION)) {
                return new Walk(
                        Instant.parse(parts.get(1)),
                        parts.get(4),
                        Instant.parse(parts.get(2)),
                        Instant.parse(parts.get(3)));
            }
        } catch (DateTimeException e) {
            // told below
        }
        throw foreign();
    }

    /// What stands in the cursor leads nowhere at this product.
    public static VendorException foreign() {
        return new VendorException.Misconfigured(
                "the cursor of this source is of another product or version: delete it to begin anew");
    }

    public String cursor() {
        return String.join(" ", VERSION, time.toString(), floor.toString(), began.toString(), tie);
    }

    Walk to(Instant further, String tieThere) {
        return new Walk(further, tieThere, floor, began);
    }

    /// @param full whether the product may have more behind this
    boolean isOver(boolean full, Instant now, Duration overlap) {
        return !full || (time.isAfter(began) && Duration.between(began, now).compareTo(overlap.dividedBy(2)) > 0);
    }

    Walk anew(Instant now, Duration overlap) {
        var end = (time.isBefore(began) ? time : began).minus(overlap);
        var start = end.isAfter(floor) ? end : floor;
        return new Walk(start, "", start, now);
    }
}
