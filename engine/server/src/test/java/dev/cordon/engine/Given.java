package dev.cordon.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.contract.ActionId;
import dev.cordon.contract.Intent;
import dev.cordon.contract.JobType;
import dev.cordon.contract.Target;
import dev.cordon.engine.incident.Incidents;
import dev.cordon.engine.recorder.RecorderSays;
import dev.cordon.engine.run.NamedTarget;
import dev.cordon.engine.run.PlaybookRuns;
import dev.cordon.engine.sql.Sql;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// What tests begin with: an incident with a running playbook, and the recorder at work.
@ApplicationScoped
public class Given {
    private static final AtomicLong KEYS = new AtomicLong(2_251_799_813_685_249L);

    @Inject
    Sql sql;

    @Inject
    Incidents incidents;

    @Inject
    PlaybookRuns runs;

    @Inject
    RecorderSays recorder;

    @Inject
    ObjectMapper json;

    @Inject
    InstantSource clock;

    public record Run(UUID incident, String number, UUID id, long instance) {
        public Intent intends(JobType action, Target target) {
            return intends(action, target, 1);
        }

        public Intent intends(JobType action, Target target, long element) {
            return new Intent(
                    ActionId.of(id.toString(), element, action, target),
                    incident.toString(),
                    id.toString(),
                    action,
                    target,
                    "credential dumping",
                    "isolate-host",
                    "worker-1");
        }
    }

    public static long newKey() {
        return KEYS.incrementAndGet();
    }

    public static Target.Host workstation() {
        var id = UUID.randomUUID().toString().replace("-", "");
        return new Target.Host("crowdstrike", id, "WS-" + id.substring(0, 6), "workstation", List.of("10.0.0.5"), null);
    }

    public static Target.Host server() {
        var id = UUID.randomUUID().toString().replace("-", "");
        return new Target.Host("crowdstrike", id, "SRV-" + id.substring(0, 6), "server", List.of(), null);
    }

    /// A run of severity 5, for which the decision asks no approval of ordinary workstations.
    public Run criticalRun() {
        return run(5, "source:wazuh");
    }

    /// A run the broker has not started yet.
    public Run requestedRun() {
        var run = run(5, "source:wazuh");
        var instance = newKey();
        sql.update("update playbook_run set process_instance_key = null, state = 'requested' where id = ?", run.id());
        return new Run(run.incident(), run.number(), run.id(), instance);
    }

    public Run run(int severity, String requestedBy) {
        recorder.isThere();
        var name = "host-" + UUID.randomUUID();
        var instance = newKey();
        return QuarkusTransaction.requiringNew().call(() -> {
            var incident = incidents.openOrJoin("host:" + name, "Credential dumping", severity, 1, requestedBy);
            var target = new NamedTarget(name, null);
            var id = runs.request(new PlaybookRuns.Wish(
                            incident.id(),
                            "contain-compromised-host",
                            "test:" + name,
                            json.valueToTree(target),
                            target.key(),
                            "credential dumping",
                            requestedBy,
                            null,
                            json.createObjectNode()))
                    .orElseThrow();
            sql.update(
                    "update playbook_run set process_instance_key = ?, state = 'running' where id = ?", instance, id);
            return new Run(incident.id(), incident.number(), id, instance);
        });
    }

    public void isProtected(Target target) {
        sql.update("""
                insert into asset (kind, name, protected, why) values ('host', ?, true, 'runs the factory')
                on conflict (kind, name) do update set protected = true
                """, target.name().toLowerCase(java.util.Locale.ROOT));
    }

    /// A person has decided about this target in this run.
    public void decided(Run run, Target target, JobType action, boolean approved, Duration valid) {
        var task = Ids.next();
        sql.update("""
                insert into human_task (id, user_task_key, element_instance_key, run_id, incident_id, element_id, title,
                    state, created_at) values (?, ?, ?, ?, ?, 'approve', 'Approve', 'decided', ?)
                """, task, newKey(), newKey(), run.id(), run.incident(), clock.instant());
        sql.update(
                """
                insert into approval (id, task_id, run_id, requester, approver, approved, digest, targets, actions, decided_at,
                    expires_at) values (?, ?, ?, 'ravi', 'amina', ?, 'sha256:x', ?, ?, ?, ?)
                """,
                Ids.next(),
                task,
                run.id(),
                approved,
                List.of(target.key()),
                List.of(action.value()),
                clock.instant(),
                clock.instant().plus(valid));
    }

    public List<String> timeline(Run run) {
        return sql.list(
                "select kind from timeline_entry where incident_id = ? order by seq",
                row -> row.text("kind"),
                run.incident());
    }
}
