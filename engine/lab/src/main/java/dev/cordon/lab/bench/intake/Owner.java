package dev.cordon.lab.bench.intake;

import dev.cordon.lab.Stack;
import dev.cordon.lab.program.PostgreSql;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The database as its owner sees it. Not for use by several threads at once.
final class Owner implements AutoCloseable {
    private final Stack stack;
    private final Connection connection;

    Owner(Stack stack) throws SQLException {
        this.stack = stack;
        this.connection = connect();
    }

    /// Another connection; its transactions are durable before they return.
    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                PostgreSql.url(stack.ports()), PostgreSql.OWNER, stack.secrets().of("database.owner"));
    }

    interface Shape<T> {
        T of(ResultSet row) throws SQLException;
    }

    <T> List<T> list(String sql, Shape<T> shape, Object... arguments) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (var n = 0; n < arguments.length; n++) {
                statement.setObject(n + 1, arguments[n]);
            }
            try (var rows = statement.executeQuery()) {
                var all = new ArrayList<T>();
                while (rows.next()) {
                    all.add(shape.of(rows));
                }
                return all;
            }
        }
    }

    long number(String sql, Object... arguments) throws SQLException {
        return list(sql, row -> row.getLong(1), arguments).getFirst();
    }

    String setting(String name) throws SQLException {
        return list("select current_setting(?)", row -> row.getString(1), name).getFirst();
    }

    void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// What was written so far goes to disk now, and not into the next measurement.
    void checkpoint() throws SQLException {
        try (var superuser = DriverManager.getConnection(
                        PostgreSql.url(stack.ports()),
                        "postgres",
                        stack.secrets().of("database.superuser"));
                var statement = superuser.createStatement()) {
            statement.execute("checkpoint");
        }
    }

    String version() throws SQLException {
        return connection.getMetaData().getDatabaseProductVersion();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
