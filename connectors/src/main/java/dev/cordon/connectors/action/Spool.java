package dev.cordon.connectors.action;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/// Where a copy waits, whole and hashed, until the locker has it.
@ApplicationScoped
class Spool {
    private static final Logger LOG = Logger.getLogger(Spool.class);
    private static final String NAME = "cordon-evidence";
    private static final String END = ".part";
    /// Longer than any collection: what is older belongs to a process that died.
    private static final Duration ABANDONED = Duration.ofHours(6);

    private final Path folder;

    @Inject
    Spool(SpoolConfig config) {
        this(config.folder().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"))));
    }

    Spool(Path folder) {
        this.folder = folder;
    }

    /// Nobody else may read it.
    Path file() throws IOException {
        return Files.createTempFile(folder, NAME, END);
    }

    void start(@Observes StartupEvent event) {
        sweep(Instant.now().minus(ABANDONED));
    }

    void sweep(Instant before) {
        try (var left = Files.newDirectoryStream(folder, NAME + "*" + END)) {
            for (var file : left) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            LOG.warnf(
                    "the spool for evidence cannot be swept (%s)", e.getClass().getSimpleName());
        }
    }
}
