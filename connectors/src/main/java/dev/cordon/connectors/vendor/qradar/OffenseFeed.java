package dev.cordon.connectors.vendor.qradar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The offenses, by the time at which each was last changed. One that grows is met again.
///
/// Pages are cut by time and number, not by `Range` alone: between two requests an offense that grows moves from the
/// middle of the list to its end, and every later one would slip over the edge of a counted page.
final class OffenseFeed implements AlertFeed {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int MOST_ADDRESSES = 50;

    private final Console console;
    private final QRadarConfig.Tenant tenant;
    private final String source;
    private final Pages pages;

    OffenseFeed(Console console, QRadarConfig.Tenant tenant, String source, InstantSource clock) {
        this.console = console;
        this.tenant = tenant;
        this.source = source;
        this.pages = new Pages(tenant, clock);
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public Duration every() {
        return tenant.feedEvery();
    }

    @Override
    public Page read(@Nullable String cursor) {
        var page = pages.read(cursor, new ByTime());
        return new Page(addressed(page.alerts()), page.cursor(), page.reached(), page.more());
    }

    private final class ByTime implements Pages.Grouped {
        @Override
        public Batch since(Instant time, boolean inclusive, int most) {
            var field = tenant.feedTime();
            return offenses(
                    "%s %s %d".formatted(field, inclusive ? ">=" : ">", time.toEpochMilli()), "+" + field, most);
        }

        @Override
        public Batch numbered(Instant time, long above, int most) {
            return offenses(
                    "%s = %d and id > %d".formatted(tenant.feedTime(), time.toEpochMilli(), above), "+id", most);
        }
    }

    private Batch offenses(String filter, String sort, int most) {
        var list = list(Console.OFFENSES, filter, Map.of("sort", sort), most);
        var items = new ArrayList<Item>();
        list.forEach(offense -> items.add(item(offense)));
        return new Batch(items, items.size() >= most);
    }

    private JsonNode list(String path, String filter, Map<String, String> more, int most) {
        var query = new LinkedHashMap<String, String>();
        query.put("filter", filter);
        query.putAll(more);
        var list = console.http().slow(Console.range(Call.get(path).query(query), 0, most - 1), LIMIT, JsonNode.class);
        if (!list.isArray()) {
            throw new VendorException.Unavailable("unreadable answer: not a list");
        }
        return list;
    }

    private Item item(JsonNode offense) {
        var time = offense.path(tenant.feedTime());
        var id = offense.path("id");
        if (!time.isIntegralNumber() || !id.isIntegralNumber()) {
            throw new VendorException.Unavailable("unreadable answer: an offense without id or " + tenant.feedTime());
        }
        return new Item(offense, Instant.ofEpochMilli(time.asLong()), id.asText());
    }

    /// An offense names its addresses by numbers; without this nobody would know which host it is about.
    private List<JsonNode> addressed(List<JsonNode> offenses) {
        return replaced(
                replaced(offenses, "source_address_ids", "/api/siem/source_addresses", "source_ip", "source_addresses"),
                "local_destination_address_ids",
                "/api/siem/local_destination_addresses",
                "local_destination_ip",
                "local_destination_addresses");
    }

    private List<JsonNode> replaced(List<JsonNode> offenses, String ids, String path, String ip, String name) {
        var wanted = offenses.stream()
                .flatMap(offense -> numbers(offense.path(ids)).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        var known = new TreeMap<Long, String>();
        var left = new ArrayList<>(wanted);
        for (int from = 0; from < left.size(); from += MOST_ADDRESSES) {
            known.putAll(addresses(path, ip, left.subList(from, Math.min(left.size(), from + MOST_ADDRESSES))));
        }
        offenses.forEach(offense -> {
            if (offense instanceof ObjectNode object) {
                var list = object.putArray(name);
                numbers(offense.path(ids)).stream()
                        .map(known::get)
                        .filter(address -> address != null)
                        .forEach(list::add);
            }
        });
        return offenses;
    }

    private Map<Long, String> addresses(String path, String ip, List<Long> ids) {
        var found = new TreeMap<Long, String>();
        var filter = ids.stream().map(id -> "id=" + id).collect(Collectors.joining(" or "));
        try {
            for (var address : list(path, filter, Map.of("fields", "id," + ip), ids.size())) {
                if (address.path("id").isIntegralNumber() && address.path(ip).isTextual()) {
                    found.put(address.path("id").asLong(), address.path(ip).asText());
                }
            }
        } catch (VendorException.Refused | VendorException.Misconfigured e) {
            // the offense is worth having without them
            return Map.of();
        }
        return found;
    }

    private static List<Long> numbers(JsonNode list) {
        var numbers = new ArrayList<Long>();
        for (var one : list) {
            if (one.isIntegralNumber() && numbers.size() < MOST_ADDRESSES) {
                numbers.add(one.asLong());
            }
        }
        return numbers;
    }
}
