package dev.cordon.lab.range.company;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A machine as it stands in a list.
///
/// @param seed what its id is made of; its name, unless several have the same
/// @param unseen how long it has not been seen; null: it is there
public record Seed(
        String seed,
        String name,
        Machine.Role role,
        Machine.Platform platform,
        String address,
        @Nullable Duration unseen) {
    private static final Duration LONG = Duration.ofDays(90);

    /// The company's machines under a vendor's eye.
    ///
    /// @param code `DEF`: in front of every name, because one machine has one vendor; empty for the first vendor
    public static List<Seed> company(String code) {
        var prefix = code.isEmpty() ? "" : code + "-";
        var net = Net.of(code);
        return List.of(
                workstation(prefix + "WS-0142", prefix + "WS-0142", net.address(1, 42), null),
                workstation(prefix + "WS-0177", prefix + "WS-0177", net.address(1, 77), null),
                new Seed(
                        prefix + "SRV-DB-01",
                        prefix + "SRV-DB-01",
                        Machine.Role.SERVER,
                        Machine.Platform.LINUX,
                        net.address(2, 11),
                        null),
                new Seed(
                        prefix + "DC-01",
                        prefix + "DC-01",
                        Machine.Role.DOMAIN_CONTROLLER,
                        Machine.Platform.WINDOWS,
                        net.address(2, 10),
                        null),
                workstation(prefix + "KIOSK-7 front", prefix + "KIOSK-7", net.address(3, 7), null),
                workstation(prefix + "KIOSK-7 back", prefix + "KIOSK-7", net.address(3, 8), null),
                workstation(prefix + "LAPTOP-OLD", prefix + "LAPTOP-OLD", net.address(1, 90), null),
                workstation(prefix + "LAPTOP-OLD before", prefix + "LAPTOP-OLD", net.address(1, 91), LONG));
    }

    static Seed onDemand(String name) {
        var number = Math.floorMod(name.hashCode(), 65536);
        return workstation(name, name, "10.30.%d.%d".formatted(number / 256, number % 256), null);
    }

    public Seed on(Machine.Platform other) {
        return new Seed(seed, name, role, other, address, unseen);
    }

    private static Seed workstation(String seed, String name, String address, @Nullable Duration unseen) {
        return new Seed(seed, name, Machine.Role.WORKSTATION, Machine.Platform.WINDOWS, address, unseen);
    }

    /// Every vendor's machines have addresses of their own: an address belongs to one vendor too.
    private record Net(int second, int third) {
        static Net of(String code) {
            var number = Math.floorMod(code.toUpperCase(Locale.ROOT).hashCode() * 0x9E3779B1, 200 * 60);
            return code.isEmpty() ? new Net(20, 0) : new Net(40 + number / 60, number % 60 * 4);
        }

        String address(int department, int last) {
            return "10.%d.%d.%d".formatted(second, third + department, last);
        }
    }
}
