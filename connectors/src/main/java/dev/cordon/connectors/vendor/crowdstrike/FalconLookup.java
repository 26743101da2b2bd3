package dev.cordon.connectors.vendor.crowdstrike;

import dev.cordon.connectors.capability.HostLookup;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds a host in one call, and checks every hit itself: a filter may match more loosely than it reads.
///
/// Never by external address, which belongs to a NAT and to everybody behind it.
final class FalconLookup implements HostLookup {
    private static final int PAGE = 100;
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

    private final Falcon falcon;
    private final Duration recent;

    FalconLookup(Falcon falcon, Duration recent) {
        this.falcon = falcon;
        this.recent = recent;
    }

    @Override
    public Matches<Target.Host> find(String query) {
        if (!Fql.sayable(query)) {
            return new Matches<>(List.of(), List.of());
        }
        if (Falcon.isAid(query)) {
            return known(Fql.is("device_id", query), device -> query.equals(device.id()));
        }
        if (ADDRESS.matcher(query).matches()) {
            return known(Fql.is("local_ip", query), device -> query.equalsIgnoreCase(device.address()));
        }
        var byName = known(Fql.is("hostname", query), device -> query.equalsIgnoreCase(device.hostname()));
        var dot = query.indexOf('.');
        if (dot <= 0 || !byName.live().isEmpty() || !byName.stale().isEmpty()) {
            return byName;
        }
        // Falcon knows most hosts by their short name; then the domain must agree as well.
        var name = query.substring(0, dot);
        var domain = query.substring(dot + 1);
        return known(
                Fql.is("hostname", name),
                device -> name.equalsIgnoreCase(device.hostname()) && domain.equalsIgnoreCase(device.domain()));
    }

    // A re-imaged machine leaves its old records behind under the same name.
    private Matches<Target.Host> known(String filter, Predicate<Device> exact) {
        var call = Call.get("/devices/combined/devices/v1")
                .query(Map.of("filter", filter, "limit", Integer.toString(PAGE)));
        var answer = falcon.http().read(call, Envelope.class);
        var devices = answer.all(Device.class);
        if (answer.total() > devices.size() && devices.size() > 1) {
            // what was not read may be the one that was meant
            return new Matches<>(devices.stream().map(this::host).toList(), List.of());
        }
        var then = Instant.now().minus(recent);
        var byAge = devices.stream()
                .filter(exact)
                .collect(Collectors.partitioningBy(
                        device -> device.seenSince(then), Collectors.mapping(this::host, Collectors.toList())));
        return new Matches<>(byAge.getOrDefault(true, List.of()), byAge.getOrDefault(false, List.of()));
    }

    private Target.Host host(Device device) {
        return device.host(falcon.name());
    }
}
