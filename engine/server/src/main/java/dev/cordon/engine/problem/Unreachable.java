package dev.cordon.engine.problem;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/// Tells who went away from who said no.
public final class Unreachable {
    private static final int DEEPEST_CAUSE = 20;

    private Unreachable() {}

    public static boolean database(@Nullable Throwable failure) {
        var cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof SQLException e && connectionIsGone(e)) {
                return true;
            }
            for (var suppressed : cause.getSuppressed()) {
                if (suppressed instanceof SQLException e && connectionIsGone(e)) {
                    return true;
                }
            }
            cause = cause.getCause();
        }
        return false;
    }

    /// SQLSTATE: 08 connection, 57P shut down, 53 out of connections or disk. The pool's own time-out has none.
    private static boolean connectionIsGone(SQLException e) {
        if (e instanceof SQLTransientConnectionException
                || e instanceof SQLNonTransientConnectionException
                || e instanceof SQLRecoverableException) {
            return true;
        }
        var state = e.getSQLState();
        if (state == null) {
            return e.getMessage() != null && e.getMessage().contains("Acquisition timeout");
        }
        return state.startsWith("08") || state.startsWith("57P") || state.startsWith("53");
    }
}
