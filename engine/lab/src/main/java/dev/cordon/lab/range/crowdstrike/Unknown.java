package dev.cordon.lab.range.crowdstrike;

import dev.cordon.lab.range.Stage;
import java.util.concurrent.locks.ReentrantLock;

/// A machine somebody asked for that is not there.
record Unknown(String id, ReentrantLock lock) implements Stage.Subject {
    Unknown(String id) {
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
