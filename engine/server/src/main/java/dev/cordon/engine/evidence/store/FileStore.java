package dev.cordon.engine.evidence.store;

import dev.cordon.engine.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/// Evidence on a file system, beside the spool: a rename makes a file appear at once and whole.
final class FileStore implements Store {
    private static final Logger LOG = Logger.getLogger(FileStore.class);
    private static final Pattern URI = Pattern.compile("file:[0-9a-f]{2}/[0-9a-f]{2}/([0-9a-f]{64})");
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Path directory;

    FileStore(Path directory) {
        this.directory = directory;
    }

    @Override
    public Place keep(Spooled file) {
        var path = path(file.sha256());
        try {
            if (Files.exists(path)) {
                requireSize(path, file.size());
            } else {
                move(file);
            }
        } catch (IOException e) {
            LOG.warnf("evidence %s is not kept: %s", file.sha256(), e);
            throw new Problem(503, "evidence-not-kept", "The evidence cannot be written to disk", PAUSE);
        }
        return new Place("file:" + directory.relativize(path), null);
    }

    @Override
    public boolean has(Place place) {
        return URI.matcher(place.uri()).matches();
    }

    @Override
    public OptionalLong size(Place place) {
        try {
            return OptionalLong.of(Files.size(path(place)));
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        } catch (IOException e) {
            LOG.warnf("evidence %s cannot be read: %s", place.uri(), e);
            throw new Problem(503, "evidence-unreachable", "The evidence cannot be read from disk", PAUSE);
        }
    }

    @Override
    public InputStream open(Place place) throws IOException {
        return Files.newInputStream(path(place));
    }

    @Override
    public Health health() {
        return new Health(Files.isWritable(directory), Map.of("store", "file"));
    }

    private static void requireSize(Path path, long size) throws IOException {
        if (Files.size(path) != size) {
            LOG.errorf("something else stands at %s", path);
            throw new Problem(409, "evidence-changed", "Something else stands in the store under this hash");
        }
    }

    /// File first, then the names that lead to it: a file that is there after a power cut is whole.
    private void move(Spooled file) throws IOException {
        var outer = directory.resolve(file.sha256().substring(0, 2));
        var inner = outer.resolve(file.sha256().substring(2, 4));
        Files.createDirectories(inner);
        file.force();
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("r--------"));
        Files.move(file.path(), inner.resolve(file.sha256()), StandardCopyOption.ATOMIC_MOVE);
        for (var parent : List.of(inner, outer, directory)) {
            try (var entry = FileChannel.open(parent, StandardOpenOption.READ)) {
                entry.force(true);
            }
        }
    }

    private Path path(Place place) {
        var match = URI.matcher(place.uri());
        if (!match.matches()) {
            throw new IllegalArgumentException("not a place of this store: " + place.uri());
        }
        return path(match.group(1));
    }

    private Path path(String sha256) {
        return directory
                .resolve(sha256.substring(0, 2))
                .resolve(sha256.substring(2, 4))
                .resolve(sha256);
    }
}
