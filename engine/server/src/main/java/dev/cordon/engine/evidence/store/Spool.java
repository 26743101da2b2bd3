package dev.cordon.engine.evidence.store;

import dev.cordon.engine.problem.BoundedBody;
import dev.cordon.engine.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Takes bodies in, hashing while it writes. Uses the same little memory however long they are.
final class Spool {
    private static final Logger LOG = Logger.getLogger(Spool.class);
    private static final int CHUNK = 64 * 1024;
    private static final long LOOK_AT_THE_DISK_EVERY = 16L * 1024 * 1024;
    private static final Duration FULL_DISK_PAUSE = Duration.ofMinutes(1);

    private final Path incoming;
    private final long largest;
    private final long keepFree;

    Spool(Path directory, long largest, long keepFree) {
        this.incoming = directory.resolve("incoming");
        this.largest = largest;
        this.keepFree = keepFree;
        try {
            Files.createDirectories(incoming);
            sweep();
        } catch (IOException e) {
            throw new UncheckedIOException("cordon.evidence.directory cannot be written: " + directory, e);
        }
    }

    /// @throws IOException when the sender breaks off; nothing stays behind
    Spooled receive(InputStream body) throws IOException {
        var path = incoming.resolve(UUID.randomUUID().toString());
        var channel = open(path);
        var isWhole = false;
        try {
            var spooled = write(new BoundedBody(body, largest), path, channel);
            isWhole = true;
            return spooled;
        } finally {
            if (!isWhole) {
                Files.deleteIfExists(path);
                channel.close();
            }
        }
    }

    private static FileChannel open(Path path) {
        try {
            var channel = FileChannel.open(
                    path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
            channel.lock();
            return channel;
        } catch (IOException e) {
            throw notWritten();
        }
    }

    private Spooled write(InputStream body, Path path, FileChannel channel) throws IOException {
        var digest = Sha256.digest();
        var size = 0L;
        var looked = -LOOK_AT_THE_DISK_EVERY;
        var chunk = new byte[CHUNK];
        for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
            if (size - looked >= LOOK_AT_THE_DISK_EVERY) {
                requireRoom();
                looked = size;
            }
            digest.update(chunk, 0, read);
            writeFully(channel, ByteBuffer.wrap(chunk, 0, read));
            size += read;
        }
        return new Spooled(path, channel, HexFormat.of().formatHex(digest.digest()), size);
    }

    private void requireRoom() {
        try {
            if (Files.getFileStore(incoming).getUsableSpace() < keepFree) {
                throw notWritten();
            }
        } catch (IOException e) {
            throw notWritten();
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw notWritten();
        }
    }

    private static Problem notWritten() {
        return new Problem(503, "evidence-not-kept", "The evidence cannot be written to disk", FULL_DISK_PAUSE);
    }

    /// What nobody holds was left by a server that died.
    private void sweep() throws IOException {
        try (var left = Files.newDirectoryStream(incoming)) {
            for (var part : left) {
                try (var channel = FileChannel.open(part, StandardOpenOption.WRITE);
                        var lock = channel.tryLock()) {
                    if (lock != null) {
                        Files.deleteIfExists(part);
                    }
                } catch (OverlappingFileLockException e) {
                    LOG.debugf("%s is held by this process", part);
                }
            }
        }
    }
}
