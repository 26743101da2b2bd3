package dev.cordon.connectors.vendor.elastic;

import dev.cordon.connectors.capability.HostLookup;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds a host in one call, and checks every hit itself.
final class EndpointLookup implements HostLookup {
    private static final int PAGE = 100;
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
    /// Nothing is escaped in Kibana's query language: what would need it is no name.
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}._:-]{1,255}");

    private final Kibana kibana;
    private final Duration recent;

    EndpointLookup(Kibana kibana, Duration recent) {
        this.kibana = kibana;
        this.recent = recent;
    }

    @Override
    public Matches<Target.Host> find(String query) {
        if (!PLAIN.matcher(query).matches()) {
            return new Matches<>(List.of(), List.of());
        }
        if (Kibana.isId(query)) {
            return byId(query);
        }
        return ADDRESS.matcher(query).matches()
                ? known(
                        "united.endpoint.host.ip : \"" + query + "\"",
                        endpoint -> endpoint.addresses().stream().anyMatch(query::equalsIgnoreCase))
                : known(
                        "united.endpoint.host.hostname : (" + spellings(query) + ")",
                        endpoint -> query.equalsIgnoreCase(endpoint.hostname()));
    }

    // The field distinguishes cases, and people do not.
    private static String spellings(String name) {
        return Stream.of(name, name.toUpperCase(Locale.ROOT), name.toLowerCase(Locale.ROOT))
                .distinct()
                .map(spelling -> "\"" + spelling + "\"")
                .collect(Collectors.joining(" or "));
    }

    private Matches<Target.Host> byId(String id) {
        try {
            var host = new Target.Host(kibana.name(), id, id, null, List.of(), null);
            return byAge(List.of(kibana.endpoint(host)));
        } catch (VendorException.Refused unknown) {
            return new Matches<>(List.of(), List.of());
        }
    }

    private Matches<Target.Host> known(String filter, Predicate<Endpoint> exact) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("page", "0");
        parameters.put("pageSize", Integer.toString(PAGE));
        parameters.put("kuery", filter);
        var page = kibana.http().read(Call.get(Kibana.HOSTS).query(parameters), Page.class);
        if (page.total > page.data.size()) {
            // what was not read may be the one that was meant
            if (page.data.size() < 2) {
                throw new VendorException.Unavailable("unreadable answer: fewer hosts than it counts");
            }
            return new Matches<>(page.data.stream().map(this::host).toList(), List.of());
        }
        return byAge(page.data.stream().filter(exact).toList());
    }

    // A machine that was enrolled anew leaves its old records behind under the same name.
    private Matches<Target.Host> byAge(List<Endpoint> endpoints) {
        var then = Instant.now().minus(recent);
        var byAge = endpoints.stream()
                .collect(Collectors.partitioningBy(
                        endpoint -> endpoint.seenSince(then), Collectors.mapping(this::host, Collectors.toList())));
        return new Matches<>(byAge.getOrDefault(true, List.of()), byAge.getOrDefault(false, List.of()));
    }

    private Target.Host host(Endpoint endpoint) {
        return endpoint.host(kibana.name());
    }

    record Page(List<Endpoint> data, int total) {
        Page {
            if (data == null) {
                throw new IllegalArgumentException("no data");
            }
            data = List.copyOf(data);
        }
    }
}
