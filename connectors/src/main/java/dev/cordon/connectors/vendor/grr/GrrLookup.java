package dev.cordon.connectors.vendor.grr;

import dev.cordon.connectors.capability.HostLookup;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds a client by its keywords, which match by their beginnings, and checks every hit itself.
final class GrrLookup implements HostLookup {
    private static final int PAGE = 100;
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}._-]{1,255}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*");

    private final Grr grr;

    GrrLookup(Grr grr) {
        this.grr = grr;
    }

    @Override
    public Matches<Target.Host> find(String query) {
        if (ADDRESS.matcher(query).matches()) {
            return listed("ip:" + query, client -> client.addresses().stream().anyMatch(query::equalsIgnoreCase));
        }
        if (!PLAIN.matcher(query).matches()) {
            return byAge(List.of());
        }
        return Grr.isId(query) ? one(query) : listed("host:" + query, client -> client.isCalled(query));
    }

    private Matches<Target.Host> one(String id) {
        try {
            var client = grr.read(Call.get(Grr.CLIENTS + "/" + id), Client.class);
            return byAge(id.equals(client.id()) ? List.of(client) : List.of());
        } catch (VendorException.Refused unknown) {
            return byAge(List.of());
        }
    }

    private Matches<Target.Host> listed(String keyword, Predicate<Client> exact) {
        var call =
                Call.get(Grr.CLIENTS).query(Map.of("query", keyword, "offset", "0", "count", Integer.toString(PAGE)));
        var clients = grr.read(call, Page.class).items;
        if (clients.size() >= PAGE) {
            // what was not read may be the one that was meant
            return new Matches<>(clients.stream().map(this::host).toList(), List.of());
        }
        return byAge(clients.stream().filter(exact).toList());
    }

    private Matches<Target.Host> byAge(List<Client> clients) {
        var then = Instant.now().minus(grr.server().recent());
        var byAge = clients.stream()
                .collect(Collectors.partitioningBy(
                        client -> client.seenSince(then), Collectors.mapping(this::host, Collectors.toList())));
        return new Matches<>(byAge.getOrDefault(true, List.of()), byAge.getOrDefault(false, List.of()));
    }

    private Target.Host host(Client client) {
        return client.host(grr.name());
    }

    /// An empty list is left out of the answer altogether.
    record Page(List<Client> items) {
        Page {
            items = items == null ? List.of() : List.copyOf(items);
        }
    }
}
