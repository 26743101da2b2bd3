package dev.cordon.lab.setting;

/// Something the person at the terminal can act on. Its message is all they see.
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Problem(String message) {
        super(message);
    }

    public Problem(String message, Throwable cause) {
        super(message, cause);
    }
}
