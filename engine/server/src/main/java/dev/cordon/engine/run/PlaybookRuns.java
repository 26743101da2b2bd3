package dev.cordon.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cordon.engine.Ids;
import dev.cordon.engine.outbox.Outbox;
import dev.cordon.engine.outbox.OutboxKind;
import dev.cordon.engine.policy.Policy;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Timeline;
import dev.cordon.engine.timeline.TimelineEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Asks for runs. The row comes first, the message to the broker after the commit; the row's id is the message's id.
@ApplicationScoped
public class PlaybookRuns {
    private final Sql sql;
    private final Timeline timeline;
    private final Outbox outbox;
    private final Policy policy;
    private final InstantSource clock;
    private final ObjectMapper json;

    PlaybookRuns(Sql sql, Timeline timeline, Outbox outbox, Policy policy, InstantSource clock, ObjectMapper json) {
        this.sql = sql;
        this.timeline = timeline;
        this.outbox = outbox;
        this.policy = policy;
        this.clock = clock;
        this.json = json;
    }

    /// @param trigger what asks for it; the same trigger twice is one run
    /// @param target a [NamedTarget], or for a playbook that acts on a resolved target that target
    /// @param requestSha256 of the body that came with an idempotency key, hex
    /// @param extra further start variables
    public record Wish(
            UUID incident,
            String playbook,
            String trigger,
            JsonNode target,
            String targetKey,
            String reason,
            String requestedBy,
            @Nullable String requestSha256,
            ObjectNode extra) {}

    /// What the outbox carries until the broker has the message.
    public record Start(String runId, String playbook, JsonNode variables) {}

    /// Empty: a run of this playbook for this target or with this trigger is there already.
    @Transactional(TxType.MANDATORY)
    public Optional<UUID> request(Wish wish) {
        var id = Ids.next();
        var inserted = sql.update(
                """
                insert into playbook_run (id, incident_id, playbook_id, trigger, request_sha256, target, target_key, reason,
                    requested_by, requested_at)
                values (?, ?, ?, ?, decode(?, 'hex'), ?, ?, ?, ?, ?) on conflict do nothing
                """,
                id,
                wish.incident(),
                wish.playbook(),
                wish.trigger(),
                wish.requestSha256(),
                wish.target(),
                wish.targetKey(),
                wish.reason(),
                wish.requestedBy(),
                clock.instant());
        if (inserted == 0) {
            return Optional.empty();
        }
        timeline.append(
                wish.incident(),
                wish.requestedBy(),
                new TimelineEvent.RunRequested(id.toString(), wish.playbook(), wish.reason()));
        outbox.add(OutboxKind.START_RUN, new Start(id.toString(), wish.playbook(), variables(id, wish)));
        return Optional.of(id);
    }

    private record Facts(String number, int severity) {}

    private JsonNode variables(UUID id, Wish wish) {
        var incident = sql.one(
                        "select number, severity from incident where id = ?",
                        row -> new Facts(row.text("number"), row.number("severity")),
                        wish.incident())
                .orElseThrow();
        var variables = json.createObjectNode();
        variables.setAll(wish.extra());
        variables.put("runId", id.toString());
        variables.put("incidentId", wish.incident().toString());
        variables.put("incident", incident.number());
        variables.put("severity", incident.severity());
        variables.put(
                "criticality",
                policy.criticality(
                        wish.target().path("host").textValue(),
                        wish.target().path("account").textValue()));
        variables.put("reason", wish.reason());
        variables.put("requestedBy", wish.requestedBy());
        variables.set("target", wish.target());
        return variables;
    }
}
