package dev.cordon.engine.evidence;

import dev.cordon.engine.problem.BoundedBody;
import dev.cordon.engine.problem.Problem;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/// Keeps bytes under their hash. What stands under a hash is whole, on disk, and never written again.
@Startup
@ApplicationScoped
class Locker {
    private static final int CHUNK = 64 * 1024;
    private static final Duration FULL_DISK_PAUSE = Duration.ofMinutes(1);

    private final Path directory;
    private final Path incoming;
    private final long largest;

    Locker(EvidenceConfig config) {
        directory = config.directory().toAbsolutePath();
        incoming = directory.resolve("incoming");
        largest = config.maxSize().asLongValue();
        try {
            Files.createDirectories(incoming);
        } catch (IOException e) {
            throw new UncheckedIOException("cordon.evidence.directory cannot be written: " + directory, e);
        }
    }

    /// @param sha256 lower-case hex
    record Kept(String sha256, long size) {}

    /// Returns when the bytes are on disk. Uses the same little memory however many there are.
    ///
    /// @throws IOException when the sender breaks off; nothing is kept
    Kept keep(InputStream body) throws IOException {
        var part = incoming.resolve(UUID.randomUUID().toString());
        try {
            var kept = write(new BoundedBody(body, largest), part);
            file(part, kept);
            return kept;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    Path path(String sha256) {
        return directory
                .resolve(sha256.substring(0, 2))
                .resolve(sha256.substring(2, 4))
                .resolve(sha256);
    }

    /// Whether the bytes still are what they were.
    boolean isUnchanged(String sha256) {
        try (var in = Files.newInputStream(path(sha256))) {
            var digest = sha256();
            var chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest()).equals(sha256);
        } catch (IOException e) {
            return false;
        }
    }

    private static Kept write(InputStream body, Path part) throws IOException {
        var digest = sha256();
        var size = 0L;
        var chunk = new byte[CHUNK];
        try (var channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
                digest.update(chunk, 0, read);
                writeFully(channel, ByteBuffer.wrap(chunk, 0, read));
                size += read;
            }
            channel.force(true);
        }
        return new Kept(HexFormat.of().formatHex(digest.digest()), size);
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new Problem(503, "evidence-not-kept", "The evidence cannot be written to disk", FULL_DISK_PAUSE);
        }
    }

    private void file(Path part, Kept kept) throws IOException {
        var outer = directory.resolve(kept.sha256().substring(0, 2));
        var inner = outer.resolve(kept.sha256().substring(2, 4));
        var place = inner.resolve(kept.sha256());
        Files.createDirectories(inner);
        if (Files.exists(place)) {
            if (Files.size(place) != kept.size()) {
                throw new IllegalStateException("altered evidence stands at " + place);
            }
            return;
        }
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("r--------"));
        Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
        for (var parent : List.of(inner, outer, directory)) {
            try (var entry = FileChannel.open(parent, StandardOpenOption.READ)) {
                entry.force(true);
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
