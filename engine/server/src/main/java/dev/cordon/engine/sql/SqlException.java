package dev.cordon.engine.sql;

import java.sql.SQLException;

/// The database said no, or did not answer.
public final class SqlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SqlException(SQLException cause) {
        super(cause.getMessage(), cause);
    }

    /// The SQLSTATE, or an empty text where there is none.
    public String state() {
        return getCause() instanceof SQLException e && e.getSQLState() != null ? e.getSQLState() : "";
    }
}
