package dev.cordon.lab.range.company;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A machine with a sensor. What was asked of it is pending until the sensor has heard it; a sensor that is offline
/// does not hear.
public final class Machine extends Member {
    public enum Role {
        WORKSTATION,
        SERVER,
        DOMAIN_CONTROLLER
    }

    public enum Platform {
        WINDOWS,
        LINUX
    }

    private final Seed seed;
    private final Duration pending;
    private final InstantSource clock;
    private final Traces traces = new Traces();

    private Isolation isolation = Isolation.FREE;
    private Instant since = Instant.EPOCH;
    private boolean offline;
    private @Nullable Instant lastSeen;

    Machine(String id, Seed seed, Duration pending, InstantSource clock) {
        super(id, seed.name());
        this.seed = seed;
        this.pending = pending;
        this.clock = clock;
        this.lastSeen = seed.unseen() == null ? null : clock.instant().minus(seed.unseen());
    }

    public Role role() {
        return seed.role();
    }

    public Platform platform() {
        return seed.platform();
    }

    public String address() {
        return seed.address();
    }

    public Isolation isolation() {
        return locked(() -> {
            if (!offline && Duration.between(since, clock.instant()).compareTo(pending) >= 0) {
                isolation = switch (isolation) {
                    case ISOLATING, ISOLATED -> Isolation.ISOLATED;
                    case RELEASING, FREE -> Isolation.FREE;
                };
            }
            return isolation;
        });
    }

    /// Also while a release is pending, and the other way round: the last one wins. A vendor that refuses that looks
    /// first.
    ///
    /// @return whether it was not so already
    public boolean contain() {
        return ask(Isolation.ISOLATING, Isolation.ISOLATED);
    }

    public boolean lift() {
        return ask(Isolation.RELEASING, Isolation.FREE);
    }

    private boolean ask(Isolation towards, Isolation goal) {
        return locked(() -> {
            var now = isolation();
            if (now == towards || now == goal) {
                return false;
            }
            put(towards, clock.instant());
            return true;
        });
    }

    public void put(Isolation isolation, Instant since) {
        locked(() -> {
            this.isolation = isolation;
            this.since = since;
        });
    }

    /// When what is pending was asked, or was done what is so now.
    public Instant since() {
        return locked(() -> since);
    }

    /// A sensor that comes back hears then what was asked meanwhile.
    public void offline(boolean offline) {
        locked(() -> {
            isolation();
            if (this.offline != offline) {
                this.offline = offline;
                since = clock.instant();
                lastSeen = offline ? clock.instant() : null;
            }
        });
    }

    public boolean offline() {
        return locked(() -> offline);
    }

    public Instant lastSeen() {
        return locked(
                () -> (lastSeen == null ? clock.instant().minusSeconds(5) : lastSeen).truncatedTo(ChronoUnit.SECONDS));
    }

    /// What runs on it now.
    public List<Sample.Task> tasks() {
        return Sample.tasks(platform()).stream()
                .filter(task -> !traces.has("killed", Long.toString(task.pid())))
                .toList();
    }

    /// @return whether it was running
    public boolean kill(long pid) {
        return tasks().stream().anyMatch(task -> task.pid() == pid) && traces.add("killed", Long.toString(pid));
    }

    /// The file at that path, if it is there and not in quarantine.
    public Optional<Sample.StoredFile> file(String path) {
        var file = Sample.file(platform());
        return file.path().equalsIgnoreCase(path) && !traces.has("quarantined", file.path())
                ? Optional.of(file)
                : Optional.empty();
    }

    /// Of a known hash, whether in quarantine or not.
    public Optional<Sample.StoredFile> fileOf(String hash) {
        var file = Sample.file(platform());
        return file.has(hash) ? Optional.of(file) : Optional.empty();
    }

    /// @return whether it was there
    public boolean quarantine(String path) {
        return file(path).map(file -> traces.add("quarantined", file.path())).orElse(false);
    }

    /// @return whether it was in quarantine
    public boolean unquarantine(String path) {
        return traces.remove("quarantined", path);
    }

    public Collection<String> quarantined() {
        return traces.of("quarantined");
    }

    /// Remembers that the file was brought up.
    public void fetched(String path) {
        traces.add("fetched", path);
    }

    public Collection<String> fetched() {
        return traces.of("fetched");
    }

    @Override
    public String state() {
        return locked(() -> traces.on(StateLine.of(isolation().word())
                        .flag("offline", offline)
                        .with("seen", lastSeen))
                .toString());
    }

    @Override
    public void restore(String state, Instant since) {
        var line = StateLine.parse(state);
        locked(() -> {
            if (!isolation.word().equals(line.word())) {
                put(Isolation.of(line.word()), since);
            }
            offline = line.has("offline");
            lastSeen = line.value("seen").map(Instant::parse).orElse(null);
            traces.restore(line);
        });
    }

    /// `state`, `offline`, `lastSeen` (null: it is there).
    @Override
    public void adjust(JsonNode wish) {
        var wanted =
                wish.path("state").isTextual() ? Isolation.of(wish.path("state").asText()) : null;
        if (wish.path("offline").isBoolean()) {
            offline(wish.path("offline").asBoolean());
        }
        if (wish.has("lastSeen")) {
            var seen = wish.path("lastSeen").isNull()
                    ? null
                    : Instant.parse(wish.path("lastSeen").asText());
            locked(() -> {
                lastSeen = seen;
            });
        }
        if (wanted != null) {
            put(wanted, clock.instant());
        }
    }

    @Override
    public Map<String, Object> shown() {
        return locked(() -> {
            var shown = new LinkedHashMap<String, Object>();
            shown.put("id", id());
            shown.put("name", name());
            shown.put("state", isolation().word());
            shown.put("offline", offline);
            shown.put("role", role().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            shown.put("platform", platform().name().toLowerCase(Locale.ROOT));
            shown.put("address", address());
            shown.put("lastSeen", lastSeen());
            shown.putAll(traces.shown());
            return shown;
        });
    }
}
