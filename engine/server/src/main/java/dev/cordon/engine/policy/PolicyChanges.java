package dev.cordon.engine.policy;

import dev.cordon.engine.access.Who;
import dev.cordon.engine.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.InstantSource;

/// The audit trail of the policy, which the application cannot change afterwards.
@ApplicationScoped
public class PolicyChanges {
    private final Sql sql;
    private final Who who;
    private final InstantSource clock;

    PolicyChanges(Sql sql, Who who, InstantSource clock) {
        this.sql = sql;
        this.who = who;
        this.clock = clock;
    }

    /// @param detail what it is from now on
    @Transactional(TxType.MANDATORY)
    public void add(String what, Record detail) {
        sql.update(
                "insert into policy_change (at, actor, what, detail) values (?, ?, ?, ?)",
                clock.instant(),
                who.name(),
                what,
                detail);
    }
}
