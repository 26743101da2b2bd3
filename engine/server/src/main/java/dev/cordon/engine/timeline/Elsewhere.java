package dev.cordon.engine.timeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.engine.outbox.Outbox;
import dev.cordon.engine.outbox.OutboxHandler;
import dev.cordon.engine.outbox.OutboxItem;
import dev.cordon.engine.outbox.OutboxKind;
import dev.cordon.engine.timeline.event.TimelineEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/// Lines for other incidents than the one that a transaction is about: promised by that transaction, written once, in
/// one of their own. A transaction that took several heads could meet another one that takes them in another order.
@ApplicationScoped
public class Elsewhere implements OutboxHandler {
    private final Outbox outbox;
    private final Timeline timeline;
    private final InstantSource clock;
    private final ObjectMapper json;

    Elsewhere(Outbox outbox, Timeline timeline, InstantSource clock, ObjectMapper json) {
        this.outbox = outbox;
        this.timeline = timeline;
        this.clock = clock;
        this.json = json;
    }

    record Line(UUID incident, String actor, Instant occurredAt, String kind, JsonNode event) {}

    @Transactional(TxType.MANDATORY)
    public void tell(UUID incident, String actor, TimelineEvent event) {
        outbox.add(
                OutboxKind.TELL_INCIDENT,
                new Line(incident, actor, clock.instant(), event.kind(), json.valueToTree(event)));
    }

    @Override
    public OutboxKind kind() {
        return OutboxKind.TELL_INCIDENT;
    }

    @Override
    @Transactional
    public void handle(OutboxItem item) {
        if (outbox.finish(item)) {
            var line = outbox.read(item, Line.class);
            timeline.append(line.incident(), line.actor(), line.occurredAt(), event(line));
        }
    }

    private TimelineEvent event(Line line) {
        var type = TimelineEvent.types()
                .filter(it -> TimelineEvent.kind(it).equals(line.kind()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no such event: " + line.kind()));
        try {
            return (TimelineEvent) json.treeToValue(line.event(), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not a " + line.kind(), e);
        }
    }
}
