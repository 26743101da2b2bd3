package dev.cordon.connectors.action;

import dev.cordon.contract.Intent;
import java.time.Duration;

/// The pauses between the looks of one delivery, and their end.
final class Watch {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Intent intent;
    private final Held held;
    private final Runner by;
    private long begun;
    private Duration whole = Duration.ZERO;
    private Duration pause = FIRST_PAUSE;

    Watch(Intent intent, Held held, Runner by) {
        this.intent = intent;
        this.held = held;
        this.by = by;
    }

    /// @param window how long it may take when few others are in hand
    void begin(Duration window) {
        begun = by.time.nanos();
        whole = window;
        pause = FIRST_PAUSE;
    }

    /// Pauses, unless it is over. Measured anew each time: the crowd grows and shrinks meanwhile.
    ///
    /// @param watchedBefore by an earlier delivery, so that a glance is enough while others wait
    boolean goesOn(boolean watchedBefore) {
        var end = Math.min(begun + window(watchedBefore).toNanos(), held.latest(by.pace));
        var left = end - by.time.nanos();
        if (left <= 0) {
            return false;
        }
        var spaced = by.rota.spacing(intent.target().vendor()).multipliedBy(by.crowd.size());
        by.time.sleep(Duration.ofNanos(Math.min(left, Math.max(pause.toNanos(), spaced.toNanos()))));
        var longer = pause.multipliedBy(3).dividedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        return true;
    }

    private Duration window(boolean watchedBefore) {
        return watchedBefore && by.crowd.dense() ? Duration.ZERO : by.crowd.share(whole);
    }
}
