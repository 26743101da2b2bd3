package dev.cordon.lab.range.crowdstrike;

import dev.cordon.lab.range.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A machine with a sensor. What was asked of it is pending until the sensor has heard it; a sensor that is offline
/// does not hear.
final class Host implements Stage.Subject {
    enum Status {
        NORMAL,
        CONTAINMENT_PENDING,
        CONTAINED,
        LIFT_CONTAINMENT_PENDING;

        String value() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static Status of(String value) {
            return valueOf(value.toUpperCase(java.util.Locale.ROOT));
        }
    }

    private final String id;
    private final String name;
    private final String product;
    private final String address;
    private final Duration pending;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();

    private Status status = Status.NORMAL;
    private Instant since = Instant.EPOCH;
    private boolean offline;
    private @Nullable Instant lastSeen;

    Host(String id, String name, String product, String address, Duration pending, InstantSource clock) {
        this.id = id;
        this.name = name;
        this.product = product;
        this.address = address;
        this.pending = pending;
        this.clock = clock;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ReentrantLock lock() {
        return lock;
    }

    @Override
    public String state() {
        return status().value();
    }

    Status status() {
        lock.lock();
        try {
            if (!offline && Duration.between(since, clock.instant()).compareTo(pending) >= 0) {
                status = switch (status) {
                    case CONTAINMENT_PENDING -> Status.CONTAINED;
                    case LIFT_CONTAINMENT_PENDING, NORMAL -> Status.NORMAL;
                    case CONTAINED -> Status.CONTAINED;
                };
            }
            return status;
        } finally {
            lock.unlock();
        }
    }

    /// Falcon takes a lift while a containment is pending, and the other way round: the last one wins.
    ///
    /// @return whether it was not so already
    boolean contain() {
        return ask(Status.CONTAINMENT_PENDING, Status.CONTAINED);
    }

    boolean lift() {
        return ask(Status.LIFT_CONTAINMENT_PENDING, Status.NORMAL);
    }

    private boolean ask(Status towards, Status goal) {
        lock.lock();
        try {
            if (status() == towards || status() == goal) {
                return false;
            }
            put(towards, clock.instant());
            return true;
        } finally {
            lock.unlock();
        }
    }

    void put(Status status, Instant since) {
        lock.lock();
        try {
            this.status = status;
            this.since = since;
        } finally {
            lock.unlock();
        }
    }

    /// A sensor that comes back hears then what was asked meanwhile.
    void offline(boolean offline) {
        lock.lock();
        try {
            status();
            if (this.offline != offline) {
                this.offline = offline;
                since = clock.instant();
                lastSeen = offline ? clock.instant() : null;
            }
        } finally {
            lock.unlock();
        }
    }

    boolean offline() {
        return offline;
    }

    /// @param lastSeen null: it is there all the time
    void lastSeen(@Nullable Instant lastSeen) {
        this.lastSeen = lastSeen;
    }

    Instant lastSeen() {
        var seen = lastSeen == null ? clock.instant().minusSeconds(5) : lastSeen;
        return seen.truncatedTo(ChronoUnit.SECONDS);
    }

    String address() {
        return address;
    }

    /// The fields one can filter by, as the product spells them.
    String field(String field) {
        return switch (field) {
            case "device_id" -> id;
            case "hostname" -> name;
            case "local_ip" -> address;
            case "external_ip" -> "203.0.113.10";
            case "status" -> state();
            case "platform_name" -> "Windows";
            case "product_type_desc" -> product;
            case "last_seen" -> lastSeen().toString();
            default -> throw new IllegalArgumentException("unknown field " + field);
        };
    }

    /// The device record. One machine shows its status with a capital letter, as some do.
    Map<String, Object> device() {
        var shown = state();
        var device = new LinkedHashMap<String, Object>();
        device.put("device_id", id);
        device.put("cid", "c0ffee00c0ffee00c0ffee00c0ffee00");
        device.put("hostname", name);
        device.put("local_ip", address);
        device.put("external_ip", field("external_ip"));
        device.put("mac_address", "02-00-" + String.join("-", id.substring(0, 8).split("(?<=\\G..)")));
        device.put("machine_domain", "acme.example");
        device.put("platform_name", field("platform_name"));
        device.put("os_version", product.equals("Workstation") ? "Windows 11" : "Windows Server 2022");
        device.put("agent_version", "7.18.0 (simulated)");
        device.put("product_type_desc", product);
        device.put(
                "status",
                name.equals("WS-0177")
                        ? shown.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + shown.substring(1)
                        : shown);
        device.put("filesystem_containment_status", "normal");
        device.put("reduced_functionality_mode", "no");
        device.put("rtr_state", "enabled");
        device.put("host_hidden_status", "visible");
        device.put("first_seen", "2024-01-15T08:00:00Z");
        device.put("last_seen", lastSeen().toString());
        device.put("tags", List.of());
        device.put("groups", List.of());
        return device;
    }
}
