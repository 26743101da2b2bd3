package dev.cordon.connectors.vendor.sentinel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cordon.connectors.capability.AlertFeed;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.walk.Batch;
import dev.cordon.connectors.walk.Item;
import dev.cordon.connectors.walk.Pages;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The incidents, by the time at which each was last modified. One that is changed, also by a person in the portal, is
/// met again.
///
/// The list does not say which hosts and accounts an incident is about: they are asked for, one incident at a time, and
/// remembered until it is modified again.
final class IncidentFeed implements AlertFeed {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int REMEMBERED = 1000;
    private static final String TIME = "properties/lastModifiedTimeUtc";
    private static final String NUMBER = "properties/incidentNumber";
    // seven digits, as it writes them itself
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Incidents incidents;
    private final SentinelConfig.Workspace workspace;
    private final String source;
    private final Pages pages;
    private final Map<String, JsonNode> entities = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, JsonNode> eldest) {
            return size() > REMEMBERED;
        }
    };

    IncidentFeed(Incidents incidents, SentinelConfig.Workspace workspace, String source, InstantSource clock) {
        this.incidents = incidents;
        this.workspace = workspace;
        this.source = source;
        this.pages = new Pages(workspace, clock);
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public Duration every() {
        return workspace.feedEvery();
    }

    @Override
    public Page read(@Nullable String cursor) {
        var page = pages.read(cursor, new ByTime());
        page.alerts().forEach(this::withEntities);
        return page;
    }

    private final class ByTime implements Pages.Grouped {
        @Override
        public Batch since(Instant time, boolean inclusive, int most) {
            return list("%s %s %s".formatted(TIME, inclusive ? "ge" : "gt", WRITTEN.format(time)), TIME, most);
        }

        @Override
        public Batch numbered(Instant time, long above, int most) {
            return list("%s eq %s and %s gt %d".formatted(TIME, WRITTEN.format(time), NUMBER, above), NUMBER, most);
        }
    }

    // A page may be shorter than was asked for and yet have a successor.
    private Batch list(String filter, String order, int most) {
        var query = new LinkedHashMap<String, String>();
        query.put("$filter", filter);
        query.put("$orderby", order + " asc");
        query.put("$top", Integer.toString(most));
        var answer = incidents.http().slow(Call.get(incidents.target("", query)), LIMIT, JsonNode.class);
        if (!answer.path("value").isArray()) {
            throw new VendorException.Unavailable("unreadable answer: no list of incidents");
        }
        var items = new ArrayList<Item>();
        answer.path("value").forEach(incident -> items.add(item(incident)));
        return new Batch(
                items,
                items.size() >= most || !answer.path("nextLink").asText("").isEmpty());
    }

    private static Item item(JsonNode incident) {
        var number = incident.at("/properties/incidentNumber");
        if (!number.isIntegralNumber() || !Incidents.isId(incident.path("name").asText())) {
            throw new VendorException.Unavailable("unreadable answer: an incident without name or number");
        }
        return new Item(incident, modified(incident), number.asText());
    }

    private static Instant modified(JsonNode incident) {
        try {
            return Instant.parse(incident.at("/properties/lastModifiedTimeUtc").asText());
        } catch (DateTimeException e) {
            throw new VendorException.Unavailable("unreadable answer: an incident without lastModifiedTimeUtc");
        }
    }

    private void withEntities(JsonNode incident) {
        if (incident.path("properties") instanceof ObjectNode properties) {
            var key = incident.path("name").asText() + " " + modified(incident);
            var known = entities.get(key);
            if (known == null) {
                known = entities(incident.path("name").asText());
                entities.put(key, known);
            }
            properties.set("relatedEntities", known);
        }
    }

    private JsonNode entities(String name) {
        var call = Call.post(incidents.target("/" + Call.segment(name) + "/entities"));
        var answer = incidents.http().slow(call, LIMIT, JsonNode.class).path("entities");
        if (!answer.isArray()) {
            throw new VendorException.Unavailable("unreadable answer: no list of entities");
        }
        return answer;
    }
}
