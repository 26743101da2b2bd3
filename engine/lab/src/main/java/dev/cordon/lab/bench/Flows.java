package dev.cordon.lab.bench;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The alerts of one contender, known by the name of the host they speak of.
final class Flows {
    private final String prefix;
    private final Map<String, Flow> byName = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong finished = new AtomicLong();

    /// @param prefix no other run of any benchmark has it: what was contained once stays contained
    Flows(String prefix) {
        this.prefix = prefix;
    }

    Flow next(long due) {
        var flow = new Flow(prefix + numbers.incrementAndGet(), due);
        byName.put(flow.name, flow);
        return flow;
    }

    String prefix() {
        return prefix;
    }

    void answered(Flow flow, int status, long nanos) {
        flow.status = status;
        flow.acked = nanos;
        (flow.taken() ? taken : refused).incrementAndGet();
    }

    void contained(String name, long nanos) {
        var flow = byName.get(name);
        if (flow != null && flow.contains.incrementAndGet() == 1) {
            flow.contained = nanos;
        }
    }

    void finished(String name, long nanos) {
        var flow = byName.get(name);
        if (flow != null && flow.finished == 0) {
            flow.finished = nanos;
            finished.incrementAndGet();
        }
    }

    /// Answered with anything but 202, or not at all.
    long refused() {
        return refused.get();
    }

    long taken() {
        return taken.get();
    }

    long finished() {
        return finished.get();
    }

    Collection<Flow> all() {
        return byName.values();
    }
}
