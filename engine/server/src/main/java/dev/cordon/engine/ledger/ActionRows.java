package dev.cordon.engine.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.contract.Intent;
import dev.cordon.contract.Look;
import dev.cordon.contract.Outcome;
import dev.cordon.contract.Pause;
import dev.cordon.engine.policy.Policy.Denial;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The actions and their attempts in the database, in the caller's transaction.
@ApplicationScoped
class ActionRows {
    private final Sql sql;
    private final ObjectMapper json;

    ActionRows(Sql sql, ObjectMapper json) {
        this.sql = sql;
        this.json = json;
    }

    Held held(UUID id) {
        return sql.one("select * from action where id = ? for update", Held::of, id)
                .orElseThrow(() -> new Problem(404, "not-found", "There is no action " + id + "."));
    }

    /// False: somebody was here before. The primary key decides who came first.
    boolean insert(UUID id, Intent intent, Instant now, Optional<Denial> denial) {
        return sql.update(
                        """
                        insert into action (id, incident_id, run_id, element_id, job_type, target, target_key, reason, state,
                            denial, intended_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing
                        """,
                        id,
                        UUID.fromString(intent.incidentId()),
                        UUID.fromString(intent.runId()),
                        intent.element(),
                        intent.action().value(),
                        json.valueToTree(intent.target()),
                        intent.target().key(),
                        intent.reason(),
                        denial.isPresent() ? "denied" : "open",
                        denial.orElse(null),
                        now)
                == 1;
    }

    /// What was just inserted as open.
    void deny(UUID id, Denial denial) {
        sql.update("update action set state = 'denied', denial = ? where id = ?", denial, id);
    }

    /// @return the token of the new claim
    UUID lease(UUID id, Instant now, int attempt, String worker) {
        var token = UUID.randomUUID();
        sql.update("""
                with leased as (
                    update action set token = ?, lease_until = ?, attempts = ? where id = ? returning id)
                insert into action_attempt (action_id, attempt, worker, claimed_at) select id, ?, ?, ? from leased
                """, token, now.plus(ActionLedger.LEASE), attempt, id, attempt, worker, now);
        return token;
    }

    void interrupted(UUID id) {
        sql.update("update action set interrupted = true where id = ?", id);
    }

    void settled(UUID id, Outcome outcome, Instant now) {
        sql.update(
                "update action set state = 'settled', outcome = ?, settled_at = ?, lease_until = null where id = ?",
                json.valueToTree(outcome),
                now,
                id);
    }

    void givenBack(UUID id, Pause pause) {
        sql.update("""
                update action set token = null, lease_until = null, asked = asked or ?, receipt = coalesce(?, receipt),
                    waits = waits or ?
                where id = ?
                """, pause.asked(), pause.receipt(), pause.waits() != null, id);
    }

    /// @param looks what the worker saw meanwhile
    void endAttempt(Held held, String ending, boolean asked, List<Look> looks, Instant now) {
        JsonNode seen = json.valueToTree(looks);
        sql.update("""
                update action_attempt set ended_at = ?, ending = ?, asked = ?, looks = ?
                where action_id = ? and attempt = ?
                """, now, ending, asked, seen, held.id(), held.attempts());
    }

    /// Open, and their run and their last lease ended before that time.
    List<UUID> orphans(Instant before) {
        return sql.list("""
                select a.id from action a join playbook_run r on r.id = a.run_id
                where a.state = 'open' and r.ended_at is not null and greatest(r.ended_at, coalesce(a.lease_until, r.ended_at)) < ?
                order by a.id limit 100 for update of a skip locked
                """, row -> row.uuid("id"), before);
    }
}
