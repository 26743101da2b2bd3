package dev.cordon.lab.setting;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// The folder one stack lives in: data, logs, secrets, and the lock that keeps a second stack out.
public record Folder(Path root) {

    public Folder {
        root = root.toAbsolutePath().normalize();
    }

    public Path of(String name) {
        return root.resolve(name);
    }

    public Path log(String part) {
        return root.resolve("logs").resolve(part + ".log");
    }

    public Path stackFile() {
        return of("stack.json");
    }

    public ChosenVendors vendors() {
        return new ChosenVendors(of("vendors"));
    }

    public ChosenSources sources() {
        return new ChosenSources(of("sources.json"));
    }

    public Secrets secrets() {
        return new Secrets(of("secrets.json"));
    }

    /// Nobody but its owner looks inside: databases and secrets are here.
    public void create() {
        try {
            Files.createDirectories(root.resolve("logs"));
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new Problem("Cannot use the folder %s: %s".formatted(root, e.getMessage()), e);
        }
    }

    /// Held until closed, or until the process dies however it dies.
    public Lock lock() {
        create();
        try {
            var channel = FileChannel.open(of("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                var lock = channel.tryLock();
                if (lock != null) {
                    return channel::close;
                }
            } catch (OverlappingFileLockException e) {
                channel.close();
                throw taken(e);
            }
            channel.close();
            throw taken(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Everything in it, for good.
    public void deleteUnlessInUse() {
        var lock = lock();
        try (lock) {
            delete(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `path` and all that is in it; links are removed, not followed. Nothing when it is not there.
    public static void delete(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var paths = Files.walk(path)) {
            for (var each : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private Problem taken(@Nullable Throwable cause) {
        var message =
                "A stack is already up in %s. `./cordon status` shows it, `./cordon down` stops it.".formatted(root);
        return cause == null ? new Problem(message) : new Problem(message, cause);
    }

    public interface Lock extends Closeable {}
}
