package dev.cordon.connectors.vendor.carbonblack;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.IndicatorBlock;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reputation overrides by SHA-256. One of ours carries the action in its description; others are never removed.
final class Overrides implements IndicatorBlock {
    private static final String BANNED = "BLACK_LIST";
    private static final String OURS = "Cordon action ";

    private final Cloud cloud;

    Overrides(Cloud cloud) {
        this.cloud = cloud;
    }

    @Override
    public Look.State probe(Target.Indicator indicator) {
        return entries(indicator).isEmpty() ? Look.State.FREE : Look.State.CONTAINED;
    }

    @Override
    public String apply(Target.Indicator indicator, Ask ask) {
        var body = Map.of(
                "override_type",
                "SHA256",
                "override_list",
                BANNED,
                "sha256_hash",
                hash(indicator),
                "filename",
                "unknown",
                "description",
                OURS + ask.actionId());
        var made = cloud.http().write(Call.post(cloud.path("/reputations/overrides"), body), ask, JsonNode.class);
        if (made.path("id").asText("").isEmpty()) {
            throw new VendorException.Unavailable("unreadable answer: an override without an id");
        }
        return "override " + made.path("id").asText();
    }

    @Override
    public String revert(Target.Indicator indicator, Ask ask) {
        var ours = entries(indicator).stream()
                .filter(Entry::ours)
                .findFirst()
                .orElseThrow(
                        () -> new VendorException.Refused("not-ours", "somebody else made the override that is left"));
        cloud.http().write(Call.delete(cloud.path("/reputations/overrides/" + Call.segment(ours.id()))), ask);
        return "override " + ours.id() + " removed";
    }

    private List<Entry> entries(Target.Indicator indicator) {
        var hash = hash(indicator);
        var body = Map.of(
                "query", hash, "criteria", Map.of("override_list", BANNED, "override_type", "SHA256"), "rows", 100);
        var found = cloud.http().read(Call.post(cloud.path("/reputations/overrides/_search"), body), Found.class);
        var entries = found.all().stream()
                .filter(entry -> hash.equalsIgnoreCase(entry.hash()) && BANNED.equals(entry.list()))
                .toList();
        if (entries.isEmpty() && found.total() > found.all().size()) {
            throw new VendorException.Unavailable("unreadable answer: a page that is not the whole");
        }
        return entries;
    }

    private static String hash(Target.Indicator indicator) {
        if (!indicator.type().equals("sha256")) {
            throw new VendorException.Refused("unsupported-hash", "Carbon Black Cloud blocks by SHA-256");
        }
        return indicator.value();
    }

    private record Found(
            @Nullable List<Entry> results,
            @JsonProperty("num_found") @Nullable Integer found) {

        List<Entry> all() {
            if (results == null) {
                throw new VendorException.Unavailable("unreadable answer: a search without results");
            }
            return results;
        }

        int total() {
            return found == null ? all().size() : found;
        }
    }

    record Entry(
            String id,
            @JsonProperty("sha256_hash") @Nullable String hash,
            @JsonProperty("override_list") @Nullable String list,
            @Nullable String description) {
        Entry {
            if (id == null || id.isBlank()) {
                throw new IllegalArgumentException("no id");
            }
        }

        boolean ours() {
            return description != null && description.startsWith(OURS);
        }
    }
}
