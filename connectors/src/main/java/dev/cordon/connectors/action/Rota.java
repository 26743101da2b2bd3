package dev.cordon.connectors.action;

import dev.cordon.connectors.capability.Vendors;
import dev.cordon.contract.Intent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// When each action that was given back comes to its next look, and how long it has been watched.
///
/// The more are pending at one vendor, the longer each of them waits: all of them together look at most
/// [Pace#looks] times a second, and never spend more than half of the vendor's budget. The other half is for asking.
///
/// It is this process's memory only. What it has forgotten, or another process had in hand, counts from what the ledger
/// knows: see [Backoff].
@ApplicationScoped
class Rota {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long BUDGET_KNOWN = Duration.ofSeconds(10).toNanos();
    private static final long LOST = Duration.ofMinutes(5).toNanos();

    private final Vendors vendors;
    private final Pace pace;
    private final Time time;
    private final Map<String, Map<String, Turn>> turns = new ConcurrentHashMap<>();
    private final Map<String, Spacing> spacings = new ConcurrentHashMap<>();
    private long swept;

    /// @param since watched from then on, at the latest
    /// @param due when it was told to come back
    private record Turn(long since, long due) {}

    /// @param until when to ask for the budget again: it is shared by as many processes as there are
    private record Spacing(Duration least, long until) {}

    Rota(Vendors vendors, Pace pace, Time time) {
        this.vendors = vendors;
        this.pace = pace;
        this.time = time;
        this.swept = time.nanos();
    }

    /// How long an action that is not seen yet stays away, and not past its deadline for the sake of the others.
    Duration away(Intent intent, Held held) {
        sweep();
        var vendor = intent.target().vendor();
        var since = since(intent, held);
        var pending = pending(vendor);
        pending.put(intent.actionId(), new Turn(since, time.nanos()));
        var least = Backoff.after(held.attempt());
        var fair = apart(vendor).multipliedBy(pending.size());
        var left = pace.deadline(intent.action()).minusNanos(time.nanos() - since);
        var wait = longer(least, shorter(fair, left));
        pending.put(intent.actionId(), new Turn(since, time.nanos() + wait.toNanos()));
        return wait;
    }

    /// Whether it has been watched for as long as it may be.
    boolean past(Intent intent, Held held) {
        return time.nanos() - since(intent, held)
                >= pace.deadline(intent.action()).toNanos();
    }

    /// It is settled, or a person has it.
    void over(Intent intent) {
        pending(intent.target().vendor()).remove(intent.actionId());
    }

    /// The least time between two looks at anything of this vendor's; zero without a budget.
    Duration spacing(String vendor) {
        var now = time.nanos();
        return spacings.compute(vendor, (name, known) -> known != null && now < known.until ? known : read(name, now))
                .least;
    }

    private Spacing read(String vendor, long now) {
        var least = vendors.named(vendor)
                .map(connector -> connector.health().get().budget())
                .map(perMinute -> Duration.ofNanos(2 * MINUTE / perMinute))
                .orElse(Duration.ZERO);
        return new Spacing(least, now + BUDGET_KNOWN);
    }

    private Duration apart(String vendor) {
        return longer(spacing(vendor), Duration.ofSeconds(1).dividedBy(pace.looks()));
    }

    private long since(Intent intent, Held held) {
        var turn = pending(intent.target().vendor()).get(intent.actionId());
        var known = held.since() - Backoff.before(held.attempt()).toNanos();
        return turn == null ? known : Math.min(turn.since, known);
    }

    private Map<String, Turn> pending(String vendor) {
        return turns.computeIfAbsent(vendor, any -> new ConcurrentHashMap<>());
    }

    /// Another process has what did not come back in time.
    private synchronized void sweep() {
        var now = time.nanos();
        if (now - swept < MINUTE) {
            return;
        }
        swept = now;
        turns.values().forEach(pending -> pending.values().removeIf(turn -> now - turn.due > LOST));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
