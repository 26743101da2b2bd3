package dev.cordon.lab.range.carbonblack;

import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Roster;
import dev.cordon.lab.range.Unknown;
import dev.cordon.lab.range.company.Indicator;
import dev.cordon.lab.range.company.Indicators;
import java.util.List;
import java.util.Map;

/// Reputation overrides: bans by SHA-256.
final class Overrides {
    private final Org org;
    private final Indicators indicators;

    Overrides(Org org, Indicators indicators) {
        this.org = org;
        this.indicators = indicators;
    }

    Roster indicators() {
        return indicators;
    }

    Reply handle(Request request, List<String> words) {
        if (words.isEmpty() || !words.getFirst().equals("overrides")) {
            return Org.failure(404, "not found");
        }
        return switch (request.method() + words.size()) {
            case "POST1" -> add(request);
            case "POST2" -> org.read(request, "overrides", () -> found(request));
            case "DELETE2" -> remove(request, words.get(1));
            default -> Org.failure(404, "not found");
        };
    }

    private Reply found(Request request) {
        var query = request.json().path("query").asText();
        var found = indicators.blocked().stream()
                .filter(entry -> query.isEmpty() || entry.value().equalsIgnoreCase(query))
                .map(Overrides::shown)
                .toList();
        return Reply.json(200, Map.of("results", found, "num_found", found.size()));
    }

    private Reply add(Request request) {
        var body = request.json();
        return org.stage()
                .change(
                        request,
                        "override",
                        indicators.of(body.path("sha256_hash").asText("none")),
                        entry -> {
                            if (!org.admits(request)) {
                                return Org.failure(401, "unauthorized");
                            }
                            if (!body.path("override_list").asText().equals("BLACK_LIST")
                                    || entry.value().length() != 64) {
                                return Org.failure(400, "the range bans by SHA-256 only");
                            }
                            entry.block(Map.of(
                                    "description", body.path("description").asText()));
                            return Reply.json(200, shown(entry));
                        });
    }

    private Reply remove(Request request, String id) {
        var entry = indicators.byEntryId(id);
        if (entry.isEmpty()) {
            return org.stage()
                    .change(
                            request,
                            "remove-override",
                            new Unknown(id),
                            nobody -> Org.failure(404, "no such override"));
        }
        return org.stage().change(request, "remove-override", entry.get(), same -> {
            if (!org.admits(request)) {
                return Org.failure(401, "unauthorized");
            }
            same.unblock();
            return Reply.none(204);
        });
    }

    private static Map<String, Object> shown(Indicator entry) {
        return Map.of(
                "id", entry.entryId(),
                "override_type", "SHA256",
                "override_list", "BLACK_LIST",
                "sha256_hash", entry.value(),
                "description", entry.attributes().getOrDefault("description", ""));
    }
}
