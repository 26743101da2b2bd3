package dev.cordon.connectors.action;

import dev.cordon.connectors.capability.Acquisition;
import dev.cordon.connectors.capability.Artifact;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.line.Urgency;
import dev.cordon.contract.Intent;
import dev.cordon.contract.Outcome;
import dev.cordon.contract.Pause;
import dev.cordon.contract.Target;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Copies evidence out of a host and into the locker.
///
/// It may be repeated, so it neither looks first nor fears a second time; but what a vendor has begun is
/// continued by its reference, not begun again. It may take longer than the lease: the job's timeout is
/// longer still, so nobody else is given the job, and the token stays ours.
@ApplicationScoped
class Collector {
    private static final Logger LOG = Logger.getLogger(Collector.class);
    /// How long one delivery waits for a vendor that is making the copy.
    private static final Duration WATCH = Duration.ofSeconds(20);

    private final Books books;
    private final Locker locker;
    private final Spool spool;
    private final Pace pace;
    private final Time time;

    Collector(Books books, @RestClient Locker locker, Spool spool, Pace pace, Time time) {
        this.books = books;
        this.locker = locker;
        this.spool = spool;
        this.pace = pace;
        this.time = time;
    }

    Answer collect(Intent intent, Acquisition acquisition) {
        return books.claimed(
                intent, held -> Urgency.PATIENT.during(() -> new Collection(intent, acquisition, held).run()));
    }

    private final class Collection {
        private final Intent intent;
        private final Acquisition acquisition;
        private final Held held;
        private String ticket;
        private boolean asked;

        Collection(Intent intent, Acquisition acquisition, Held held) {
            this.intent = intent;
            this.acquisition = acquisition;
            this.held = held;
            this.ticket = held.receipt() == null ? "" : held.receipt();
            this.asked = held.receipt() != null;
        }

        Answer run() {
            try {
                return collected();
            } catch (VendorException.Unavailable e) {
                return later(e);
            } catch (VendorException.Misconfigured | VendorException.Conflict e) {
                pause();
                return new Answer.Blocked(e.why());
            } catch (VendorException.Refused e) {
                return books.settle(intent.actionId(), held, new Outcome.Refused(e.code(), e.why()), List.of());
            } catch (IOException e) {
                // the disk is full, most likely
                LOG.errorf(
                        "action %s: no room for the copy: %s (%s)",
                        intent.actionId(), e.getMessage(), e.getClass().getSimpleName());
                return later(new VendorException.Unavailable("the copy cannot be written on the worker's machine"));
            }
        }

        private Answer collected() throws IOException {
            if (!asked) {
                asked = true;
                ticket = acquisition.request(ask(held.latest(pace)));
            }
            if (!isReady()) {
                return later(VendorException.Unavailable.target("the vendor is still collecting"));
            }
            // Packed first and sent then, so that an interrupted collection never stands as evidence.
            var file = spool.file();
            try {
                Artifact artifact;
                try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
                    artifact = acquisition.copy(
                            ticket, ask(time.nanos() + pace.copying().toNanos()), out);
                }
                return stored(artifact, file);
            } finally {
                Files.deleteIfExists(file);
            }
        }

        private boolean isReady() {
            var end = time.nanos() + WATCH.toNanos();
            var wait = Duration.ofMillis(100);
            while (!acquisition.ready(ticket)) {
                if (time.nanos() > end) {
                    return false;
                }
                time.sleep(wait);
                wait = wait.compareTo(Duration.ofSeconds(2)) < 0 ? wait.multipliedBy(2) : wait;
            }
            return true;
        }

        private Answer stored(Artifact artifact, Path file) {
            var host = intent.target().on();
            var name = ((host == null ? "" : host.name() + "-") + artifact.name()).replaceAll("[^0-9A-Za-z._-]", "_");
            String evidence;
            try {
                evidence = locker.store(
                                intent.actionId(),
                                name,
                                artifact.mediaType(),
                                held.token(),
                                artifact.sha256(),
                                artifact.contentSha256(),
                                encoded(artifact.password()),
                                encoded(artifact.reference()),
                                intent.target() instanceof Target.HostFile(var on, var path, var s256, var s1)
                                        ? encoded(path)
                                        : null,
                                file.toFile())
                        .id();
            } catch (RuntimeException e) {
                LOG.warnf(
                        "action %s: the locker did not take it (%s)",
                        intent.actionId(), e.getClass().getSimpleName());
                pause();
                return new Answer.Later(Backoff.after(held.attempt()), "the evidence locker did not answer");
            }
            return books.settle(intent.actionId(), held, new Outcome.Done(evidence), List.of());
        }

        private static @Nullable String encoded(@Nullable String text) {
            return text == null
                    ? null
                    : URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        }

        private Answer later(VendorException.Unavailable e) {
            if (held.past(pace.deadline(intent.action()))) {
                return books.settle(
                        intent.actionId(), held, new Outcome.Unverified("nothing collected: " + e.why()), List.of());
            }
            pause();
            var wait = Backoff.after(held.attempt());
            var wished = e.retryAfter().orElse(wait);
            return new Answer.Later(wished.compareTo(wait) > 0 ? wished : wait, e.why());
        }

        private void pause() {
            var reference = ticket.isEmpty() ? null : ticket;
            books.pause(intent.actionId(), new Pause(held.token(), asked, reference, List.of()));
        }

        private Ask ask(long latest) {
            return new Ask(intent.actionId(), latest, time::nanos);
        }
    }
}
