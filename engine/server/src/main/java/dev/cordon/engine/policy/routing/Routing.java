package dev.cordon.engine.policy.routing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cordon.engine.playbook.Catalogue;
import dev.cordon.engine.playbook.Decisions;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;

/// Asks the decision `alert-routing`, in the version that is in force. Changes nothing.
///
/// Which version that is, is read each time, or once for a batch: every server process follows a change with the next
/// alert. A version never
/// changes, so what was parsed is kept.
@ApplicationScoped
public class Routing {
    public static final String DECISION = "alert-routing";

    /// The one this server was built with.
    static final int SHIPPED = 0;

    private final Sql sql;
    private final Decisions decisions;
    private final Catalogue catalogue;
    private final Cache<Integer, RoutingTable> parsed =
            Caffeine.newBuilder().maximumSize(8).build();

    Routing(Sql sql, Decisions decisions, Catalogue catalogue) {
        this.sql = sql;
        this.decisions = decisions;
        this.catalogue = catalogue;
    }

    public Route route(Facts facts) {
        return table(inForce()).of(facts);
    }

    /// By a version that may never have been in force, or by the one in force where many alerts come at once.
    public Route route(Facts facts, int version) {
        return table(version).of(facts);
    }

    public int inForce() {
        return sql.one("select version from routing", row -> row.number("version"))
                .orElseThrow();
    }

    RoutingTable table(int version) {
        return parsed.get(version, this::load);
    }

    private RoutingTable load(int version) {
        if (version == SHIPPED) {
            return new RoutingTable(SHIPPED, decisions.decision(DECISION), catalogue);
        }
        var dmn = sql.one("select dmn from routing_version where version = ?", row -> row.text("dmn"), version)
                .orElseThrow(() -> Problem.notFound("Routing version " + version));
        return new RoutingTable(version, decisions.read(DECISION, dmn), catalogue);
    }
}
