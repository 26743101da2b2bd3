package dev.cordon.lab.range.sentinelone;

import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Roster;
import dev.cordon.lab.range.Stage;
import dev.cordon.lab.range.Unknown;
import dev.cordon.lab.range.company.Indicator;
import dev.cordon.lab.range.company.Indicators;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/// The block list. An entry for one system is an indicator `<hash>@<system>`, with what was said about it.
final class Restrictions {
    private final Console console;
    private final Indicators indicators;

    Restrictions(Console console, Indicators indicators) {
        this.console = console;
        this.indicators = indicators;
    }

    Roster indicators() {
        return indicators;
    }

    Reply list(Request request) {
        var hash = request.parameter("value");
        return Console.page(indicators.blocked().stream()
                .filter(entry -> hash.isEmpty() || hash(entry).equals(hash))
                .map(Restrictions::shown)
                .toList());
    }

    Reply add(Request request) {
        var data = request.json().path("data");
        var scope = request.json().path("filter");
        var entry = indicators.of(
                data.path("value").asText("none") + "@" + data.path("osType").asText());
        return console.stage().change(request, "restrict", entry, same -> {
            if (!console.admits(request)) {
                return Console.unknown();
            }
            if (scope.isEmpty() || !data.path("type").asText().equals("black_hash")) {
                return Console.failure(400, "a scope and a type are required");
            }
            var said = new TreeMap<String, String>();
            said.put("description", data.path("description").asText());
            same.block(said);
            return Console.page(List.of(shown(same)));
        });
    }

    Reply remove(Request request) {
        var ids = StreamSupport.stream(request.json().path("data").path("ids").spliterator(), false)
                .flatMap(id -> indicators.byEntryId(id.asText()).stream())
                .toList();
        if (ids.isEmpty()) {
            return console.stage()
                    .change(
                            request,
                            "unrestrict",
                            new Unknown(""),
                            nobody -> console.admits(request) ? Console.affected(0) : Console.unknown());
        }
        var permitted = console.admits(request);
        return console.stage()
                .change(
                        request,
                        "unrestrict",
                        ids,
                        subject -> {
                            if (permitted) {
                                ((Indicator) subject).unblock();
                            }
                            return new Stage.Result(permitted ? 200 : 401, null, null);
                        },
                        results -> permitted ? Console.affected(results.size()) : Console.unknown());
    }

    private static Map<String, Object> shown(Indicator entry) {
        return Map.of(
                "id", entry.entryId(),
                "value", hash(entry),
                "type", "black_hash",
                "osType", system(entry),
                "description", entry.attributes().getOrDefault("description", ""));
    }

    private static String hash(Indicator entry) {
        return entry.value().split("@", 2)[0];
    }

    // blocked by hand, it names no system
    private static String system(Indicator entry) {
        var at = entry.value().indexOf('@');
        return at < 0 ? "windows" : entry.value().substring(at + 1);
    }
}
