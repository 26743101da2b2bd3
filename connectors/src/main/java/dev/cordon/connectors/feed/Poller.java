package dev.cordon.connectors.feed;

import dev.cordon.connectors.capability.AlertFeed;
import dev.cordon.connectors.capability.Connector;
import dev.cordon.connectors.capability.Vendors;
import dev.cordon.contract.feed.Reader;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// A thread for each feed, from the start of the application to its end. They do not keep to the same beat: all the
/// worker processes together are no thundering herd.
@ApplicationScoped
class Poller {
    private static final Logger LOG = Logger.getLogger(Poller.class);

    private final RemoteFeeds server;
    private final Vendors vendors;
    private final String worker = UUID.randomUUID().toString();
    private final CountDownLatch end = new CountDownLatch(1);

    Poller(@RestClient RemoteFeeds server, Vendors vendors) {
        this.server = server;
        this.vendors = vendors;
    }

    void start(@Observes StartupEvent event) {
        var doubled = Poll.doubled(feeds());
        if (!doubled.isEmpty()) {
            throw new IllegalStateException("several connectors are set to pull for the same source: " + doubled);
        }
        vendors.all().forEach(this::start);
    }

    void stop(@Observes ShutdownEvent event) {
        end.countDown();
    }

    private List<AlertFeed> feeds() {
        return vendors.all().stream()
                .flatMap(connector -> connector.able(AlertFeed.class).stream())
                .toList();
    }

    private void start(Connector connector) {
        connector.able(AlertFeed.class).ifPresent(feed -> {
            var poll = new Poll(server, feed, new Reader(worker, connector.name()), () -> end.getCount() == 0);
            Thread.ofVirtual().name("feed-" + connector.name()).start(() -> loop(feed, poll));
        });
    }

    private void loop(AlertFeed feed, Poll poll) {
        LOG.infof(
                "pulling the alerts of %s every %d s",
                feed.source(), feed.every().toSeconds());
        try {
            var rest = Duration.ofMillis(ThreadLocalRandom.current().nextLong(500, 1500));
            while (!end.await(rest.toMillis(), TimeUnit.MILLISECONDS)) {
                rest = jittered(poll.run());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration jittered(Duration rest) {
        return rest.plusMillis(ThreadLocalRandom.current().nextLong(rest.toMillis() / 10 + 1));
    }
}
