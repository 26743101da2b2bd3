package dev.cordon.connectors.line;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.connector.Health;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/// All that goes to one vendor tenant goes through here, whatever the protocol: rate budget, breaker, time limits, and
/// the book about how it went. Reads may be tried again, a write never.
public final class Line {
    public static final Duration READ = Duration.ofSeconds(3);
    public static final Duration WRITE = Duration.ofSeconds(5);

    private final String connector;
    private final Guards guards;
    private final Budget budget;
    private final Vitals vitals = new Vitals(System::nanoTime);

    /// @param perMinute how many requests a minute the tenant allows us, all worker processes together
    public Line(String connector, OptionalInt perMinute) {
        this(connector, perMinute, false);
    }

    private Line(String connector, OptionalInt perMinute, boolean punctual) {
        this.connector = connector;
        this.guards = new Guards(connector, punctual);
        this.budget = new Budget(perMinute);
    }

    /// For calls that end by themselves when their time is over.
    public static Line punctual(String connector, OptionalInt perMinute) {
        return new Line(connector, perMinute, true);
    }

    /// May be sent more than once.
    ///
    /// @param call is told how long it may take, each time it asks
    /// @throws VendorException sorted by the next step
    public <T> T read(Function<Supplier<Duration>, T> call, Class<T> type) {
        return guards.read(
                () -> {
                    // waiting for the budget is part of it
                    var left = within(READ);
                    return observed("read", () -> call.apply(left));
                },
                type);
    }

    /// Is sent once, and not after the ask has run out.
    public <T> T write(Ask ask, Function<Supplier<Duration>, T> call, Class<T> type) {
        return guards.write(
                () -> {
                    var own = within(WRITE);
                    return observed(
                            "write", () -> call.apply(() -> Collections.min(List.of(own.get(), ask.remaining()))));
                },
                type);
    }

    /// For what takes as long as it takes: budgeted and written down, but neither timed nor tried again.
    public <T> T patient(Supplier<T> call) {
        return observed("stream", call);
    }

    public Health health() {
        return vitals.health(guards.open(), budget);
    }

    /// How many processes share the tenant's budget.
    public void sharedBy(int workers) {
        budget.sharedBy(workers);
    }

    private static Supplier<Duration> within(Duration limit) {
        var end = System.nanoTime() + limit.toNanos();
        return () -> Duration.ofNanos(end - System.nanoTime());
    }

    private <T> T observed(String kind, Supplier<T> call) {
        budget.take(Urgency.current());
        var start = System.nanoTime();
        var result = "failed";
        try {
            var value = call.get();
            result = "ok";
            vitals.well(System.nanoTime() - start);
            return value;
        } catch (VendorException e) {
            result = e.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            note(e, System.nanoTime() - start);
            throw e;
        } finally {
            Metrics.timer("cordon.vendor.requests", "vendor", connector, "kind", kind, "result", result)
                    .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }

    private void note(VendorException e, long took) {
        switch (e) {
            case VendorException.Unavailable unavailable -> {
                unavailable.retryAfter().ifPresent(budget::close);
                if (unavailable.vendorWell()) {
                    vitals.well(took);
                } else {
                    vitals.ill(took, e.why(), Instant.now());
                }
            }
            case VendorException.Misconfigured ignored -> vitals.ill(took, e.why(), Instant.now());
            case VendorException.Refused ignored -> vitals.well(took);
            case VendorException.Conflict ignored -> vitals.well(took);
        }
    }
}
