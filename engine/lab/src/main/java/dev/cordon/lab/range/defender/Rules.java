package dev.cordon.lab.range.defender;

import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Unknown;
import dev.cordon.lab.range.company.Indicator;
import dev.cordon.lab.range.company.Indicators;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `/api/indicators`. Submitting overwrites what is there under the same value, whoever made it.
final class Rules {
    private static final Pattern VALUE = Pattern.compile("indicatorValue eq '([^']*)'");
    private static final List<String> KEPT = List.of("indicatorType", "action", "title", "description", "severity");

    private final Door door;
    private final Indicators list;

    Rules(Door door, Indicators list) {
        this.door = door;
        this.list = list;
    }

    @Nullable
    Reply handle(Request request, List<String> rest) {
        return switch (request.method() + " " + rest.size()) {
            case "GET 0" -> door.read(request, "indicators", request.parameter("$filter"), () -> listed(request));
            case "POST 0" -> submit(request);
            case "DELETE 1" -> delete(request, rest.getFirst());
            default -> null;
        };
    }

    private Reply listed(Request request) {
        var filter = VALUE.matcher(request.parameter("$filter"));
        var shown = list.blocked().stream()
                .filter(entry -> !filter.matches() || entry.value().equalsIgnoreCase(filter.group(1)))
                .map(Rules::shown)
                .toList();
        return Reply.json(200, Map.of("value", shown));
    }

    private Reply submit(Request request) {
        var body = request.json();
        var value = body.path("indicatorValue").asText();
        if (value.isBlank()) {
            return door.change(
                    request,
                    "submit",
                    new Unknown(""),
                    nobody -> Defender.problem(400, "MissingRequiredParameter", "indicatorValue is required"));
        }
        return door.change(request, "submit", list.of(value), entry -> {
            var attributes = new LinkedHashMap<String, String>();
            KEPT.forEach(name -> attributes.put(name, body.path(name).asText()));
            entry.block(attributes);
            return Reply.json(200, shown(entry));
        });
    }

    private Reply delete(Request request, String id) {
        var entry = list.byEntryId(id);
        return entry.isEmpty()
                ? door.change(
                        request,
                        "delete",
                        new Unknown(id),
                        nobody -> Defender.problem(404, "ResourceNotFound", "no indicator " + id))
                : door.change(request, "delete", entry.get(), known -> {
                    known.unblock();
                    return Reply.none(204);
                });
    }

    private static Map<String, Object> shown(Indicator entry) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", entry.entryId());
        shown.put("indicatorValue", entry.value());
        shown.put("indicatorType", "FileSha256");
        shown.put("action", "BlockAndRemediate");
        shown.putAll(entry.attributes());
        shown.put("rbacGroupNames", List.of());
        return shown;
    }
}
