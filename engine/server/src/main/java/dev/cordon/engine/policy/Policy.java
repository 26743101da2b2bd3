package dev.cordon.engine.policy;

import dev.cordon.contract.Intent;
import dev.cordon.contract.JobType;
import dev.cordon.contract.Target;
import dev.cordon.engine.playbook.Decisions;
import dev.cordon.engine.sql.Row;
import dev.cordon.engine.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The guards inside a claim: whether an action may be done, whatever the playbook thinks.
///
/// The playbook decides about approval for its own flow; this decides again, from the server's own records,
/// so that a playbook that forgets to ask, or whose variables were tampered with, contains nothing.
@ApplicationScoped
public class Policy {
    private static final List<String> CRITICALITY = List.of("low", "medium", "high", "critical");

    private final Sql sql;
    private final Decisions decisions;
    private final InstantSource clock;

    Policy(Sql sql, Decisions decisions, InstantSource clock) {
        this.sql = sql;
        this.decisions = decisions;
        this.clock = clock;
    }

    /// Why an action must not be done. `code` is the BPMN error's: `denied:<code>`.
    public record Denial(String code, String why) {}

    /// @param wanted an incident that joined the run is open
    private record Situation(
            UUID incident,
            String status,
            boolean wanted,
            int severity,
            String runState,
            boolean killed,
            boolean protectedAsset,
            @Nullable String protectedWhy,
            String criticality) {

        static Situation of(Row row) throws SQLException {
            return new Situation(
                    row.uuid("incident_id"),
                    row.text("status"),
                    row.bool("wanted"),
                    row.number("severity"),
                    row.text("state"),
                    row.bool("killed"),
                    row.bool("protected"),
                    row.textOrNull("why"),
                    CRITICALITY.get(Math.max(0, row.number("criticality"))));
        }

        /// Closed, and no other incident that joined the run is open.
        boolean over() {
            return status.equals("closed") && !wanted;
        }
    }

    /// In the claim's transaction. Empty: it may be done.
    public Optional<Denial> denies(Intent intent) {
        var situation = situation(intent);
        if (situation.isEmpty()) {
            return denial("unknown-run", "There is no such run.");
        }
        return stops(intent, situation.get())
                .or(() -> intent.action().effect().destructive()
                        ? approvalMissing(intent, situation.get())
                        : Optional.empty());
    }

    /// Once more, when the incident's timeline is held: whoever cancels, closes or switches off waits for that, too, or
    /// was here before. What was approved need not be looked up again.
    public Optional<Denial> stops(Intent intent) {
        return situation(intent).flatMap(now -> stops(intent, now));
    }

    private Optional<Denial> stops(Intent intent, Situation now) {
        if (!now.incident().toString().equals(intent.incidentId())) {
            return denial("unknown-run", "The run belongs to another incident.");
        }
        if (!now.runState().equals("running")
                && !now.runState().equals("requested")
                && !now.runState().equals("blocked")) {
            return denial("run-over", "The run is " + now.runState() + ".");
        }
        if (intent.action() == JobType.ALERT_CLOSE) {
            return notToBeTold(intent, now);
        }
        if (!intent.action().effect().destructive()) {
            return Optional.empty();
        }
        if (now.over()) {
            return denial("incident-closed", "The incident is closed: nothing more is taken from anybody for it.");
        }
        if (now.killed()) {
            return denial("kill-switch", "The kill switch is on: nothing is contained until it is off again.");
        }
        if (now.protectedAsset()) {
            return denial("protected-asset", intent.target().name() + " is protected: " + now.protectedWhy());
        }
        return Optional.empty();
    }

    /// A verdict is a person's who closed the incident, about exactly the alerts that the server read from its own
    /// rows.
    private Optional<Denial> notToBeTold(Intent intent, Situation now) {
        if (!now.status().equals("closed")) {
            return denial("incident-open", "The incident is not closed: there is no verdict to tell.");
        }
        var asked = sql.one(
                """
                select target -> 'alerts' @> jsonb_build_array(jsonb_build_object('vendor', ?::text, 'id', ?::text)) as asked
                from playbook_run where id = ? and jsonb_typeof(target -> 'alerts') = 'array'
                """,
                row -> row.bool("asked"),
                intent.target().vendor(),
                intent.target().id(),
                UUID.fromString(intent.runId()));
        return asked.orElse(false)
                ? Optional.empty()
                : denial(
                        "not-asked",
                        "The closing did not ask to close " + intent.target().name() + ".");
    }

    private Optional<Denial> approvalMissing(Intent intent, Situation now) {
        var need = approvalNeeded(intent, now.severity(), now.criticality());
        if (!need.required()) {
            return Optional.empty();
        }
        // the newest decision counts: a rejection after an approval withdraws it
        var decided = sql.one(
                """
                select approved, expires_at > ? as valid from approval
                where run_id = ? and ? = any (targets) and ? = any (actions)
                order by decided_at desc limit 1
                """,
                row -> new Decided(row.bool("approved"), row.bool("valid")),
                clock.instant(),
                UUID.fromString(intent.runId()),
                intent.target().key(),
                intent.action().value());
        if (decided.filter(Decided::approved).isEmpty()) {
            return denial("approval-missing", "Needs an approval that covers this target: " + need.why());
        }
        return decided.get().valid()
                ? Optional.empty()
                : denial("approval-expired", "The approval is no longer valid.");
    }

    private record Decided(boolean approved, boolean valid) {}

    private record Need(boolean required, String why) {}

    /// No rule, or an answer that is not understood: approval is required.
    private Need approvalNeeded(Intent intent, int severity, String criticality) {
        var inputs = new HashMap<String, @Nullable Object>();
        inputs.put("severity", severity);
        inputs.put("action", intent.action().value());
        var host = intent.target().on();
        inputs.put("role", host == null ? null : host.role());
        inputs.put("criticality", criticality);
        var output = decisions.evaluate("containment-approval", inputs).output();
        var why = String.valueOf(output.getOrDefault("why", "no rule of containment-approval fits"));
        return new Need(!"not-required".equals(output.get("approval")), why);
    }

    private Optional<Situation> situation(Intent intent) {
        var asset = asset(intent.target());
        return sql.one(
                """
                select r.incident_id, i.status, i.severity,
                       exists (select 1 from playbook_run_join j join incident ji on ji.id = j.incident_id
                               where j.run_id = r.id and ji.status <> 'closed') as wanted,
                       r.state, s.on_ as killed, coalesce(a.protected, false) as protected, a.why,
                       coalesce(a.criticality, 1) as criticality
                from playbook_run r
                join incident i on i.id = r.incident_id
                join policy_switch s on s.name = 'kill'
                left join lateral (
                    select bool_or(protected) as protected, string_agg(why, '; ') filter (where protected) as why,
                           max(array_position(array['low', 'medium', 'high', 'critical'], criticality)) - 1 as criticality
                    from asset where kind = ? and name in (?, ?)) a on true
                where r.id = ?
                """,
                Situation::of,
                asset instanceof Target.Host ? "host" : "account",
                asset == null ? "" : asset.name().toLowerCase(Locale.ROOT),
                asset == null ? "" : asset.id().toLowerCase(Locale.ROOT),
                uuid(intent.runId()));
    }

    /// What is on a host is as well protected as the host; a hash is nobody's asset.
    private static @Nullable Target asset(Target target) {
        return target instanceof Target.Account ? target : target.on();
    }

    /// The criticality a run starts with: of the host and the account as the alert names them.
    public String criticality(@Nullable String host, @Nullable String account) {
        return sql.one(
                        """
                        select coalesce(max(array_position(array['low', 'medium', 'high', 'critical'], criticality)), 2) - 1 as level
                        from asset where (kind = 'host' and name = ?) or (kind = 'account' and name = ?)
                        """,
                        row -> CRITICALITY.get(row.number("level")),
                        host == null ? "" : host.toLowerCase(Locale.ROOT),
                        account == null ? "" : account.toLowerCase(Locale.ROOT))
                .orElse("medium");
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return new UUID(0, 0);
        }
    }

    private static Optional<Denial> denial(String code, String why) {
        return Optional.of(new Denial(code, why));
    }
}
