package dev.cordon.lab;

import dev.cordon.lab.program.PostgreSql;
import dev.cordon.lab.setting.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.EnumSet;

/// A real PostgreSQL with the server's tables, and no server.
public final class EmptyMemory implements AutoCloseable {
    private static final Path MIGRATIONS = Path.of("../server/src/main/resources/db/migration");

    private final Stack stack;
    private final Connection connection;

    public EmptyMemory(Path folder) throws SQLException, IOException {
        stack = new Stack(folder, Ports.free(), EnumSet.of(PartName.POSTGRESQL), System.out::println).up();
        connection = DriverManager.getConnection(url(), PostgreSql.OWNER, password());
        try (var files = Files.list(MIGRATIONS)) {
            for (var file : files.sorted().toList()) {
                run(Files.readString(file));
            }
        }
    }

    public Stack stack() {
        return stack;
    }

    public String url() {
        return PostgreSql.url(stack.ports());
    }

    public String password() {
        return stack.secrets().of("database.owner");
    }

    public void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        stack.close();
    }
}
