package dev.cordon.engine.ledger;

import dev.cordon.contract.Outcome;
import dev.cordon.contract.Target;
import dev.cordon.engine.policy.Policy.Denial;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An action as its row says, locked until the commit.
///
/// @param token of who holds it; null when it was given back
/// @param asked whether somebody may have asked the vendor
/// @param interrupted whether somebody held it and did not report back
/// @param waits whether the timeline says that the product is waited for
record Held(
        UUID id,
        @Nullable UUID token,
        @Nullable Instant leaseUntil,
        int attempts,
        boolean asked,
        boolean interrupted,
        boolean waits,
        @Nullable String receipt,
        UUID incident,
        String jobType,
        Target target,
        @Nullable Outcome outcome,
        @Nullable Denial denial) {

    static Held of(Row row) throws SQLException {
        return new Held(
                row.uuid("id"),
                row.uuidOrNull("token"),
                row.instantOrNull("lease_until"),
                row.number("attempts"),
                row.bool("asked"),
                row.bool("interrupted"),
                row.bool("waits"),
                row.textOrNull("receipt"),
                row.uuid("incident_id"),
                row.text("job_type"),
                row.json("target", Target.class),
                row.textOrNull("outcome") == null ? null : row.json("outcome", Outcome.class),
                row.textOrNull("denial") == null ? null : row.json("denial", Denial.class));
    }

    void requireHolder(String given) {
        if (token == null || !token.toString().equals(given)) {
            throw new Problem(409, "claim-lost", "Somebody else has taken this action over.");
        }
    }
}
