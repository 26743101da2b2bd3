package dev.cordon.connectors.feed;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.capability.AlertFeed;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.line.Urgency;
import dev.cordon.contract.feed.Delivery;
import dev.cordon.contract.feed.Feeds;
import dev.cordon.contract.feed.Reader;
import dev.cordon.contract.feed.Trouble;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One feed: takes a turn, walks page by page to the end, and says how long to rest.
///
/// A page is delivered before the next one is read, and its cursor travels with the last of its alerts. Whatever goes
/// wrong in between, the next turn begins at the cursor that the server has.
final class Poll {
    private static final Logger LOG = Logger.getLogger(Poll.class);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int LARGEST = 1 << 20;
    private static final int MOST_DOUBLINGS = 10;

    private final Feeds server;
    private final AlertFeed feed;
    private final Reader reader;
    private final BooleanSupplier stopped;
    private final Seen seen = new Seen();
    private @Nullable String left;
    private @Nullable String told;
    private int failures;

    /// @param stopped asked between pages
    Poll(Feeds server, AlertFeed feed, Reader reader, BooleanSupplier stopped) {
        this.server = server;
        this.feed = feed;
        this.reader = reader;
        this.stopped = stopped;
    }

    /// @return how long to rest
    Duration run() {
        try {
            var turn = server.turn(feed.source(), reader);
            return turn.token() == null ? rested() : read(turn.token(), turn.cursor());
        } catch (WebApplicationException e) {
            return failed(refused(e), null);
        } catch (RuntimeException e) {
            return failed(
                    "the server does not answer (%s)".formatted(e.getClass().getSimpleName()), null);
        }
    }

    private Duration read(String token, @Nullable String cursor) {
        if (cursor == null || !cursor.equals(left)) {
            // somebody else has been here, or the server was restored: what we remember may not be stored
            seen.forget();
        }
        try {
            walk(token, cursor);
            return rested();
        } catch (VendorException.Unavailable e) {
            return troubled(token, e.why(), e.retryAfter().orElse(null));
        } catch (VendorException e) {
            return troubled(token, e.why(), null);
        } catch (WebApplicationException e) {
            return troubled(token, refused(e), null);
        }
    }

    private void walk(String token, @Nullable String from) {
        var cursor = from;
        var more = true;
        while (more && !stopped.getAsBoolean()) {
            var page = page(cursor);
            deliver(token, page);
            cursor = page.cursor();
            left = cursor;
            more = page.more();
        }
    }

    private AlertFeed.Page page(@Nullable String cursor) {
        try {
            return Urgency.PATIENT.during(() -> feed.read(cursor));
        } catch (VendorException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s could not be read", feed.source());
            throw new VendorException.Unavailable("unforeseen: " + e.getClass().getSimpleName());
        }
    }

    private void deliver(String token, AlertFeed.Page page) {
        var alerts = seen.unknown(page.alerts().stream().map(JsonNode::toString).toList());
        var part = new ArrayList<String>();
        var size = 0;
        for (var alert : alerts) {
            if (size + alert.length() > LARGEST && !part.isEmpty()) {
                server.deliver(feed.source(), new Delivery(token, part, null, null, true));
                part.clear();
                size = 0;
            }
            part.add(alert);
            size += alert.length();
        }
        server.deliver(feed.source(), new Delivery(token, part, page.cursor(), page.reached(), page.more()));
        seen.note(alerts);
    }

    private Duration rested() {
        if (told != null) {
            LOG.infof("%s is read again", feed.source());
            told = null;
        }
        failures = 0;
        return feed.every();
    }

    private Duration troubled(String token, String why, @Nullable Duration wish) {
        try {
            server.trouble(feed.source(), new Trouble(token, why));
        } catch (RuntimeException unheard) {
            LOG.debugf("the server did not hear of it: %s", unheard.getClass().getSimpleName());
        }
        return failed(why, wish);
    }

    private Duration failed(String why, @Nullable Duration wish) {
        failures = Math.min(failures + 1, MOST_DOUBLINGS);
        if (!why.equals(told)) {
            LOG.warnf("%s cannot be read: %s", feed.source(), why);
            told = why;
        }
        if (wish != null) {
            return wish.compareTo(feed.every()) > 0 ? wish : feed.every();
        }
        var backoff = feed.every().multipliedBy(1L << failures);
        return backoff.compareTo(LONGEST) > 0 ? LONGEST : backoff;
    }

    private String refused(WebApplicationException e) {
        return e.getResponse().getStatus() == 404
                ? "the server has no source of this name with authentication pull"
                : "the server refuses (%d)".formatted(e.getResponse().getStatus());
    }

    static List<String> doubled(List<AlertFeed> feeds) {
        var names = feeds.stream().map(AlertFeed::source).toList();
        return names.stream()
                .filter(name -> names.indexOf(name) != names.lastIndexOf(name))
                .distinct()
                .toList();
    }
}
