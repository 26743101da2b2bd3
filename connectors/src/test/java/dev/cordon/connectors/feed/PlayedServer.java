package dev.cordon.connectors.feed;

import dev.cordon.contract.feed.Delivery;
import dev.cordon.contract.feed.Feeds;
import dev.cordon.contract.feed.Reader;
import dev.cordon.contract.feed.Receipt;
import dev.cordon.contract.feed.Trouble;
import dev.cordon.contract.feed.Turn;
import jakarta.ws.rs.WebApplicationException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps what is delivered, and a cursor.
final class PlayedServer implements Feeds {
    final List<String> stored = new ArrayList<>();
    final List<String> troubles = new ArrayList<>();
    final List<Integer> parts = new ArrayList<>();

    @Nullable
    String cursor;

    boolean taken;
    boolean refuses;
    /// After how many alerts the connection breaks: these are stored, and the answer does not arrive.
    int breaksAfter = Integer.MAX_VALUE;

    @Override
    public Turn turn(String source, Reader reader) {
        return taken ? new Turn(null, null) : new Turn("token", cursor);
    }

    @Override
    public Receipt deliver(String source, Delivery delivery) {
        parts.add(delivery.alerts().size());
        for (var alert : delivery.alerts()) {
            if (refuses) {
                throw new WebApplicationException(503);
            }
            if (breaksAfter-- <= 0) {
                throw new IllegalStateException("connection reset");
            }
            stored.add(alert);
        }
        cursor = delivery.cursor() == null ? cursor : delivery.cursor();
        return new Receipt(delivery.alerts().size(), 0, 0);
    }

    @Override
    public void trouble(String source, Trouble trouble) {
        troubles.add(trouble.why());
    }
}
