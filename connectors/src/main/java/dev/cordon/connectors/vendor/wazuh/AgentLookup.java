package dev.cordon.connectors.vendor.wazuh;

import dev.cordon.connectors.capability.HostLookup;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds an agent by its id, its name, or an address that its own inventory lists: the one in its record may be that of
/// a NAT before it.
final class AgentLookup implements HostLookup {
    private static final int INTERFACES = 500;
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}._:-]{1,255}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

    private final Wazuh wazuh;
    private final Duration recent;

    AgentLookup(Wazuh wazuh, Duration recent) {
        this.wazuh = wazuh;
        this.recent = recent;
    }

    @Override
    public Matches<Target.Host> find(String query) {
        if (!PLAIN.matcher(query).matches()) {
            return new Matches<>(List.of(), List.of());
        }
        if (Wazuh.isId(query)) {
            return byId(query);
        }
        if (ADDRESS.matcher(query).matches()) {
            return known("ip", List.of(query), agent -> query.equalsIgnoreCase(agent.ip()) && owns(agent, query));
        }
        var spellings = Stream.of(query, query.toUpperCase(Locale.ROOT), query.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        return known("name", spellings, agent -> query.equalsIgnoreCase(agent.name()));
    }

    private Matches<Target.Host> byId(String id) {
        try {
            return byAge(List.of(wazuh.agent(new Target.Host(wazuh.name(), id, id, null, List.of(), null))));
        } catch (VendorException.Refused unknown) {
            return new Matches<>(List.of(), List.of());
        }
    }

    private boolean owns(Agent agent, String address) {
        return wazuh.inventory(agent.host(wazuh.name()).id(), "netaddr", 0, INTERFACES).items().stream()
                .anyMatch(item -> address.equalsIgnoreCase(item.path("address").asText()));
    }

    private Matches<Target.Host> known(String field, List<String> values, Predicate<Agent> exact) {
        var agents = new LinkedHashMap<String, Agent>();
        for (var value : values) {
            var page = wazuh.agents(field, value);
            var found = page.items(Agent.class);
            if (page.total() > found.size()) {
                return truncated(found);
            }
            found.forEach(agent -> agents.put(agent.host(wazuh.name()).id(), agent));
        }
        return byAge(agents.values().stream().filter(exact).toList());
    }

    // What was not read may be the one that was meant.
    private Matches<Target.Host> truncated(List<Agent> found) {
        if (found.size() < 2) {
            throw new VendorException.Unavailable("unreadable answer: fewer agents than it counts");
        }
        return new Matches<>(
                found.stream().map(agent -> agent.host(wazuh.name())).toList(), List.of());
    }

    private Matches<Target.Host> byAge(List<Agent> agents) {
        var then = Instant.now().minus(recent);
        var live = new ArrayList<Target.Host>();
        var stale = new ArrayList<Target.Host>();
        agents.forEach(agent -> (agent.seenSince(then) ? live : stale).add(agent.host(wazuh.name())));
        return new Matches<>(live, stale);
    }
}
