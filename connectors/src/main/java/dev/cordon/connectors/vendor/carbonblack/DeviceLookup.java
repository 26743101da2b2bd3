package dev.cordon.connectors.vendor.carbonblack;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cordon.connectors.capability.HostLookup;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds a device by a search that may match loosely, and checks every hit itself. Never by external address.
final class DeviceLookup implements HostLookup {
    private static final int PAGE = 100;
    // Nothing is escaped: what would need it is not searched for.
    private static final Pattern PLAIN = Pattern.compile("(?!(AND|OR|NOT|TO)$)[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,254}");
    private static final Pattern JOINED = Pattern.compile("[0-9A-Za-z._-]{1,64}\\\\([0-9A-Za-z._-]{1,64})");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    private final Cloud cloud;
    private final Duration recent;

    DeviceLookup(Cloud cloud, Duration recent) {
        this.cloud = cloud;
        this.recent = recent;
    }

    @Override
    public Matches<Target.Host> find(String query) {
        var joined = JOINED.matcher(query);
        var host = joined.matches() ? joined.group(1) : query;
        if (!PLAIN.matcher(host).matches()) {
            return sorted(List.of());
        }
        if (ADDRESS.matcher(query).matches()) {
            return known("last_internal_ip_address:" + query, device -> query.equals(device.address()));
        }
        var byName = known("name:" + host, device -> device.called(query));
        if (!byName.live().isEmpty() || !byName.stale().isEmpty()) {
            return byName;
        }
        if (Cloud.isId(query)) {
            return sorted(byId(query));
        }
        // The domain before the name may keep the field from matching.
        return known(host, device -> device.called(query));
    }

    private List<Device> byId(String id) {
        try {
            return List.of(cloud.device(id));
        } catch (VendorException.Refused unknown) {
            return List.of();
        }
    }

    private Matches<Target.Host> known(String query, Predicate<Device> exact) {
        var body = Map.of(
                "query",
                query,
                // without it the console hides some of them
                "criteria",
                Map.of("status", List.of("ALL")),
                "rows",
                PAGE,
                "start",
                1,
                "sort",
                List.of(Map.of("field", "last_contact_time", "order", "desc")));
        var found = cloud.http().read(Call.post(cloud.path("/devices/_search"), body), Found.class);
        var devices = found.devices();
        if (found.total() > devices.size()) {
            // what was not read may be the one that was meant
            if (devices.size() < 2) {
                throw new VendorException.Unavailable("unreadable answer: a page that is not the whole");
            }
            return new Matches<>(devices.stream().map(this::host).toList(), List.of());
        }
        return sorted(devices.stream().filter(exact).toList());
    }

    private Matches<Target.Host> sorted(List<Device> devices) {
        var then = Instant.now().minus(recent);
        var byAge = devices.stream()
                .collect(Collectors.partitioningBy(
                        device -> device.inUse(then), Collectors.mapping(this::host, Collectors.toList())));
        return new Matches<>(byAge.getOrDefault(true, List.of()), byAge.getOrDefault(false, List.of()));
    }

    private Target.Host host(Device device) {
        return device.host(cloud.name());
    }

    private record Found(
            @Nullable List<Device> results,
            @JsonProperty("num_found") @Nullable Integer found) {

        List<Device> devices() {
            if (results == null) {
                throw new VendorException.Unavailable("unreadable answer: a search without results");
            }
            return results;
        }

        int total() {
            return found == null ? devices().size() : found;
        }
    }
}
