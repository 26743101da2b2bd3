package dev.cordon.lab.range.crowdstrike;

import dev.cordon.lab.range.Arrival;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The Falcon cloud: tokens and limits here, machines in [Devices], shells in [RealTimeResponse].
public final class Falcon {
    public static final String VENDOR = "crowdstrike";
    private static final int LIMIT_PER_MINUTE = 600_000;

    private final Stage stage;
    private final Tokens tokens;
    private final Fleet fleet;
    private final Devices devices;
    private final RealTimeResponse realTimeResponse;
    private final AtomicLong traces = new AtomicLong();
    private final AtomicLong minute = new AtomicLong();
    private final AtomicLong used = new AtomicLong();

    public Falcon(Stage stage, String clientId, String clientSecret, Duration tokenLife, Duration pending) {
        this.stage = stage;
        this.tokens = new Tokens(clientId, clientSecret, tokenLife, stage.clock());
        this.fleet = new Fleet(pending, stage.clock());
        this.devices = new Devices(stage, tokens, fleet);
        this.realTimeResponse = new RealTimeResponse(stage, tokens, fleet, pending.dividedBy(5));
    }

    public Reply handle(Request request) {
        var reply = route(request);
        return reply.with("X-RateLimit-Limit", Integer.toString(LIMIT_PER_MINUTE))
                .with("X-RateLimit-Remaining", reply.status() == 429 ? "0" : Long.toString(remaining()))
                .with("X-CS-TRACEID", new UUID(0x5E11A7EDL, traces.incrementAndGet()).toString());
    }

    private Reply route(Request request) {
        return switch (request.method() + " " + request.path()) {
            case "POST /oauth2/token" -> stage.read("token", "", () -> tokens.issue(request));
            case "POST /oauth2/revoke" -> stage.read("revoke", "", () -> tokens.revoke(request));
            default ->
                devices.handle(request)
                        .or(() -> realTimeResponse.handle(request))
                        .orElseGet(() -> Envelope.failure(
                                404, "the range does not play " + request.method() + " " + request.path()));
        };
    }

    private long remaining() {
        var now = stage.clock().millis() / 60_000;
        if (minute.getAndSet(now) != now) {
            used.set(0);
        }
        return Math.max(0, LIMIT_PER_MINUTE - used.incrementAndGet());
    }

    /// What the witness saw of the machines before this process began.
    public void recall(Arrival arrival) {
        if (arrival.operation().equals("reset")) {
            fleet.reset();
        } else if (arrival.changed() && !arrival.host().isEmpty()) {
            fleet.byName(arrival.host());
            fleet.byId(arrival.target()).ifPresent(host -> host.put(Host.Status.of(arrival.after()), arrival.time()));
        }
    }

    /// By hand, through the control API. What is null stays as it is.
    public boolean set(String id, @Nullable String state, @Nullable Boolean offline, @Nullable Instant lastSeen) {
        var hosts = named(id);
        for (var host : hosts) {
            if (offline != null) {
                host.offline(offline);
            }
            if (lastSeen != null) {
                host.lastSeen(lastSeen);
            }
            if (state != null) {
                host.put(Host.Status.of(state), stage.clock().instant());
            }
        }
        return !hosts.isEmpty();
    }

    /// Those with that id or that name.
    public List<Stage.Subject> subjects(String idOrName) {
        return List.copyOf(named(idOrName));
    }

    private Collection<Host> named(String idOrName) {
        return fleet.byId(idOrName).<Collection<Host>>map(List::of).orElseGet(() -> fleet.byName(idOrName));
    }

    public Stream<Map<String, Object>> devices() {
        return fleet.all().stream()
                .sorted(Comparator.comparing(Host::name).thenComparing(Host::id))
                .map(host -> {
                    var device = host.device();
                    device.put("offline", host.offline());
                    return device;
                });
    }

    public void reset() {
        fleet.reset();
        realTimeResponse.reset();
    }

    public void expireTokens() {
        tokens.expireAll();
    }
}
