package dev.cordon.engine;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A real PostgreSQL for the tests, with the two roles of a real installation: the owner who migrates, and `cordon_app`
/// who may not touch what is written for ever. One server for the whole run; every application that starts gets a
/// database of its own.
public class PostgresResource implements QuarkusTestResourceLifecycleManager {
    public static final String WORKER_SECRET = "test-worker-secret-0123456789abcdef";
    public static final String RECORDER_SECRET = "test-recorder-secret-0123456789abcdef";
    public static final String METRICS_SECRET = "test-metrics-secret-0123456789abcdef";

    /// Of every alert source: `wazuh` (bearer), `splunk` (url-token), `wazuh-basic` (basic), `wazuh-signed` (hmac),
    /// `batches`; `pulled` (pull) has none
    public static final String SOURCE_SECRET = "test-source-secret-0123456789abcdef";

    private static final String OWNER_PASSWORD = "owner";
    private static final String APPLICATION_PASSWORD = "application";
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable EmbeddedPostgres server;

    @Override
    public Map<String, String> start() {
        try {
            return startApplicationWith(newDatabase());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> startApplicationWith(String databaseUrl) throws IOException {
        var evidence = Files.createDirectories(Path.of("target", "evidence"));
        var config = new HashMap<String, String>();
        config.put("cordon.database.url", databaseUrl);
        config.put("cordon.database.user", "cordon_app");
        config.put("cordon.database.password", APPLICATION_PASSWORD);
        config.put("cordon.database.owner.user", "cordon");
        config.put("cordon.database.owner.password", OWNER_PASSWORD);
        config.put("cordon.worker.secret", WORKER_SECRET);
        config.put("cordon.recorder.secret", RECORDER_SECRET);
        config.put("cordon.metrics.secret", METRICS_SECRET);
        source(config, "wazuh", "wazuh", "bearer");
        source(config, "splunk", "splunk", "url-token");
        source(config, "wazuh-basic", "wazuh", "basic");
        source(config, "wazuh-signed", "wazuh", "hmac");
        source(config, "mapped", "generic", "bearer");
        config.put("cordon.sources.mapped.mapping", "policy:mapped");
        // every test sends from one address
        config.put("cordon.hooks.refusals-per-minute", "100000");
        source(config, "batches", "lines", "bearer");
        source(config, "qradar", "qradar", "bearer");
        config.put("cordon.sources.qradar.write-back", "qradar-emea");
        source(config, "qradar-asia", "qradar", "bearer");
        config.put("cordon.sources.qradar-asia.write-back", "qradar-asia");
        source(config, "qradar-silent", "qradar", "bearer");
        config.put("cordon.sources.pulled.kind", "qradar");
        config.put("cordon.sources.pulled.authentication", "pull");
        config.put(
                "cordon.evidence.directory",
                Files.createTempDirectory(evidence, "locker").toAbsolutePath().toString());
        return config;
    }

    private static void source(Map<String, String> config, String name, String kind, String authentication) {
        var prefix = "cordon.sources." + name + ".";
        config.put(prefix + "kind", kind);
        config.put(prefix + "authentication", authentication);
        config.put(prefix + "secret", SOURCE_SECRET);
    }

    private static synchronized String newDatabase() throws IOException, SQLException {
        var postgres = server;
        if (postgres == null) {
            postgres = EmbeddedPostgres.builder().start();
            server = postgres;
            execute(
                    postgres,
                    "create role cordon login password '%s'".formatted(OWNER_PASSWORD),
                    "create role cordon_app login password '%s'".formatted(APPLICATION_PASSWORD));
        }
        var name = "cordon_" + DATABASES.incrementAndGet();
        execute(postgres, "create database " + name + " owner cordon");
        return "jdbc:postgresql://localhost:%d/%s".formatted(postgres.getPort(), name);
    }

    private static void execute(EmbeddedPostgres postgres, String... statements) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /// The server ends with the JVM: a later application in the same run needs it again.
    @Override
    public void stop() {}
}
