package dev.cordon.lab.range.cortex;

import dev.cordon.lab.range.company.Machine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// What was begun, by its action id. It waits for an endpoint that is away.
final class Jobs {
    private final InstantSource clock;
    private final Duration delay;
    private final AtomicLong numbers = new AtomicLong(1000);
    private final Map<Long, Job> jobs = new ConcurrentHashMap<>();

    Jobs(InstantSource clock, Duration delay) {
        this.clock = clock;
        this.delay = delay;
    }

    /// @param path of the file that was asked for; empty where it is about none
    /// @param well whether it will end well
    record Job(long id, Machine machine, String path, boolean well, Instant asked) {}

    Map<String, Object> begin(Machine machine, String path, boolean well) {
        var job = new Job(numbers.incrementAndGet(), machine, path, well, clock.instant());
        jobs.put(job.id(), job);
        return Map.of("action_id", job.id(), "status", 1, "endpoints_count", 1);
    }

    Optional<Job> of(long id) {
        return Optional.ofNullable(jobs.get(id));
    }

    String status(Job job) {
        if (job.machine().offline() || clock.instant().isBefore(job.asked().plus(delay))) {
            return "PENDING";
        }
        return job.well() ? "COMPLETED_SUCCESSFULLY" : "FAILED";
    }

    void reset() {
        jobs.clear();
    }
}
