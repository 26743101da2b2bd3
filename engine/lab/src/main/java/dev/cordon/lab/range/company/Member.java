package dev.cordon.lab.range.company;

import dev.cordon.lab.range.Roster;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// What has an id, a name, and a state that is read and changed under a lock.
abstract class Member implements Roster.Kept {
    private final String id;
    private final String name;
    private final ReentrantLock lock = new ReentrantLock();

    Member(String id, String name) {
        this.id = id;
        this.name = name;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final ReentrantLock lock() {
        return lock;
    }

    final <T> T locked(Supplier<T> body) {
        lock.lock();
        try {
            return body.get();
        } finally {
            lock.unlock();
        }
    }

    final void locked(Runnable body) {
        lock.lock();
        try {
            body.run();
        } finally {
            lock.unlock();
        }
    }
}
