package dev.cordon.connectors.action;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.HostIsolation;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// A vendor in memory with one host, and everything that can go wrong with it.
final class LabHosts implements HostIsolation {
    enum Fault {
        NONE,
        /// nothing happened, the answer was lost
        LOST_BEFORE,
        /// it happened, the answer was lost
        LOST_AFTER,
        /// it happened, and then the worker died
        DIED_AFTER,
        REFUSED,
        CONFLICT,
        FORBIDDEN
    }

    /// A process that ends in the middle of something.
    static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }

    Look.State state = Look.State.FREE;
    Fault fault = Fault.NONE;
    /// how many looks a change takes to show
    int slowness;
    /// how long a look takes
    Duration lookTakes = Duration.ofMillis(1);
    final Deque<RuntimeException> blindness = new ArrayDeque<>();
    final List<Duration> leaseLeft = new ArrayList<>();
    /// whether it takes back what is under way
    boolean recalls;
    int effects;
    int requests;
    int looks;

    private final Time time;
    private final List<String> lines;

    LabHosts(Time time, List<String> lines) {
        this.time = time;
        this.lines = lines;
    }

    @Override
    public Look.State probe(Target.Host host) {
        looks++;
        time.sleep(lookTakes);
        if (!blindness.isEmpty()) {
            throw blindness.pop();
        }
        var under = state == Look.State.CONTAINING || state == Look.State.FREEING;
        if (under && slowness-- <= 0) {
            state = state == Look.State.CONTAINING ? Look.State.CONTAINED : Look.State.FREE;
        }
        return state;
    }

    @Override
    public boolean recalls() {
        return recalls;
    }

    @Override
    public String apply(Target.Host host, Ask ask) {
        return change(Look.State.CONTAINING, ask);
    }

    @Override
    public String revert(Target.Host host, Ask ask) {
        return change(Look.State.FREEING, ask);
    }

    private String change(Look.State to, Ask ask) {
        requests++;
        lines.add("request " + to);
        leaseLeft.add(ask.remaining());
        var now = fault;
        fault = Fault.NONE;
        switch (now) {
            case LOST_BEFORE -> throw new VendorException.Unavailable("reset");
            case REFUSED -> throw new VendorException.Refused("bad-request", "no");
            case CONFLICT -> throw new VendorException.Conflict("409");
            case FORBIDDEN -> throw new VendorException.Misconfigured("403");
            case NONE, LOST_AFTER, DIED_AFTER -> {
                effects++;
                state = to;
            }
        }
        if (now == Fault.LOST_AFTER) {
            throw new VendorException.Unavailable("reset");
        }
        if (now == Fault.DIED_AFTER) {
            throw new Died();
        }
        return "job-" + requests;
    }
}
