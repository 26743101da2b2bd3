package dev.cordon.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cordon.engine.Ids;
import dev.cordon.engine.outbox.Outbox;
import dev.cordon.engine.outbox.OutboxKind;
import dev.cordon.engine.playbook.Catalogue;
import dev.cordon.engine.policy.Policy;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Timeline;
import dev.cordon.engine.timeline.event.RunEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Asks for runs. The row comes first, the message to the broker after the commit; the row's id is the message's id.
@ApplicationScoped
public class PlaybookRuns {
    private static final int TRIES = 3;

    private final Sql sql;
    private final Timeline timeline;
    private final Outbox outbox;
    private final Policy policy;
    private final Catalogue catalogue;
    private final ActiveRuns active;
    private final RunJoins joins;
    private final InstantSource clock;
    private final ObjectMapper json;

    PlaybookRuns(
            Sql sql,
            Timeline timeline,
            Outbox outbox,
            Policy policy,
            Catalogue catalogue,
            ActiveRuns active,
            RunJoins joins,
            InstantSource clock,
            ObjectMapper json) {
        this.sql = sql;
        this.timeline = timeline;
        this.outbox = outbox;
        this.policy = policy;
        this.catalogue = catalogue;
        this.active = active;
        this.joins = joins;
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

    /// @param run that serves the wish
    /// @param joined it was there already
    /// @param playbook that runs; not always the one that was asked for
    /// @param incident the number of the incident whose run it is; null where it is the wish's own
    public record Answer(
            UUID run,
            boolean joined,
            String playbook,
            @Nullable String incident) {}

    /// Starts a run, or joins the one that is about the same target already: one containment of a target at a time,
    /// whichever incident asks. The same trigger again gets the same answer.
    @Transactional(TxType.MANDATORY)
    public Answer ask(Wish wish) {
        for (int i = 0; i < TRIES; i++) {
            var found = active.find(
                    wish.incident(), wish.playbook(), wish.trigger(), contains(wish.playbook()), wish.targetKey());
            if (found.isEmpty()) {
                var started = request(wish);
                if (started.isPresent()) {
                    return new Answer(started.get(), false, wish.playbook(), null);
                }
            } else if (found.get().earlier()) {
                return again(found.get(), wish);
            } else if (joins.join(found.get(), wish)) {
                return new Answer(found.get().id(), true, found.get().playbook(), elsewhere(found.get(), wish));
            }
        }
        throw new Problem(409, "already-running", "Runs for this target begin and end just now. Ask again.");
    }

    private static Answer again(ActiveRuns.Found earlier, Wish wish) {
        if (!Objects.equals(earlier.requestSha256(), wish.requestSha256())) {
            throw new Problem(409, "idempotency-key-reused", "This Idempotency-Key came with another request before.");
        }
        return new Answer(earlier.id(), earlier.joined(), earlier.playbook(), elsewhere(earlier, wish));
    }

    private static @Nullable String elsewhere(ActiveRuns.Found run, Wish wish) {
        return run.incident().equals(wish.incident()) ? null : run.number();
    }

    private boolean contains(String playbook) {
        return catalogue.playbook(playbook).filter(Catalogue.Playbook::contains).isPresent();
    }

    /// Empty: a run of this playbook for this target or with this trigger is there already.
    @Transactional(TxType.MANDATORY)
    public Optional<UUID> request(Wish wish) {
        var id = Ids.next();
        var inserted = sql.update(
                """
                insert into playbook_run (id, incident_id, playbook_id, trigger, request_sha256, target, target_key, reason,
                    requested_by, requested_at, contains)
                values (?, ?, ?, ?, decode(?, 'hex'), ?, ?, ?, ?, ?, ?) on conflict do nothing
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
                clock.instant(),
                contains(wish.playbook()));
        if (inserted == 0) {
            return Optional.empty();
        }
        timeline.append(
                wish.incident(),
                wish.requestedBy(),
                new RunEvent.RunRequested(id.toString(), wish.playbook(), wish.reason()));
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
