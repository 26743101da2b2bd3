package dev.cordon.connectors.vendor.velociraptor;

import dev.cordon.connectors.capability.VendorException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/// The server's files.
final class Store {
    private static final int CHUNK = 1 << 20;
    private static final Duration PART = Duration.ofSeconds(30);

    private final Api api;

    Store(Api api) {
        this.api = api;
    }

    /// All of one file, which has exactly as many bytes as it is said to have.
    ///
    /// @throws IOException from `out` only
    void copy(Upload.Whole file, Duration limit, OutputStream out) throws IOException {
        var end = System.nanoTime() + limit.toNanos();
        try {
            api.line().patient(() -> {
                var offset = 0L;
                while (offset < file.size()) {
                    var part = part(file, offset, (int) Math.min(CHUNK, file.size() - offset), end);
                    if (part.length == 0) {
                        throw new VendorException.Refused(
                                "upload-truncated", "the server holds less of the file than the host sent");
                    }
                    write(part, out);
                    offset += part.length;
                }
                if (part(file, offset, 1, end).length > 0) {
                    throw new VendorException.Refused("size-mismatch", "the server holds more than the host sent");
                }
                return true;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private byte[] part(Upload.Whole file, long offset, int length, long end) {
        var left = Duration.ofNanos(end - System.nanoTime());
        var part = api.part(
                new BufferMethod.Wanted(file.components(), offset, length), Collections.min(List.of(PART, left)));
        if (part.length > length) {
            throw new VendorException.Unavailable("unreadable answer: more than was asked for");
        }
        return part;
    }

    private static void write(byte[] part, OutputStream out) {
        try {
            out.write(part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
