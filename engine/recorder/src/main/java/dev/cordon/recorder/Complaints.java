package dev.cordon.recorder;

import java.time.Duration;
import org.slf4j.Logger;

/// Says at once that the server is not storing, again every so often while it lasts, and once that it is over.
final class Complaints {
    private final Logger log;
    private final Duration every;

    private int failures;
    private long since;
    private long said;

    Complaints(Logger log, Duration every) {
        this.log = log;
        this.every = every;
    }

    void about(Throwable failure, int records) {
        var now = System.nanoTime();
        if (failures++ == 0) {
            since = now;
        } else if (now - said < every.toNanos()) {
            return;
        }
        said = now;
        log.warn(
                "The server does not store what the broker did ({} attempts, {} s, {} records in hand): {}",
                failures,
                (now - since) / 1_000_000_000,
                records,
                failure.getMessage());
    }

    void over() {
        if (failures > 0) {
            log.info(
                    "The server stores again, after {} attempts and {} s",
                    failures,
                    (System.nanoTime() - since) / 1_000_000_000);
            failures = 0;
        }
    }
}
