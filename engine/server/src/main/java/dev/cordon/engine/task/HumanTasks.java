package dev.cordon.engine.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.Ids;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Canonical;
import dev.cordon.engine.timeline.Timeline;
import dev.cordon.engine.timeline.event.TaskEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Human tasks as the broker's records tell of them: opened, shown, ended. Deciding is [TaskDecision]'s.
@ApplicationScoped
public class HumanTasks {
    private final Sql sql;
    private final Timeline timeline;

    HumanTasks(Sql sql, Timeline timeline) {
        this.sql = sql;
        this.timeline = timeline;
    }

    /// @param approval whether its answer authorises actions
    /// @param picks whether its answer says which target is meant
    public record Opening(
            long userTaskKey,
            long elementInstance,
            UUID run,
            UUID incident,
            String playbook,
            String element,
            String title,
            @Nullable Long formKey,
            List<String> groups,
            boolean approval,
            boolean picks,
            @Nullable Instant dueAt,
            Instant at) {}

    private record Unshown(UUID id, UUID run, String element) {}

    private record Ended(UUID id, UUID incident, String title, String state) {}

    /// What the task of an element instance shows; it may be told before the task or after it.
    @Transactional(TxType.MANDATORY)
    public void shows(long elementInstance, JsonNode request) {
        sql.update("""
                insert into task_request (element_instance_key, request) values (?, ?)
                on conflict (element_instance_key) do nothing
                """, elementInstance, request);
        sql.one("""
                        select id, run_id, element_id from human_task
                        where element_instance_key = ? and request is null and state = 'open'
                        """, row -> new Unshown(row.uuid("id"), row.uuid("run_id"), row.text("element_id")), elementInstance)
                .ifPresent(task -> sql.update(
                        "update human_task set request = ?, digest = ? where id = ?",
                        request,
                        digest(task.id(), task.run(), task.element(), request),
                        task.id()));
    }

    @Transactional(TxType.MANDATORY)
    public void opened(Opening task) {
        var id = Ids.next();
        var request = sql.one(
                        "delete from task_request where element_instance_key = ? returning request",
                        row -> row.json("request"),
                        task.elementInstance())
                .orElse(null);
        var title = request != null && request.path("title").isTextual()
                ? request.path("title").asText()
                : task.title();
        sql.update(
                """
                insert into human_task (id, user_task_key, element_instance_key, run_id, incident_id, element_id, title,
                    form_key, groups, approval, picks, request, digest, due_at, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                id,
                task.userTaskKey(),
                task.elementInstance(),
                task.run(),
                task.incident(),
                task.element(),
                title,
                task.formKey(),
                task.groups(),
                task.approval(),
                task.picks(),
                request,
                request == null ? null : digest(id, task.run(), task.element(), request),
                task.dueAt(),
                task.at());
        timeline.append(
                task.incident(),
                "playbook:" + task.playbook(),
                task.at(),
                new TaskEvent.TaskOpened(id.toString(), task.run().toString(), title, task.groups(), task.dueAt()));
    }

    /// @param cancelled its deadline passed or its run ended; false: it was completed, by us or by somebody at the
    /// broker
    @Transactional(TxType.MANDATORY)
    public void ended(long userTaskKey, boolean cancelled, Instant at) {
        var found = sql.one(
                "select id, incident_id, title, state from human_task where user_task_key = ?",
                row -> new Ended(row.uuid("id"), row.uuid("incident_id"), row.text("title"), row.text("state")),
                userTaskKey);
        if (found.isEmpty()) {
            return;
        }
        var task = found.get();
        timeline.hold(task.incident());
        var wasOpen = sql.update(
                        """
                        update human_task set state = ?, ended_at = ?, decided_by = ? where id = ? and state = 'open'
                        """,
                        cancelled ? "cancelled" : "decided",
                        at,
                        cancelled ? null : "somebody at the broker",
                        task.id())
                == 1;
        if (wasOpen && cancelled) {
            timeline.append(
                    task.incident(),
                    "broker",
                    at,
                    new TaskEvent.TaskCancelled(task.id().toString(), task.title()));
        } else if (wasOpen) {
            // an answer that did not come through us authorises nothing: there is no approval for it
            timeline.append(
                    task.incident(),
                    "somebody at the broker",
                    at,
                    new TaskEvent.TaskDecided(task.id().toString(), task.title(), null, null, ""));
        } else {
            sql.update("update human_task set ended_at = ? where id = ? and ended_at is null", at, task.id());
        }
    }

    /// What is decided about, in one number: the task, its run, and everything it shows, targets and their ids among
    /// it.
    static String digest(UUID id, UUID run, String element, JsonNode request) {
        var shown = new TreeMap<String, Object>();
        shown.put("task", id.toString());
        shown.put("run", run.toString());
        shown.put("element", element);
        shown.put("request", request);
        return "sha256:" + HexFormat.of().formatHex(Canonical.sha256(Canonical.text(shown)));
    }
}
