package dev.cordon.recorder;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The records between the broker's thread, which puts, and the sender's, which takes. Bounded by number and bytes.
///
/// A batch stays in here until it is stored. Positions of records nobody wants are remembered too: once everything
/// before them is stored they may be acknowledged, or the broker could never compact its log.
final class Buffer {
    private final Limits limits;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition emptied = lock.newCondition();
    private final Deque<Line> waiting = new ArrayDeque<>();

    private long bytes;
    private long seen = -1;
    private long stored = -1;
    private long acknowledged = -1;
    /// The time of the record that found no room; the broker holds it and will come again.
    private long refused = Long.MAX_VALUE;

    /// @param clock the broker's, which stamped the records
    Buffer(Limits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /// @throws BufferFull if there is no room for [Limits#patience]; the line was not taken
    void put(Line line) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var left = limits.patience().toNanos();
            while (!roomFor(line)) {
                refused = line.timestamp();
                if (left <= 0) {
                    throw new BufferFull(waiting.size());
                }
                left = emptied.awaitNanos(left);
            }
            refused = Long.MAX_VALUE;
            waiting.addLast(line);
            bytes += line.json().length;
            seen = line.position();
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /// A record that nobody wants has gone by.
    void skip(long position) {
        lock.lock();
        try {
            seen = position;
        } finally {
            lock.unlock();
        }
    }

    /// The next lines to send, without taking them out; an empty batch when none came for [Limits#heartbeat].
    Batch next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            await(limits.heartbeat().toNanos(), 1);
            if (!waiting.isEmpty()) {
                await(limits.linger().toNanos(), limits.batchRecords());
            }
            return new Batch(front());
        } finally {
            lock.unlock();
        }
    }

    /// Takes out what was stored.
    void stored(Batch batch) {
        lock.lock();
        try {
            for (var line : batch.lines()) {
                waiting.removeFirst();
                bytes -= line.json().length;
                stored = line.position();
            }
            emptied.signal();
        } finally {
            lock.unlock();
        }
    }

    /// A position up to which everything is stored or unwanted, if it has risen since the last call. Always
    /// one that the broker has shown us: at its next start it looks for exactly that record in its log.
    OptionalLong acknowledgeable() {
        lock.lock();
        try {
            var safe = waiting.isEmpty() ? seen : stored;
            if (safe <= acknowledged) {
                return OptionalLong.empty();
            }
            acknowledged = safe;
            return OptionalLong.of(safe);
        } finally {
            lock.unlock();
        }
    }

    /// How old the oldest record is that is not stored; 0 when there is none.
    long lagMillis() {
        lock.lock();
        try {
            var oldest = waiting.isEmpty() ? refused : waiting.getFirst().timestamp();
            return oldest == Long.MAX_VALUE ? 0 : Math.max(0, clock.millis() - oldest);
        } finally {
            lock.unlock();
        }
    }

    private boolean roomFor(Line line) {
        return waiting.isEmpty()
                || (waiting.size() < limits.bufferedRecords() && bytes + line.json().length <= limits.bufferedBytes());
    }

    private void await(long nanos, int records) throws InterruptedException {
        while (waiting.size() < records && bytes < limits.batchBytes() && nanos > 0) {
            nanos = filled.awaitNanos(nanos);
        }
    }

    private List<Line> front() {
        var lines = new ArrayList<Line>();
        var size = 0L;
        for (var line : waiting) {
            size += line.json().length;
            if (lines.size() == limits.batchRecords() || (!lines.isEmpty() && size > limits.batchBytes())) {
                break;
            }
            lines.add(line);
        }
        return lines;
    }
}
