package dev.cordon.connectors.action;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// How many actions are in hand at this moment, and so how long each of them may watch for its effect: a few for long,
/// many only shortly, so that a slow vendor does not keep the others' actions waiting for a hand.
///
/// With `w` in hand and `f` that may take the whole window, each gets `f / w` of it. So at most `w * w / (f * window)`
/// are given back in a second, and the number in hand settles where that many come in.
@ApplicationScoped
class Crowd {
    private final AtomicInteger inHand = new AtomicInteger();
    private final Pace pace;

    Crowd(Pace pace) {
        this.pace = pace;
    }

    <T> T joinedBy(Supplier<T> work) {
        inHand.incrementAndGet();
        try {
            return work.get();
        } finally {
            inHand.decrementAndGet();
        }
    }

    int size() {
        return inHand.get();
    }

    boolean dense() {
        return inHand.get() > pace.watchers();
    }

    /// @param whole what a watch may take when nobody waits for a hand
    Duration share(Duration whole) {
        var many = inHand.get();
        return many <= pace.watchers()
                ? whole
                : whole.multipliedBy(pace.watchers()).dividedBy(many);
    }
}
