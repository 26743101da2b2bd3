package dev.cordon.lab.range.crowdstrike;

import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Roster;
import dev.cordon.lab.range.Rosters;
import dev.cordon.lab.range.Stage;
import dev.cordon.lab.range.company.Fleet;
import dev.cordon.lab.range.company.Ids;
import dev.cordon.lab.range.company.Indicators;
import dev.cordon.lab.range.company.Machine;
import dev.cordon.lab.range.company.Seed;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// The Falcon cloud: limits here, tokens in [Door], machines in [Devices], shells in [RealTimeResponse].
final class Falcon implements Cloud {
    private static final String CLIENT_ID = "cordon";
    private static final int LIMIT_PER_MINUTE = 600_000;

    private final Ground ground;
    private final Stage stage;
    private final Door door;
    private final Fleet fleet;
    private final Devices devices;
    private final RealTimeResponse realTimeResponse;
    private final Indicators indicators;
    private final CustomIndicators customIndicators;
    private final AtomicLong traces = new AtomicLong();
    private final AtomicLong minute = new AtomicLong();
    private final AtomicLong used = new AtomicLong();

    Falcon(Ground ground) {
        this.ground = ground;
        this.stage = ground.stage();
        this.door = new Door(ground.tokens(CLIENT_ID));
        this.fleet = new Fleet("", onWindows(), Ids::md5, ground);
        this.devices = new Devices(stage, door, fleet);
        this.indicators = new Indicators(value -> Ids.md5("indicator " + value) + Ids.md5(value), ground);
        this.customIndicators = new CustomIndicators(stage, door, indicators);
        this.realTimeResponse =
                new RealTimeResponse(stage, door, fleet, ground.pending().dividedBy(5));
    }

    /// The first vendor has the names without a code, and no Linux.
    private static List<Seed> onWindows() {
        return Seed.company("").stream()
                .map(seed -> seed.on(Machine.Platform.WINDOWS))
                .toList();
    }

    @Override
    public Reply handle(Request request) {
        var reply = route(request);
        return reply.with("X-RateLimit-Limit", Integer.toString(LIMIT_PER_MINUTE))
                .with("X-RateLimit-Remaining", reply.status() == 429 ? "0" : Long.toString(remaining()))
                .with("X-CS-TRACEID", new UUID(0x5E11A7EDL, traces.incrementAndGet()).toString());
    }

    private Reply route(Request request) {
        return switch (request.method() + " " + request.path()) {
            case "POST /oauth2/token" -> stage.read("token", "", () -> door.issue(request));
            case "POST /oauth2/revoke" -> stage.read("revoke", "", () -> door.revoke(request));
            default ->
                devices.handle(request)
                        .or(() -> realTimeResponse.handle(request))
                        .or(() -> customIndicators.handle(request))
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

    @Override
    public Map<String, String> settings() {
        return Map.of(
                ground.variable("URL"), ground.url().toString(),
                ground.variable("CLIENT_ID"), CLIENT_ID,
                ground.variable("CLIENT_SECRET"), ground.secret("client"));
    }

    @Override
    public Rosters rosters() {
        return new Rosters(fleet, Roster.NONE, indicators);
    }

    @Override
    public void reset() {
        Cloud.super.reset();
        realTimeResponse.reset();
    }

    @Override
    public void expireTokens() {
        door.expireAll();
    }
}
