package dev.cordon.connectors.vendor.sentinelone;

import dev.cordon.connectors.capability.HostLookup;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds an agent by one parameter per call, and checks every hit itself: `10.0.0.5` is contained in `10.0.0.50`.
///
/// Never by external address, which belongs to a NAT and to everybody behind it.
final class AgentLookup implements HostLookup {
    private static final String PAGE = "100";
    // no commas: they would make several values of one
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}._:-]{1,255}");
    private static final Pattern ID = Pattern.compile("[0-9]{15,20}");
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

    private final Console console;
    private final Duration recent;

    AgentLookup(Console console, Duration recent) {
        this.console = console;
        this.recent = recent;
    }

    @Override
    public Matches<Target.Host> find(String query) {
        if (!PLAIN.matcher(query).matches()) {
            return new Matches<>(List.of(), List.of());
        }
        if (ID.matcher(query).matches()) {
            return known("ids", query, agent -> query.equals(agent.id()));
        }
        if (UUID.matcher(query).matches()) {
            return known("uuid", query, agent -> query.equalsIgnoreCase(agent.uuid()));
        }
        if (ADDRESS.matcher(query).matches()) {
            return known("networkInterfaceInet__contains", query, agent -> agent.has(query));
        }
        var byName = known("computerName", query, agent -> query.equalsIgnoreCase(agent.computerName()));
        var dot = query.indexOf('.');
        if (dot <= 0 || !byName.live().isEmpty() || !byName.stale().isEmpty()) {
            return byName;
        }
        var name = query.substring(0, dot);
        var domain = query.substring(dot + 1);
        return known(
                "computerName",
                name,
                agent -> name.equalsIgnoreCase(agent.computerName()) && domain.equalsIgnoreCase(agent.domain()));
    }

    private Matches<Target.Host> known(String parameter, String value, Predicate<Agent> exact) {
        var page = console.list("/agents", Map.of(parameter, value, "limit", PAGE));
        var agents = page.rows(Agent.class);
        if (!page.whole()) {
            // what was not read may be the one that was meant
            if (agents.size() < 2) {
                throw new VendorException.Unavailable("unreadable answer: a page that is not the whole");
            }
            return new Matches<>(agents.stream().map(this::host).toList(), List.of());
        }
        var then = Instant.now().minus(recent);
        var byAge = agents.stream()
                .filter(exact)
                .collect(Collectors.partitioningBy(
                        agent -> agent.inUse(then), Collectors.mapping(this::host, Collectors.toList())));
        return new Matches<>(byAge.getOrDefault(true, List.of()), byAge.getOrDefault(false, List.of()));
    }

    private Target.Host host(Agent agent) {
        return agent.host(console.name());
    }
}
