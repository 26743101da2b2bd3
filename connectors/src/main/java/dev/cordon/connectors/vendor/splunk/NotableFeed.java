package dev.cordon.connectors.vendor.splunk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cordon.connectors.capability.AlertFeed;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.walk.Batch;
import dev.cordon.connectors.walk.Item;
import dev.cordon.connectors.walk.Pages;
import dev.cordon.connectors.walk.Walk;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The notables, by the second at which each was indexed and, among equals, by the hash of its id. By that
/// time one that is late, because its search ran late or its time is that of an old event, is no late one
/// at all.
final class NotableFeed implements AlertFeed {
    private static final String TIME = "cordon_indexed";
    private static final String TIE = "cordon_tie";
    /// All that ever goes into a search: nothing of it needs an escape.
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{32}");

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}(\\.[0-9]+)?");

    private final Searches searches;
    private final SplunkConfig.SearchHead config;
    private final String source;
    private final Pages pages;

    NotableFeed(Searches searches, SplunkConfig.SearchHead config, String source, InstantSource clock) {
        this.searches = searches;
        this.config = config;
        this.source = source;
        this.pages = new Pages(config, clock);
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public Duration every() {
        return config.feedEvery();
    }

    @Override
    public Page read(@Nullable String cursor) {
        return pages.read(cursor, this::behind);
    }

    private Batch behind(Instant time, String tie, int most) {
        var rows = searches.rows(search(time, tie, most), time.minus(config.feedSpan()), most);
        var items = new ArrayList<Item>();
        rows.forEach(row -> items.add(item(row)));
        return new Batch(items, items.size() >= most);
    }

    private String search(Instant time, String tie, int most) {
        var second = time.getEpochSecond();
        var behind = tie.isEmpty()
                ? "%s>=%d".formatted(TIME, second)
                : "%1$s>%2$d OR (%1$s=%2$d AND %3$s>\"%4$s\")".formatted(TIME, second, TIE, hash(tie));
        return config.feedSearch()
                + " | eval %1$s=_indextime, %2$s=md5(coalesce(event_id, _cd, _raw)) | where %3$s"
                        .formatted(TIME, TIE, behind)
                + " | sort %d +num(%s) +str(%s)".formatted(most, TIME, TIE);
    }

    private static String hash(String tie) {
        if (!HASH.matcher(tie).matches()) {
            throw Walk.foreign();
        }
        return tie;
    }

    private static Item item(JsonNode row) {
        var time = row.path(TIME).asText();
        var tie = row.path(TIE).asText();
        if (!SECONDS.matcher(time).matches() || !HASH.matcher(tie).matches() || !(row instanceof ObjectNode notable)) {
            throw new VendorException.Unavailable("unreadable answer: a notable without the fields that were made");
        }
        notable.remove(TIME);
        notable.remove(TIE);
        return new Item(notable, Instant.ofEpochSecond(Long.parseLong(time.split("\\.", 2)[0])), tie);
    }
}
