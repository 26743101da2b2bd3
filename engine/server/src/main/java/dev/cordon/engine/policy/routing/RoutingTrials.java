package dev.cordon.engine.policy.routing;

import dev.cordon.engine.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Routes the newest stored alerts again, by the version in force and by another one. Starts nothing.
@ApplicationScoped
class RoutingTrials {
    private static final int SHOWN = 50;

    private final Sql sql;
    private final Routing routing;

    RoutingTrials(Sql sql, Routing routing) {
        this.sql = sql;
        this.routing = routing;
    }

    private record Known(UUID id, @Nullable String title, Facts facts) {}

    Trial of(RoutingTable candidate, List<Case> cases, int newest) {
        var now = routing.table(routing.inForce());
        var alerts = sql.list("""
                select id, title, source, rule_id, rule_name, severity, techniques, host, account from alert
                where status <> 'rejected' order by received_at desc, id desc limit ?
                """, row -> new Known(row.uuid("id"), row.textOrNull("title"), Facts.of(row)), newest);
        var differences = new ArrayList<Trial.Difference>();
        for (var alert : alerts) {
            var before = now.of(alert.facts()).then();
            var after = candidate.of(alert.facts());
            if (!before.equals(after.then())) {
                differences.add(new Trial.Difference(alert.id(), alert.title(), before, after.then(), after.rules()));
            }
        }
        return new Trial(
                now.version(),
                candidate.decision().table().rules().size(),
                cases.size(),
                alerts.size(),
                differences.size(),
                (int) differences.stream().filter(Trial.Difference::starts).count(),
                (int) differences.stream().filter(Trial.Difference::stops).count(),
                differences.stream().limit(SHOWN).toList());
    }
}
