package dev.cordon.lab.range.elastic;

import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.company.Fleet;
import dev.cordon.lab.range.company.Isolation;
import dev.cordon.lab.range.company.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The endpoints' metadata, and the little of Kibana's query language that finds one of them. Case matters in it.
final class Hosts {
    private static final Pattern QUERY =
            Pattern.compile("united\\.endpoint\\.host\\.(hostname|ip) : (\"[^\"]+\"|\\((\"[^\"]+\"( or )?)+\\))");
    private static final Pattern VALUE = Pattern.compile("\"([^\"]+)\"");

    private final Fleet fleet;

    Hosts(Fleet fleet) {
        this.fleet = fleet;
    }

    Reply list(String kuery) {
        var query = QUERY.matcher(kuery);
        if (!kuery.isEmpty() && !query.matches()) {
            return Elastic.failure(400, "KQLSyntaxError");
        }
        var values = VALUE.matcher(kuery)
                .results()
                .map(value -> value.group(1))
                .distinct()
                .toList();
        var found = (kuery.isEmpty() ? fleet.all().stream() : matching(query.group(1), values))
                .sorted(Comparator.comparing(Machine::name).thenComparing(Machine::id))
                .map(Hosts::shown)
                .toList();
        return Reply.json(200, Map.of("data", found, "total", found.size(), "page", 0, "pageSize", 100));
    }

    private Stream<Machine> matching(String field, List<String> values) {
        return field.equals("ip")
                ? fleet.all().stream().filter(machine -> values.contains(machine.address()))
                : values.stream()
                        .flatMap(name -> fleet.byName(name).stream()
                                .filter(machine -> machine.name().equals(name)));
    }

    Reply one(Machine machine) {
        return Reply.json(200, shown(machine));
    }

    private static Map<String, Object> shown(Machine machine) {
        var isolated = machine.isolation() == Isolation.ISOLATED || machine.isolation() == Isolation.RELEASING;
        return Map.of(
                "metadata",
                Map.of(
                        "agent", Map.of("id", machine.id()),
                        "host",
                                Map.of(
                                        "hostname",
                                        machine.name(),
                                        "ip",
                                        List.of(machine.address(), "127.0.0.1", "::1"),
                                        "os",
                                        Map.of("platform", machine.platform().name())),
                        "Endpoint",
                                Map.of(
                                        "state", Map.of("isolation", isolated),
                                        "configuration", Map.of("isolation", isolated))),
                "host_status",
                status(machine),
                "last_checkin",
                machine.lastSeen().toString());
    }

    private static String status(Machine machine) {
        var old = machine.lastSeen().isBefore(Instant.now().minus(Duration.ofDays(14)));
        return machine.offline() ? "offline" : old ? "inactive" : "healthy";
    }
}
