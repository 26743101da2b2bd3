package dev.cordon.engine.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cordon.contract.Target;
import dev.cordon.engine.Ids;
import dev.cordon.engine.access.Who;
import dev.cordon.engine.outbox.Outbox;
import dev.cordon.engine.outbox.OutboxKind;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Timeline;
import dev.cordon.engine.timeline.event.TaskEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The one decision of a task: recorded here, with the approval it may be, before the broker hears of it.
@ApplicationScoped
class TaskDecision {
    /// An approval is for now. What is sent later needs another one.
    private static final Duration VALID = Duration.ofHours(1);

    private final Sql sql;
    private final Timeline timeline;
    private final Outbox outbox;
    private final InstantSource clock;
    private final ObjectMapper json;
    private final Who who;

    TaskDecision(Sql sql, Timeline timeline, Outbox outbox, InstantSource clock, ObjectMapper json, Who who) {
        this.sql = sql;
        this.timeline = timeline;
        this.outbox = outbox;
        this.clock = clock;
        this.json = json;
        this.who = who;
    }

    @Transactional
    void claim(UUID id) {
        var task = Task.find(sql, id);
        timeline.hold(task.incident());
        var objection = task.objection(who.name(), who.roles());
        if (objection != null) {
            throw objection;
        }
        var claimed = sql.update("""
                update human_task set claimed_by = ? where id = ? and state = 'open' and (claimed_by is null or claimed_by = ?)
                """, who.name(), id, who.name());
        if (claimed == 0) {
            throw new Problem(409, "already-claimed", task.claimedBy() + " has it.");
        }
        if (!who.name().equals(task.claimedBy())) {
            timeline.append(task.incident(), who.name(), new TaskEvent.TaskClaimed(id.toString(), task.title()));
        }
    }

    /// Of two at once, one decides; the other is told so.
    @Transactional
    void complete(UUID id, String digest, JsonNode values) {
        var task = Task.find(sql, id);
        timeline.hold(task.incident());
        var objection = task.objection(who.name(), who.roles());
        if (objection != null) {
            throw objection;
        }
        if (!digest.equals(task.digest())) {
            throw new Problem(409, "digest-changed", "This is not what you were shown. Read it again.");
        }
        new TaskForm(schema(task), request(task)).check(values);
        var now = clock.instant();
        var answer = ((ObjectNode) values.deepCopy()).put("by", who.name()).put("at", now.toString());
        var decided = sql.update("""
                update human_task set state = 'decided', decided_by = ?, decided_at = ?, answer = ?
                where id = ? and state = 'open'
                """, who.name(), now, answer, id);
        if (decided == 0) {
            throw new Problem(409, "already-decided", "Somebody else has decided it.");
        }
        if (task.approval()) {
            approve(task, values, now);
        }
        timeline.append(
                task.incident(),
                who.name(),
                new TaskEvent.TaskDecided(id.toString(), task.title(), decision(values), comment(values), digest));
        outbox.add(OutboxKind.COMPLETE_TASK, new TaskCompletion.Answered(task.userTaskKey(), answer));
    }

    private void approve(Task task, JsonNode values, Instant now) {
        var request = request(task);
        sql.update(
                """
                insert into approval (id, task_id, run_id, requester, approver, approved, digest, targets, actions, decided_at,
                    expires_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                Ids.next(),
                task.id(),
                task.run(),
                task.requestedBy(),
                who.name(),
                "approve".equals(text(values, "decision")),
                task.digest(),
                targets(request.path("targets")),
                actions(request.path("actions")),
                now,
                now.plus(VALID));
    }

    private List<String> targets(JsonNode shown) {
        var keys = new ArrayList<String>();
        for (var target : shown) {
            try {
                keys.add(json.treeToValue(target, Target.class).key());
            } catch (JsonProcessingException e) {
                throw new Problem(409, "not-ready", "The task shows a target that cannot be read.");
            }
        }
        return keys;
    }

    private static List<String> actions(JsonNode shown) {
        var actions = new ArrayList<String>();
        shown.forEach(action -> actions.add(action.asText()));
        return actions;
    }

    private JsonNode request(Task task) {
        return task.request() == null ? json.createObjectNode() : task.request();
    }

    private JsonNode schema(Task task) {
        if (task.form() == null) {
            throw new Problem(409, "not-ready", "The task's form is not known.");
        }
        try {
            return json.readTree(task.form());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a form that is not JSON: " + task.formId(), e);
        }
    }

    private static @Nullable String decision(JsonNode values) {
        var decision = text(values, "decision");
        return decision == null ? text(values, "pick") : decision;
    }

    /// A form asks "why not?" or, when nothing is refused, for a remark.
    private static @Nullable String comment(JsonNode values) {
        var comment = text(values, "comment");
        return comment == null || comment.isBlank() ? text(values, "remark") : comment;
    }

    private static @Nullable String text(JsonNode values, String key) {
        return values.path(key).textValue();
    }
}
