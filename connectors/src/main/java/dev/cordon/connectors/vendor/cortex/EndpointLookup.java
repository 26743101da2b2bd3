package dev.cordon.connectors.vendor.cortex;

import dev.cordon.connectors.capability.HostLookup;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds an endpoint by one exact filter, and compares every hit again.
final class EndpointLookup implements HostLookup {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}._:-]{1,255}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

    private final Xdr xdr;
    private final Duration recent;

    EndpointLookup(Xdr xdr, Duration recent) {
        this.xdr = xdr;
        this.recent = recent;
    }

    @Override
    public Matches<Target.Host> find(String query) {
        if (!PLAIN.matcher(query).matches()) {
            return new Matches<>(List.of(), List.of());
        }
        if (Xdr.isId(query)) {
            return known("endpoint_id_list", List.of(query), endpoint -> query.equals(endpoint.id()));
        }
        if (ADDRESS.matcher(query).matches()) {
            return known(
                    "ip_list",
                    List.of(query),
                    endpoint -> endpoint.addresses().stream().anyMatch(query::equalsIgnoreCase));
        }
        var byName = known("hostname", spellings(query), endpoint -> query.equalsIgnoreCase(endpoint.name()));
        var dot = query.indexOf('.');
        if (dot <= 0 || !byName.live().isEmpty() || !byName.stale().isEmpty()) {
            return byName;
        }
        var name = query.substring(0, dot);
        var domain = query.substring(dot + 1);
        return known(
                "hostname",
                spellings(name),
                endpoint -> name.equalsIgnoreCase(endpoint.name()) && domain.equalsIgnoreCase(endpoint.domain()));
    }

    // The filter may tell the cases of letters apart.
    private static List<String> spellings(String name) {
        return Stream.of(name, name.toUpperCase(Locale.ROOT), name.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    private Matches<Target.Host> known(String field, List<String> values, Predicate<Endpoint> exact) {
        var reply = xdr.read(
                "endpoints/get_endpoint",
                Map.of("search_from", 0, "search_to", Xdr.PAGE, "filters", List.of(Xdr.among(field, values))));
        var endpoints = Xdr.endpoints(reply);
        if (reply.content().path("total_count").asInt(endpoints.size()) > endpoints.size()) {
            // what was not read may be the one that was meant
            if (endpoints.size() < 2) {
                throw new VendorException.Unavailable("unreadable answer: a page that is not the whole");
            }
            return new Matches<>(endpoints.stream().map(this::host).toList(), List.of());
        }
        var then = Instant.now().minus(recent);
        var byAge = endpoints.stream()
                .filter(exact)
                .collect(Collectors.partitioningBy(
                        endpoint -> endpoint.inUse(then), Collectors.mapping(this::host, Collectors.toList())));
        return new Matches<>(byAge.getOrDefault(true, List.of()), byAge.getOrDefault(false, List.of()));
    }

    private Target.Host host(Endpoint endpoint) {
        return endpoint.host(xdr.name());
    }
}
