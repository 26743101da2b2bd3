package dev.cordon.lab.range.crowdstrike;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The demo company's machines. Those named `BENCH-...` exist as soon as somebody asks for them.
final class Fleet {
    private static final Pattern ON_DEMAND = Pattern.compile("BENCH-[0-9A-Z-]+");

    private final Map<String, Host> byId = new ConcurrentHashMap<>();
    private final Map<String, Collection<Host>> byName = new ConcurrentHashMap<>();
    private final Duration pending;
    private final InstantSource clock;

    Fleet(Duration pending, InstantSource clock) {
        this.pending = pending;
        this.clock = clock;
        reset();
    }

    void reset() {
        byId.clear();
        byName.clear();
        add("WS-0142", "WS-0142", "Workstation", "10.20.1.42", null);
        add("WS-0177", "WS-0177", "Workstation", "10.20.1.77", null);
        add("SRV-DB-01", "SRV-DB-01", "Server", "10.20.2.11", null);
        add("DC-01", "DC-01", "Domain Controller", "10.20.2.10", null);
        add("KIOSK-7 front", "KIOSK-7", "Workstation", "10.20.3.7", null);
        add("KIOSK-7 back", "KIOSK-7", "Workstation", "10.20.3.8", null);
        add("LAPTOP-OLD", "LAPTOP-OLD", "Workstation", "10.20.1.90", null);
        add(
                "LAPTOP-OLD before",
                "LAPTOP-OLD",
                "Workstation",
                "10.20.1.91",
                clock.instant().minus(Duration.ofDays(90)));
    }

    private void add(String seed, String name, String product, String address, @Nullable Instant lastSeen) {
        var host = new Host(md5(seed), name, product, address, pending, clock);
        host.lastSeen(lastSeen);
        host.offline(false);
        if (byId.putIfAbsent(host.id(), host) == null) {
            byName.computeIfAbsent(name, unused -> new ConcurrentLinkedDeque<>())
                    .add(host);
        }
    }

    Optional<Host> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /// All machines of that name, in any case of letters; a `BENCH-...` comes into being.
    Collection<Host> byName(String name) {
        var upper = name.toUpperCase(Locale.ROOT);
        if (!byName.containsKey(upper) && ON_DEMAND.matcher(upper).matches()) {
            add(
                    upper,
                    upper,
                    "Workstation",
                    "10.30." + Math.floorMod(upper.hashCode(), 65536) / 256 + "."
                            + Math.floorMod(upper.hashCode(), 256),
                    null);
        }
        return byName.getOrDefault(upper, List.of());
    }

    Collection<Host> all() {
        return byId.values();
    }

    /// Only what can match is looked at: a benchmark asks for one of thousands, thousands of times.
    List<Host> matching(Fql filter) {
        Collection<Host> candidates = filter.pinned("device_id")
                .map(id -> byId(id).stream().toList())
                .map(hosts -> (Collection<Host>) hosts)
                .or(() -> filter.pinned("hostname").map(this::byName))
                .orElseGet(this::all);
        return candidates.stream().filter(filter::matches).toList();
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
