package dev.cordon.connectors.vendor.sentinelone;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.IndicatorBlock;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The block list of one scope: one entry for each operating system. An entry of ours carries the action in its
/// description; others are never removed.
final class Blocklist implements IndicatorBlock {
    private static final String KIND = "black_hash";
    private static final String OURS = "Cordon action ";
    private static final Pattern SCOPE = Pattern.compile("(account|site|group):([0-9]{1,20})");

    private final Console console;
    private final Map<String, Object> scope;
    private final List<String> systems;

    Blocklist(Console console, String scope, List<String> systems) {
        this.console = console;
        this.scope = scope(scope);
        this.systems = systems.stream()
                .map(system -> system.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    /// Blocked on some systems only is neither state.
    @Override
    public Look.State probe(Target.Indicator indicator) {
        var entries = entries(indicator);
        if (missing(entries).isEmpty()) {
            return Look.State.CONTAINED;
        }
        return entries.isEmpty() ? Look.State.FREE : Look.State.CONTAINING;
    }

    @Override
    public Effect containing(Target.Indicator indicator) {
        return new Whole(indicator, Look.State.CONTAINED);
    }

    @Override
    public Effect releasing(Target.Indicator indicator) {
        return new Whole(indicator, Look.State.FREE);
    }

    @Override
    public String apply(Target.Indicator indicator, Ask ask) {
        var made = new ArrayList<String>();
        for (var system : missing(entries(indicator))) {
            var data = Map.of(
                    "value",
                    hash(indicator),
                    "type",
                    KIND,
                    "osType",
                    system,
                    "description",
                    OURS + ask.actionId(),
                    "source",
                    "cordon");
            var answer = console.http()
                    .write(Console.post("/restrictions", Map.of("data", data, "filter", scope)), ask, Page.class);
            answer.rows(Entry.class).forEach(entry -> made.add(entry.id()));
        }
        return "entries " + String.join(", ", made);
    }

    @Override
    public String revert(Target.Indicator indicator, Ask ask) {
        var ours =
                entries(indicator).stream().filter(Entry::ours).map(Entry::id).toList();
        if (ours.isEmpty()) {
            throw new VendorException.Refused("not-ours", "somebody else made the entries that are left");
        }
        var body = Map.of("data", Map.of("ids", ours, "type", KIND));
        console.http()
                .write(Console.delete("/restrictions", body), ask, Page.class)
                .content();
        return "entries " + String.join(", ", ours) + " removed";
    }

    private List<String> missing(List<Entry> entries) {
        return systems.stream()
                .filter(system -> entries.stream().noneMatch(entry -> system.equalsIgnoreCase(entry.osType())))
                .toList();
    }

    private List<Entry> entries(Target.Indicator indicator) {
        var hash = hash(indicator);
        var query = new LinkedHashMap<String, String>();
        query.put("value", hash);
        query.put("type", KIND);
        query.put("limit", "100");
        scope.forEach((name, value) -> query.put(name, value instanceof List<?> ids ? "" + ids.getFirst() : "true"));
        return console.list("/restrictions", query).rows(Entry.class).stream()
                .filter(entry -> hash.equalsIgnoreCase(entry.value()) && KIND.equals(entry.type()))
                .filter(entry -> systems.stream().anyMatch(system -> system.equalsIgnoreCase(entry.osType())))
                .toList();
    }

    private static String hash(Target.Indicator indicator) {
        if (indicator.type().equals("md5")) {
            throw new VendorException.Refused("unsupported-hash", "SentinelOne blocks by SHA-1 or SHA-256");
        }
        return indicator.value();
    }

    private static Map<String, Object> scope(String text) {
        var matcher = SCOPE.matcher(text.strip());
        if (matcher.matches()) {
            return Map.of(matcher.group(1) + "Ids", List.of(matcher.group(2)));
        }
        if (text.strip().equals("tenant")) {
            return Map.of("tenant", true);
        }
        throw new IllegalArgumentException(
                "a block scope of SentinelOne is `tenant`, `account:<id>`, `site:<id>` or `group:<id>`");
    }

    /// Contained means on every system, free means on none.
    private final class Whole implements Effect {
        private final Target.Indicator indicator;
        private final Look.State goal;

        Whole(Target.Indicator indicator, Look.State goal) {
            this.indicator = indicator;
            this.goal = goal;
        }

        @Override
        public Look.State goal() {
            return goal;
        }

        @Override
        public Look.State look() {
            var state = probe(indicator);
            if (state == Look.State.CONTAINING) {
                return goal == Look.State.CONTAINED ? Look.State.FREE : Look.State.CONTAINED;
            }
            return state;
        }

        @Override
        public String ask(Ask ask) {
            return goal == Look.State.CONTAINED ? apply(indicator, ask) : revert(indicator, ask);
        }
    }

    record Entry(
            String id,
            @Nullable String value,
            @Nullable String type,
            @Nullable String osType,
            @Nullable String description) {
        Entry {
            if (id == null || !Console.isId(id)) {
                throw new IllegalArgumentException("no id");
            }
        }

        boolean ours() {
            return description != null && description.startsWith(OURS);
        }
    }
}
