package dev.cordon.lab.range.defender;

import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.company.Fleet;
import dev.cordon.lab.range.company.Machine;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `/api/machines`: the record of a machine, which does not say whether it is isolated.
final class Machines {
    private static final Pattern NAME = Pattern.compile("computerDnsName eq '([^']*)'");
    private static final Pattern BEGINNING = Pattern.compile("startswith\\(computerDnsName,'([^']*)'\\)");
    private static final Pattern ADDRESS = Pattern.compile("findbyip\\(ip='([^']*)',timestamp=([^)]*)\\)");

    private final Door door;
    private final Fleet fleet;

    Machines(Door door, Fleet fleet) {
        this.door = door;
        this.fleet = fleet;
    }

    @Nullable
    Reply handle(Request request, List<String> rest) {
        if (!request.method().equals("GET") || rest.size() > 1) {
            return null;
        }
        if (rest.isEmpty()) {
            var filter = request.parameter("$filter");
            return door.read(request, "machines", filter, () -> filtered(filter));
        }
        var word = rest.getFirst();
        var byAddress = ADDRESS.matcher(word);
        if (byAddress.matches()) {
            return door.read(request, "findbyip", byAddress.group(1), () -> having(byAddress.group(1)));
        }
        return door.read(
                request,
                "machine",
                word,
                () -> fleet.byId(word)
                        .map(machine -> Reply.json(200, shown(machine)))
                        .orElseGet(() -> Defender.problem(404, "ResourceNotFound", "no machine " + word)));
    }

    private Reply filtered(String filter) {
        var name = NAME.matcher(filter);
        if (name.matches()) {
            // names are kept in small letters, and compared as they are
            return name.group(1).equals(name.group(1).toLowerCase(Locale.ROOT))
                    ? page(fleet.byName(name.group(1)).stream())
                    : page(Stream.of());
        }
        var beginning = BEGINNING.matcher(filter);
        if (beginning.matches()) {
            return page(fleet.all().stream().filter(machine -> dnsName(machine).startsWith(beginning.group(1))));
        }
        return filter.isEmpty()
                ? page(fleet.all().stream())
                : Defender.problem(400, "BadRequest", "the range does not understand this filter");
    }

    private Reply having(String address) {
        Collection<Machine> all = fleet.all();
        return page(all.stream().filter(machine -> machine.address().equals(address)));
    }

    private static Reply page(Stream<Machine> machines) {
        return Reply.json(200, Map.of("value", machines.map(Machines::shown).toList()));
    }

    private static Map<String, Object> shown(Machine machine) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", machine.id());
        shown.put("computerDnsName", dnsName(machine));
        shown.put("lastIpAddress", machine.address());
        shown.put("lastExternalIpAddress", "203.0.113.9");
        shown.put("ipAddresses", List.of(Map.of("ipAddress", machine.address())));
        shown.put("osPlatform", platform(machine));
        shown.put("onboardingStatus", "Onboarded");
        shown.put("healthStatus", machine.offline() ? "Inactive" : "Active");
        shown.put("lastSeen", machine.lastSeen().toString());
        shown.put(
                "machineTags",
                machine.role() == Machine.Role.DOMAIN_CONTROLLER ? List.of("domain-controller") : List.of());
        return shown;
    }

    private static String platform(Machine machine) {
        return switch (machine.platform()) {
            case LINUX -> "Linux";
            case WINDOWS -> machine.role() == Machine.Role.WORKSTATION ? "Windows11" : "WindowsServer2022";
        };
    }

    private static String dnsName(Machine machine) {
        return machine.name().toLowerCase(Locale.ROOT);
    }
}
