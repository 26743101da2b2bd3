package dev.cordon.connectors.action;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.ForensicCollection;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Intent;
import dev.cordon.contract.Outcome;
import dev.cordon.contract.Target;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// Copies evidence out of a host and into the locker.
///
/// It may be repeated, so it neither looks first nor fears a second time. It may take longer than the lease: the job's
/// timeout is longer still, so nobody else is given the job, and the token stays ours.
@ApplicationScoped
class Collector {
    private static final Logger LOG = Logger.getLogger(Collector.class);

    private final Books books;
    private final Locker locker;
    private final Pace pace;
    private final Time time;

    Collector(Books books, @RestClient Locker locker, Pace pace, Time time) {
        this.books = books;
        this.locker = locker;
        this.pace = pace;
        this.time = time;
    }

    Answer collect(Intent intent, Target.Host host, ForensicCollection collection) {
        return books.claimed(intent, held -> {
            try {
                return collected(intent, host, collection, held);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private Answer collected(Intent intent, Target.Host host, ForensicCollection collection, Held held)
            throws IOException {
        // Packed first and sent then, so that an interrupted collection never stands as evidence.
        var archive = Files.createTempFile("cordon-triage", ".zip");
        try {
            try (var out = new BufferedOutputStream(Files.newOutputStream(archive))) {
                collection.collect(host, ask(intent), out);
            }
            return stored(intent, host, archive, held);
        } catch (VendorException.Unavailable e) {
            return later(intent, held, e);
        } catch (VendorException.Misconfigured | VendorException.Conflict e) {
            books.pause(intent.actionId(), held, true, List.of());
            return new Answer.Blocked(e.why());
        } catch (VendorException.Refused e) {
            return books.settle(intent.actionId(), held, new Outcome.Refused(e.code(), e.why()), List.of());
        } finally {
            Files.deleteIfExists(archive);
        }
    }

    private Answer stored(Intent intent, Target.Host host, Path archive, Held held) {
        var name = host.name().replaceAll("[^0-9A-Za-z._-]", "_") + "-triage.zip";
        String evidence;
        try {
            evidence = locker.store(intent.actionId(), name, "application/zip", held.token(), archive.toFile())
                    .id();
        } catch (RuntimeException e) {
            LOG.warnf(
                    "action %s: the locker did not take it (%s)",
                    intent.actionId(), e.getClass().getSimpleName());
            books.pause(intent.actionId(), held, true, List.of());
            return new Answer.Later(Backoff.after(held.attempt()), "the evidence locker did not answer");
        }
        return books.settle(intent.actionId(), held, new Outcome.Done(evidence), List.of());
    }

    private Answer later(Intent intent, Held held, VendorException.Unavailable e) {
        if (held.past(pace.deadline(intent.action()))) {
            return books.settle(
                    intent.actionId(), held, new Outcome.Unverified("nothing collected: " + e.why()), List.of());
        }
        books.pause(intent.actionId(), held, true, List.of());
        var wait = Backoff.after(held.attempt());
        var wished = e.retryAfter().orElse(wait);
        return new Answer.Later(wished.compareTo(wait) > 0 ? wished : wait, e.why());
    }

    // Reads with side effects in a log, not changes: bounded, but not by the lease.
    private Ask ask(Intent intent) {
        return new Ask(intent.actionId(), time.nanos() + Duration.ofMinutes(8).toNanos(), time::nanos);
    }
}
