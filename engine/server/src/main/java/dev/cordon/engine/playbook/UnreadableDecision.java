package dev.cordon.engine.playbook;

/// A DMN file that is none, or whose expressions do not compile. The message says which.
public class UnreadableDecision extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadableDecision(String message) {
        super(message, null, false, false);
    }
}
