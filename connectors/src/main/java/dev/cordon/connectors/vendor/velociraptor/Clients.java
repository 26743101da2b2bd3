package dev.cordon.connectors.vendor.velociraptor;

import dev.cordon.connectors.capability.HostLookup;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Json;
import dev.cordon.contract.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds clients by id, host name or full name. The server's search is one by prefixes, so every hit is compared again.
final class Clients implements HostLookup {
    private static final int MOST = 1000;
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}._-]{1,255}");
    private static final String FIND = """
            SELECT client_id, os_info.hostname AS hostname, os_info.fqdn AS fqdn, os_info.system AS os, last_seen_at
            FROM clients(search=Search) LIMIT 1001
            """;

    private final String name;
    private final Api api;
    private final VelociraptorConfig.Server config;

    Clients(String name, Api api, VelociraptorConfig.Server config) {
        this.name = name;
        this.api = api;
        this.config = config;
    }

    @Override
    public Matches<Target.Host> find(String query) {
        if (!PLAIN.matcher(query).matches()) {
            return new Matches<>(List.of(), List.of());
        }
        return Client.isId(query)
                ? known(query, client -> query.equals(client.id()))
                : known("host:" + query, client -> client.called(query));
    }

    /// The one that is meant.
    Client client(Target.Host host) {
        var id = Client.id(host);
        var found = search(id).stream().filter(client -> id.equals(client.id())).toList();
        if (found.isEmpty()) {
            throw new VendorException.Refused("target-not-found", "Velociraptor does not know this client");
        }
        return found.getFirst();
    }

    /// The same, if it is there now: a flow waits for a client without end, and cannot be recalled when we are gone.
    Client online(Target.Host host) {
        var client = client(host);
        if (!client.seenSince(Instant.now().minus(config.online()))) {
            throw VendorException.Unavailable.target("the host is offline");
        }
        return client;
    }

    private Matches<Target.Host> known(String search, Predicate<Client> exact) {
        var found = search(search);
        if (found.size() > MOST) {
            // what was not read may be the one that was meant
            return new Matches<>(
                    found.stream().limit(100).map(client -> client.host(name)).toList(), List.of());
        }
        var then = Instant.now().minus(config.recent());
        var byAge = found.stream()
                .filter(exact)
                .collect(Collectors.partitioningBy(
                        client -> client.seenSince(then),
                        Collectors.mapping(client -> client.host(name), Collectors.toList())));
        return new Matches<>(byAge.getOrDefault(true, List.of()), byAge.getOrDefault(false, List.of()));
    }

    private List<Client> search(String search) {
        return api.read(FIND, Map.of("Search", search)).all().stream()
                .map(row -> Json.as(row, Client.class))
                .toList();
    }
}
