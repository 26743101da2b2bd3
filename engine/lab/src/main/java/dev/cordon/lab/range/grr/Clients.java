package dev.cordon.lab.range.grr;

import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.company.Fleet;
import dev.cordon.lab.range.company.Machine;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Found by keywords that match by their beginnings. An empty list is left out.
final class Clients {
    private final Fleet fleet;

    Clients(Fleet fleet) {
        this.fleet = fleet;
    }

    Reply listed(Request request) {
        var found = matching(request.parameter("query").toLowerCase(Locale.ROOT))
                .map(Clients::shown)
                .toList();
        return Grr.json(200, found.isEmpty() ? Map.of() : Map.of("items", found));
    }

    private Stream<Machine> matching(String query) {
        if (query.startsWith("host:")) {
            var beginning = query.substring(5);
            // a machine that exists on demand comes into being here
            fleet.byName(beginning);
            return fleet.all().stream().filter(machine -> fqdn(machine).startsWith(beginning));
        }
        if (query.startsWith("ip:")) {
            return fleet.all().stream().filter(machine -> machine.address().startsWith(query.substring(3)));
        }
        return fleet.all().stream().limit(1);
    }

    static Map<String, Object> shown(Machine machine) {
        return Map.of(
                "clientId",
                machine.id(),
                "osInfo",
                Map.of(
                        "fqdn",
                        fqdn(machine),
                        "system",
                        machine.platform() == Machine.Platform.LINUX ? "Linux" : "Windows"),
                "lastSeenAt",
                machine.lastSeen().toEpochMilli() + "000",
                "interfaces",
                List.of(Map.of(
                        "addresses",
                        List.of(Map.of("addressType", "INET", "packedBytes", packed(machine.address()))))));
    }

    static String fqdn(Machine machine) {
        return machine.name().toLowerCase(Locale.ROOT);
    }

    private static String packed(String address) {
        var bytes = new byte[4];
        var parts = address.split("\\.", -1);
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return Base64.getEncoder().encodeToString(bytes);
    }
}
