package dev.cordon.lab.bench.intake;

import dev.cordon.lab.bench.Connection;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// One connection, opened again when it broke.
final class Line implements Closeable {
    /// No answer.
    static final int BROKEN = -1;

    private final URI server;
    private @Nullable Connection connection;

    Line(URI server) {
        this.server = server;
    }

    /// @return the answer's status, or [#BROKEN]
    int send(byte[] request) {
        try {
            var open = open();
            return open.exchange(request);
        } catch (IOException | RuntimeException e) {
            // counted as failed by whoever asked
            close();
            return BROKEN;
        }
    }

    OptionalInt retryAfter() {
        return connection == null ? OptionalInt.empty() : connection.retryAfter();
    }

    private Connection open() throws IOException {
        if (connection != null && !connection.reusable()) {
            close();
        }
        if (connection == null) {
            connection = new Connection(server);
        }
        return connection;
    }

    @Override
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (IOException e) {
                // It is gone either way.
            }
            connection = null;
        }
    }
}
