package dev.cordon.lab.range;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.lab.range.company.Detection;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// `/_range/`: what no vendor has. Reads the witness, moves the machines and people, arranges the faults.
final class Control {
    private final Witness witness;
    private final Faults faults;
    private final Stage own;
    private final Vendors vendors;

    Control(Witness witness, Faults faults, Stage own, Vendors vendors) {
        this.witness = witness;
        this.faults = faults;
        this.own = own;
        this.vendors = vendors;
    }

    Reply handle(Request request) {
        try {
            return route(request);
        } catch (JsonProcessingException | DateTimeParseException | IllegalArgumentException e) {
            return Reply.json(400, Map.of("error", String.valueOf(e.getMessage())));
        }
    }

    private Reply route(Request request) throws JsonProcessingException {
        return switch (request.method() + " " + request.path()) {
            case "GET /_range/health" -> Reply.json(200, Map.of("status", "up", "simulated", true));
            case "GET /_range/witness" -> Reply.json(200, witnessed(request));
            case "GET /_range/hosts" -> list(request, Rosters::machines);
            case "POST /_range/hosts" -> set(request, "host", Rosters::machines);
            case "GET /_range/people" -> list(request, Rosters::people);
            case "POST /_range/people" -> set(request, "person", Rosters::people);
            case "GET /_range/indicators" -> list(request, Rosters::indicators);
            case "POST /_range/indicators" -> set(request, "indicator", Rosters::indicators);
            case "GET /_range/alerts" -> Reply.json(200, Map.of("items", detections(request)));
            case "POST /_range/alerts" -> raise(request.json());
            case "GET /_range/faults" -> Reply.json(200, Map.of("items", faults()));
            case "POST /_range/faults" -> {
                faults.arrange(Reply.JSON.treeToValue(request.json(), Fault.class));
                yield Reply.json(201, Map.of("items", faults()));
            }
            case "DELETE /_range/faults" -> {
                faults.forgive();
                yield Reply.none(204);
            }
            case "DELETE /_range/tokens" -> {
                vendors.wanted(request.parameter("vendor"))
                        .forEach(played -> played.cloud().expireTokens());
                yield Reply.none(204);
            }
            case "POST /_range/reset" -> reset(request);
            case "GET /_range/vendors" -> Reply.json(200, Map.of("items", Vendors.names()));
            case "GET /_range/settings" -> settings(request);
            default -> Reply.json(404, Map.of("error", "no such control"));
        };
    }

    private Map<String, Object> witnessed(Request request) {
        var after = request.parameter("after").isEmpty() ? 0 : Long.parseLong(request.parameter("after"));
        var arrivals = witness.arrivals(arrival -> arrival.number() > after
                && wanted(request.parameter("vendor"), arrival.vendor())
                && wanted(request.parameter("operation"), arrival.operation())
                && wanted(request.parameter("action"), arrival.action())
                && (wanted(request.parameter("target"), arrival.target())
                        || wanted(request.parameter("target"), arrival.host())));
        var reads = vendors.all().stream()
                .mapToLong(played -> played.stage().reads())
                .sum();
        return Map.of("items", arrivals, "reads", reads);
    }

    private static boolean wanted(String asked, String value) {
        return asked.isEmpty() || asked.equals(value);
    }

    private List<Map<String, Object>> faults() {
        return faults.left().entrySet().stream()
                .map(entry -> Map.<String, Object>of("fault", entry.getKey(), "left", entry.getValue()))
                .toList();
    }

    private Reply list(Request request, Function<Rosters, Roster> roster) {
        var items = vendors.wanted(request.parameter("vendor")).stream()
                .flatMap(played -> shown(played, roster.apply(played.cloud().rosters())))
                .toList();
        return Reply.json(200, Map.of("items", items));
    }

    private static Stream<Map<String, Object>> shown(Vendors.Played played, Roster roster) {
        return roster.all().stream()
                .sorted(Comparator.<Roster.Kept, String>comparing(Stage.Subject::name)
                        .thenComparing(Stage.Subject::id))
                .map(kept -> {
                    var shown = new LinkedHashMap<String, Object>();
                    shown.put("vendor", played.vendor().name());
                    shown.putAll(kept.shown());
                    return shown;
                });
    }

    private List<Map<String, Object>> detections(Request request) {
        return vendors.wanted(request.parameter("vendor")).stream()
                .flatMap(played -> played.cloud().detections().stream())
                .flatMap(detections -> detections.all().stream())
                .map(Detection::shown)
                .toList();
    }

    private Reply raise(JsonNode wish) {
        var siem = vendors.named(wish.path("vendor").asText());
        return siem == null || siem.cloud().detections().isEmpty()
                ? Reply.json(404, Map.of("error", "no such vendor, or none that notices anything"))
                : Reply.json(
                        201, siem.cloud().detections().orElseThrow().raise(wish).shown());
    }

    /// Written down too: a restart must find everything as it was put.
    private Reply set(Request request, String key, Function<Rosters, Roster> roster) {
        var wish = request.json();
        var name = wish.path(key).asText();
        var owners = vendors.wanted(wish.path("vendor").asText("")).stream()
                .filter(played -> !named(played, roster, name).isEmpty())
                .toList();
        if (owners.size() > 1) {
            return Reply.json(
                    409, Map.of("error", "several vendors have a %s %s; name the vendor".formatted(key, name)));
        }
        return owners.isEmpty()
                ? Reply.json(404, Map.of("error", "no %s %s".formatted(key, name)))
                : set(request, owners.getFirst(), named(owners.getFirst(), roster, name), wish);
    }

    private static List<Roster.Kept> named(Vendors.Played played, Function<Rosters, Roster> roster, String name) {
        return List.copyOf(roster.apply(played.cloud().rosters()).named(name));
    }

    private static Reply set(Request request, Vendors.Played owner, List<Roster.Kept> found, JsonNode wish) {
        return owner.stage()
                .change(
                        request,
                        Arrival.BY_HAND,
                        found,
                        subject -> {
                            if (subject instanceof Roster.Kept kept) {
                                kept.adjust(wish);
                            }
                            return new Stage.Result(200, null, null);
                        },
                        results -> Reply.json(200, Map.of("changed", results.size())));
    }

    private Reply reset(Request request) {
        faults.forgive();
        return own.change(request, "reset", new Unknown(""), everything -> {
            vendors.reset();
            return Reply.none(204);
        });
    }

    /// A web page that has its own name point here must not read them.
    private Reply settings(Request request) {
        var host = request.header("Host");
        if (!host.startsWith("127.0.0.1:") && !host.startsWith("localhost:")) {
            return Reply.json(403, Map.of("error", "only for this machine"));
        }
        var names = Stream.of(request.parameter("vendors").split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        return Reply.json(200, settings(names));
    }

    Map<String, String> settings(List<String> names) {
        var settings = new TreeMap<String, String>();
        for (var name : names) {
            var played = vendors.named(name);
            if (played == null) {
                throw new IllegalArgumentException(
                        "the range does not play %s; it plays %s".formatted(name, Vendors.names()));
            }
            settings.putAll(played.cloud().settings());
        }
        return settings;
    }
}
