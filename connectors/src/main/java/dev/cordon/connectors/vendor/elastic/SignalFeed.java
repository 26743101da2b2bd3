package dev.cordon.connectors.vendor.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.capability.AlertFeed;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.walk.Batch;
import dev.cordon.connectors.walk.Item;
import dev.cordon.connectors.walk.Pages;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The detection engine's alerts, by the time of their document and, among equals, by their own id. Kibana lets no
/// `search_after` through, so the query itself says where to go on.
final class SignalFeed implements AlertFeed {
    static final String SEARCH = "/api/detection_engine/signals/search";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String TIME = "@timestamp";
    private static final String ID = "kibana.alert.uuid";

    private final Kibana kibana;
    private final ElasticConfig.Space space;
    private final String source;
    private final Pages pages;

    SignalFeed(Kibana kibana, ElasticConfig.Space space, String source, InstantSource clock) {
        this.kibana = kibana;
        this.space = space;
        this.source = source;
        this.pages = new Pages(space, clock);
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public Duration every() {
        return space.feedEvery();
    }

    @Override
    public Page read(@Nullable String cursor) {
        return pages.read(cursor, this::behind);
    }

    private Batch behind(Instant time, String tie, int most) {
        var answer = kibana.http().slow(Call.post(SEARCH, query(time, tie, most)), LIMIT, JsonNode.class);
        var hits = answer.path("hits").path("hits");
        if (!hits.isArray()) {
            throw new VendorException.Unavailable("unreadable answer: no hits");
        }
        if (answer.path("timed_out").asBoolean() || answer.at("/_shards/failed").asInt() > 0) {
            throw new VendorException.Unavailable("the search ended before it had looked everywhere");
        }
        var items = new ArrayList<Item>();
        hits.forEach(hit -> items.add(item(hit)));
        return new Batch(items, items.size() >= most);
    }

    // What it is sorted by stands beside it, exactly.
    private static Item item(JsonNode hit) {
        var time = hit.path("sort").path(0);
        var id = hit.path("sort").path(1);
        if (!time.isIntegralNumber() || !id.isTextual()) {
            throw new VendorException.Unavailable("unreadable answer: a hit does not say what it is sorted by");
        }
        return new Item(hit, Instant.ofEpochMilli(time.asLong()), id.asText());
    }

    static Map<String, Object> query(Instant time, String tie, int most) {
        var at = time.toEpochMilli();
        var format = "epoch_millis";
        List<Object> behind = tie.isEmpty()
                ? List.of(range(TIME, Map.of("gte", at, "format", format)))
                : List.of(Map.of(
                        "bool",
                        Map.of(
                                "minimum_should_match",
                                1,
                                "should",
                                List.of(
                                        range(TIME, Map.of("gt", at, "format", format)),
                                        Map.of(
                                                "bool",
                                                Map.of(
                                                        "filter",
                                                        List.of(
                                                                range(
                                                                        TIME,
                                                                        Map.of("gte", at, "lte", at, "format", format)),
                                                                range(ID, Map.of("gt", tie)))))))));
        return Map.of(
                "size",
                most,
                "track_total_hits",
                false,
                "sort",
                List.of(Map.of(TIME, Map.of("order", "asc")), Map.of(ID, Map.of("order", "asc"))),
                "query",
                Map.of(
                        "bool",
                        Map.of(
                                "filter",
                                behind,
                                // of the alerts that others are made of
                                "must_not",
                                List.of(Map.of("exists", Map.of("field", "kibana.alert.building_block_type"))))));
    }

    private static Map<String, Object> range(String field, Map<String, Object> bounds) {
        return Map.of("range", Map.of(field, bounds));
    }
}
