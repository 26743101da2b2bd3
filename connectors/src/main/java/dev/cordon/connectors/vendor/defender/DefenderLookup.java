package dev.cordon.connectors.vendor.defender;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cordon.connectors.capability.HostLookup;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Target;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds a machine, and checks every hit itself. Nothing is escaped: what would need it is no name.
///
/// By address only who has it at this moment: an address of last week may be another machine's today.
final class DefenderLookup implements HostLookup {
    private static final int PAGE = 100;
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}._-]{1,255}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*");

    private final Defender defender;

    DefenderLookup(Defender defender) {
        this.defender = defender;
    }

    @Override
    public Matches<Target.Host> find(String query) {
        if (ADDRESS.matcher(query).matches()) {
            var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            return listed(
                    Call.get("/api/machines/findbyip(ip='%s',timestamp=%s)".formatted(Call.segment(query), now)),
                    machine -> machine.own().stream().anyMatch(query::equalsIgnoreCase));
        }
        if (!PLAIN.matcher(query).matches()) {
            return new Matches<>(List.of(), List.of());
        }
        if (Defender.isId(query)) {
            return one(query);
        }
        var name = query.toLowerCase(Locale.ROOT);
        var whole = named("computerDnsName eq '%s'".formatted(name), query);
        // Without its domain a name may be the first part of several.
        return name.contains(".")
                ? whole
                : whole.and(named("startswith(computerDnsName,'%s.')".formatted(name), query));
    }

    private Matches<Target.Host> named(String filter, String query) {
        return listed(
                Call.get("/api/machines").query(Map.of("$filter", filter, "$top", Integer.toString(PAGE))),
                machine -> machine.isCalled(query));
    }

    private Matches<Target.Host> one(String id) {
        try {
            var machine = defender.http().read(Call.get("/api/machines/" + id), Machine.class);
            return id.equalsIgnoreCase(machine.id()) ? byAge(List.of(machine)) : byAge(List.of());
        } catch (VendorException.Refused unknown) {
            return byAge(List.of());
        }
    }

    private Matches<Target.Host> listed(Call call, Predicate<Machine> exact) {
        Page page;
        try {
            page = defender.http().read(call, Page.class);
        } catch (VendorException.Refused none) {
            // 404 also means that no machine matched
            return byAge(List.of());
        }
        if (page.next != null || page.value.size() >= PAGE) {
            // what was not read may be the one that was meant
            return new Matches<>(page.value.stream().map(this::host).toList(), List.of());
        }
        return byAge(page.value.stream().filter(exact).toList());
    }

    private Matches<Target.Host> byAge(List<Machine> machines) {
        var then = Instant.now().minus(defender.tenant().recent());
        var byAge = machines.stream()
                .collect(Collectors.partitioningBy(
                        machine -> machine.usable(then), Collectors.mapping(this::host, Collectors.toList())));
        return new Matches<>(byAge.getOrDefault(true, List.of()), byAge.getOrDefault(false, List.of()));
    }

    private Target.Host host(Machine machine) {
        return machine.host(defender.name());
    }

    record Page(
            List<Machine> value,
            @JsonProperty("@odata.nextLink") @Nullable String next) {
        Page {
            if (value == null) {
                throw new IllegalArgumentException("no list");
            }
        }
    }
}
