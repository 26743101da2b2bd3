package dev.cordon.lab.bench;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/// One alert on its way. The times are [System#nanoTime] of this process; 0 while it has not come that far.
final class Flow {
    final String name;
    /// When it was meant to leave. Every time is counted from here, so a sender that is held up hides nothing.
    final long due;
    /// The same moment by the wall clock that the other processes read, too.
    final Instant dueAt;

    volatile long sent;
    volatile long acked;
    volatile long contained;
    volatile long finished;
    volatile int status;
    final AtomicInteger contains = new AtomicInteger();

    Flow(String name, long due) {
        this.name = name;
        this.due = due;
        this.dueAt = Instant.now().plusNanos(due - System.nanoTime());
    }

    /// The system under test has taken it, and owes a containment.
    boolean taken() {
        return status == 202;
    }
}
