package dev.cordon.connectors.line;

import java.util.function.Supplier;

/// What a request is for. When a vendor's rate budget runs low, the urgent ones get what is left.
public enum Urgency {
    /// Containing, releasing, and seeing whether it is so.
    URGENT(0),
    /// Finding out what a name stands for.
    NORMAL(0.1),
    /// Collections, preflights, the watch over what was never seen to happen.
    PATIENT(0.3);

    private static final ThreadLocal<Urgency> CURRENT = ThreadLocal.withInitial(() -> NORMAL);

    private final double reserve;

    Urgency(double reserve) {
        this.reserve = reserve;
    }

    /// The part of the budget that this kind leaves to the more urgent ones.
    double reserve() {
        return reserve;
    }

    public <T> T during(Supplier<T> work) {
        var before = CURRENT.get();
        CURRENT.set(this);
        try {
            return work.get();
        } finally {
            CURRENT.set(before);
        }
    }

    static Urgency current() {
        return CURRENT.get();
    }
}
