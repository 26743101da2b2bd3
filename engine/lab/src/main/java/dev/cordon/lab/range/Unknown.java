package dev.cordon.lab.range;

import java.util.concurrent.locks.ReentrantLock;

/// Something somebody asked for that is not there.
public record Unknown(String id, ReentrantLock lock) implements Stage.Subject {
    public Unknown(String id) {
        this(id, new ReentrantLock());
    }

    @Override
    public String name() {
        return "";
    }

    @Override
    public String state() {
        return "unknown";
    }
}
