package dev.cordon.engine.alert.feed;

import dev.cordon.contract.feed.Delivery;
import dev.cordon.contract.feed.Feeds;
import dev.cordon.contract.feed.Reader;
import dev.cordon.contract.feed.Receipt;
import dev.cordon.contract.feed.Trouble;
import dev.cordon.contract.feed.Turn;
import dev.cordon.engine.alert.intake.Deliveries;
import dev.cordon.engine.alert.reading.AlertText;
import dev.cordon.engine.alert.source.AlertSource;
import dev.cordon.engine.alert.source.AlertSources;
import dev.cordon.engine.alert.source.pull.PulledSources;
import dev.cordon.engine.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Takes what was pulled. Each alert is stored by itself and in its own time; the cursor follows last of all, so that
/// whatever goes wrong in between is read again.
@RunOnVirtualThread
@RolesAllowed("worker")
public class FeedResource implements Feeds {
    private static final int MOST_ALERTS = 100;
    private static final int LONGEST_CURSOR = 2000;
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_TROUBLE = 500;

    @Inject
    AlertSources sources;

    @Inject
    PulledSources pulled;

    @Inject
    Deliveries deliveries;

    @Override
    public Turn turn(String source, Reader reader) {
        var name = sources.pulled(source).name();
        require(
                reader != null && isName(reader.worker()) && isName(reader.connector()),
                "A reader needs worker and connector.");
        return pulled.turn(name, reader.worker(), reader.connector())
                .map(held -> new Turn(held.token().toString(), held.cursor()))
                .orElseGet(() -> new Turn(null, null));
    }

    @Override
    public Receipt deliver(String source, Delivery delivery) {
        var known = sources.pulled(source);
        require(delivery != null && delivery.alerts().size() <= MOST_ALERTS, "A delivery holds at most 100 alerts.");
        var token = token(delivery.token());
        pulled.hold(known.name(), token);
        var receipt = taken(known, delivery.alerts());
        var cursor = delivery.cursor();
        if (cursor != null) {
            var reached = delivery.reached();
            if (cursor.length() > LONGEST_CURSOR || reached == null) {
                throw new Problem(
                        400, "bad-request", "A cursor has at most 2000 characters, and says what it reached.");
            }
            pulled.advance(known.name(), token, cursor, reached, delivery.more());
        }
        return receipt;
    }

    @Override
    public void trouble(String source, Trouble trouble) {
        var name = sources.pulled(source).name();
        require(trouble != null && trouble.why() != null, "A trouble says why.");
        pulled.trouble(name, token(trouble.token()), AlertText.line(trouble.why(), LONGEST_TROUBLE));
    }

    private Receipt taken(AlertSource source, List<String> alerts) {
        int taken = 0;
        int known = 0;
        int rejected = 0;
        for (var alert : alerts) {
            var item = deliveries.pulled(source, alert.getBytes(StandardCharsets.UTF_8));
            if (item.problem() != null) {
                rejected++;
            } else if (Boolean.TRUE.equals(item.duplicate())) {
                known++;
            } else {
                taken++;
            }
        }
        return new Receipt(taken, known, rejected);
    }

    private static UUID token(@Nullable String text) {
        try {
            return UUID.fromString(String.valueOf(text));
        } catch (IllegalArgumentException e) {
            throw new Problem(400, "bad-request", "This is no token of a turn.");
        }
    }

    private static boolean isName(@Nullable String text) {
        return text != null
                && !text.isBlank()
                && text.length() <= LONGEST_NAME
                && text.chars().noneMatch(Character::isISOControl);
    }

    private static void require(boolean fulfilled, String otherwise) {
        if (!fulfilled) {
            throw new Problem(400, "bad-request", otherwise);
        }
    }
}
