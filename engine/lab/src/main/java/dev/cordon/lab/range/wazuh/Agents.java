package dev.cordon.lab.range.wazuh;

import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.company.Fleet;
import dev.cordon.lab.range.company.Machine;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// The agents' records and their inventory. Agent 000 is the manager itself.
final class Agents {
    private static final String MANAGER = "000";

    private final Fleet fleet;

    Agents(Fleet fleet) {
        this.fleet = fleet;
    }

    /// `agents_list`, `name` (case matters) or `ip`; else all.
    Reply list(Request request) {
        var id = request.parameter("agents_list");
        var name = request.parameter("name");
        var address = request.parameter("ip");
        if (id.equals(MANAGER)) {
            return items(List.of(manager()), 0, 1);
        }
        Collection<Machine> candidates =
                !id.isEmpty() ? fleet.byId(id).stream().toList() : name.isEmpty() ? fleet.all() : fleet.byName(name);
        var found = candidates.stream()
                .filter(machine -> name.isEmpty() || machine.name().equals(name))
                .filter(machine -> address.isEmpty() || machine.address().equals(address))
                .sorted(Comparator.comparing(Machine::id))
                .map(Agents::agent)
                .toList();
        return items(found, number(request, "offset", 0), number(request, "limit", 500));
    }

    Reply inventory(String id, String kind, Request request) {
        var offset = number(request, "offset", 0);
        var limit = number(request, "limit", 500);
        return id.equals(MANAGER)
                ? items(List.of(), offset, limit)
                : fleet.byId(id)
                        .map(machine -> items(entries(machine, kind), offset, limit))
                        .orElseGet(() -> Wazuh.failure(404, 1701, "Agent does not exist"));
    }

    private static List<Map<String, Object>> entries(Machine machine, String kind) {
        Stream<Map<String, Object>> entries = switch (kind) {
            case "processes" ->
                machine.tasks().stream()
                        .map(task -> Map.of(
                                "pid", Long.toString(task.pid()),
                                "ppid", task.parent(),
                                "name", task.name(),
                                "cmd", task.path(),
                                "euser", task.user()));
            case "ports" ->
                Stream.of(Map.of(
                        "protocol",
                        "tcp",
                        "local",
                        Map.of("ip", machine.address(), "port", 49731),
                        "remote",
                        Map.of("ip", "203.0.113.66", "port", 443),
                        "process",
                        "svch0st"));
            case "netaddr" ->
                Stream.of(
                        Map.of("iface", "eth0", "proto", "ipv4", "address", machine.address()),
                        Map.of("iface", "lo", "proto", "ipv4", "address", "127.0.0.1"));
            default -> Stream.of();
        };
        return entries.toList();
    }

    private static Reply items(List<? extends Map<String, Object>> all, int offset, int limit) {
        return Reply.json(
                200,
                Map.of(
                        "data",
                        Map.of(
                                "affected_items",
                                all.stream().skip(offset).limit(limit).toList(),
                                "total_affected_items",
                                all.size(),
                                "total_failed_items",
                                0,
                                "failed_items",
                                List.of()),
                        "message",
                        "All selected agents information was returned",
                        "error",
                        0));
    }

    private static Map<String, Object> agent(Machine machine) {
        return Map.of(
                "id", machine.id(),
                "name", machine.name(),
                "ip", machine.address(),
                "status", machine.offline() ? "disconnected" : "active",
                "lastKeepAlive", machine.lastSeen().toString().replace("Z", "+00:00"),
                "os", Map.of("platform", machine.platform().name().toLowerCase(Locale.ROOT)));
    }

    private static Map<String, Object> manager() {
        return Map.of(
                "id",
                MANAGER,
                "name",
                "waz-manager",
                "ip",
                "127.0.0.1",
                "status",
                "active",
                "lastKeepAlive",
                "9999-12-31T23:59:59+00:00");
    }

    private static int number(Request request, String name, int otherwise) {
        var text = request.parameter(name);
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : otherwise;
    }
}
