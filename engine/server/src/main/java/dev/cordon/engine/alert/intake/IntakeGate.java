package dev.cordon.engine.alert.intake;

import dev.cordon.engine.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/// Bounds what all bodies together take in memory. A body takes its room as it arrives, so a slow one holds
/// no more than what it has sent.
@ApplicationScoped
class IntakeGate {
    private static final int PIECE = 8 * 1024;
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final Semaphore room;

    IntakeGate(IntakeConfig config) {
        config.check();
        this.room = new Semaphore(Math.toIntExact(config.bytes().asLongValue()));
    }

    /// A body and the room it takes, until it is closed.
    final class Passage implements AutoCloseable {
        private int held;

        byte[] read(InputStream body) throws IOException {
            var all = new ByteArrayOutputStream();
            var piece = new byte[PIECE];
            for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
                if (!room.tryAcquire(read)) {
                    throw new Problem(503, "intake-full", "Too much is on its way in; this was not read.", AGAIN);
                }
                held += read;
                all.write(piece, 0, read);
            }
            return all.toByteArray();
        }

        @Override
        public void close() {
            room.release(held);
        }
    }

    Passage open() {
        return new Passage();
    }
}
