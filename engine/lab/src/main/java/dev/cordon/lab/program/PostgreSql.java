package dev.cordon.lab.program;

import dev.cordon.lab.distribution.Cache;
import dev.cordon.lab.distribution.PostgresBinaries;
import dev.cordon.lab.process.Command;
import dev.cordon.lab.process.Program;
import dev.cordon.lab.setting.Folder;
import dev.cordon.lab.setting.Port;
import dev.cordon.lab.setting.Ports;
import dev.cordon.lab.setting.PrivateFile;
import dev.cordon.lab.setting.Problem;
import dev.cordon.lab.setting.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// PostgreSQL with its data on disk (fsync on), the database `cordon`, its owner, and the role the application uses,
/// which owns nothing.
public final class PostgreSql implements Program {
    public static final String OWNER = "cordon_owner";
    public static final String APPLICATION = "cordon_app";

    private final Folder folder;
    private final Ports ports;
    private final Secrets secrets;
    private final Cache cache;
    private @Nullable Path binaries;
    private @Nullable Unprivileged user;

    public PostgreSql(Folder folder, Ports ports, Secrets secrets, Cache cache) {
        this.folder = folder;
        this.ports = ports;
        this.secrets = secrets;
        this.cache = cache;
    }

    public static String url(Ports ports) {
        return "jdbc:postgresql://127.0.0.1:%d/cordon".formatted(ports.of(Port.DATABASE));
    }

    @Override
    public List<Port> ports() {
        return List.of(Port.DATABASE);
    }

    @Override
    public void prepare(Consumer<String> progress) throws IOException, InterruptedException {
        binaries = PostgresBinaries.unpacked(cache, progress);
        user = Unprivileged.forRunning(binaries.resolve("bin/postgres"));
        if (!Files.exists(data().resolve("PG_VERSION"))) {
            progress.accept("Creating the database files");
            initialise(binaries, user);
        }
    }

    @Override
    public Command command() {
        var postgres = Objects.requireNonNull(binaries).resolve("bin/postgres").toString();
        var line = Objects.requireNonNull(user)
                .line(
                        postgres,
                        "-D",
                        data().toString(),
                        "-p",
                        Integer.toString(ports.of(Port.DATABASE)),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "shared_buffers=64MB",
                        "-c",
                        "max_connections=60",
                        "-c",
                        "fsync=on");
        return new Command(line, Map.of(), data());
    }

    @Override
    public boolean ready() throws SQLException {
        try (var connection = connect("postgres")) {
            return connection.isValid(2);
        } catch (SQLException e) {
            if ("28P01".equals(e.getSQLState())) {
                throw new Problem("secrets.json and the database in %s do not belong together.".formatted(data()), e);
            }
            throw e;
        }
    }

    @Override
    public void furnish() throws SQLException {
        try (var connection = connect("postgres")) {
            role(connection, OWNER, secrets.of("database.owner"));
            role(connection, APPLICATION, secrets.of("database.application"));
            if (!exists(connection, "select 1 from pg_database where datname = 'cordon'")) {
                run(connection, "create database cordon owner " + OWNER);
                run(connection, "revoke all on database cordon from public");
                run(connection, "grant connect on database cordon to " + APPLICATION);
            }
        }
    }

    /// Fast: open sessions are rolled back, instead of waited for.
    @Override
    public String stopSignal() {
        return "INT";
    }

    private void initialise(Path binaries, Unprivileged user) throws IOException, InterruptedException {
        var draft = folder.of("postgresql.draft");
        Folder.delete(draft);
        Files.createDirectory(draft);
        user.own(draft);
        var password = folder.of("initdb.password");
        PrivateFile.write(password, secrets.of("database.superuser"));
        user.own(password);
        var log = folder.log("initdb");
        var process = new ProcessBuilder(user.line(
                        binaries.resolve("bin/initdb").toString(),
                        "--pgdata=" + draft,
                        "--username=postgres",
                        "--auth=scram-sha-256",
                        "--pwfile=" + password,
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--no-instructions"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new Problem(
                        "initdb failed (status %d):%n%s".formatted(process.exitValue(), Files.readString(log)));
            }
        } finally {
            process.destroyForcibly();
            Files.delete(password);
        }
        Files.move(draft, data());
    }

    private Path data() {
        return folder.of("postgresql");
    }

    private Connection connect(String database) throws SQLException {
        var url = "jdbc:postgresql://127.0.0.1:%d/%s?connectTimeout=2&socketTimeout=30"
                .formatted(ports.of(Port.DATABASE), database);
        return DriverManager.getConnection(url, "postgres", secrets.of("database.superuser"));
    }

    private static void role(Connection connection, String name, String password) throws SQLException {
        if (!exists(connection, "select 1 from pg_roles where rolname = '" + name + "'")) {
            run(connection, "create role " + name + " login nosuperuser nocreatedb nocreaterole");
        }
        run(connection, "alter role " + name + " password '" + password + "'");
    }

    private static boolean exists(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
