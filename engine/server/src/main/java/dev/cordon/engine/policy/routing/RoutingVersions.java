package dev.cordon.engine.policy.routing;

import dev.cordon.engine.playbook.Catalogue;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The versions of the decision. What was written once is never changed.
@ApplicationScoped
class RoutingVersions {
    private static final int MOST = 200;

    private final Sql sql;
    private final Catalogue catalogue;

    RoutingVersions(Sql sql, Catalogue catalogue) {
        this.sql = sql;
        this.catalogue = catalogue;
    }

    /// @param cases that it was proposed with
    record Text(String dmn, List<Case> cases) {}

    /// The newest first, at most 200, and version 0.
    List<RoutingVersion> newest() {
        var versions = new ArrayList<>(
                sql.list(RoutingVersion.SELECT + " order by v.version desc limit ?", RoutingVersion::of, MOST));
        versions.add(RoutingVersion.shipped(inForce("")));
        return versions;
    }

    RoutingVersion inForce() {
        return version(inForce(""));
    }

    RoutingVersion version(int version) {
        return find(version).orElseThrow(() -> Problem.notFound("Routing version " + version));
    }

    private Optional<RoutingVersion> find(int version) {
        return version == Routing.SHIPPED
                ? Optional.of(RoutingVersion.shipped(inForce("")))
                : sql.one(RoutingVersion.SELECT + " where v.version = ?", RoutingVersion::of, version);
    }

    Text text(int version) {
        if (version == Routing.SHIPPED) {
            return new Text(shipped(), List.of());
        }
        return sql.one(
                        "select dmn, cases from routing_version where version = ?",
                        row -> new Text(row.text("dmn"), Arrays.asList(row.json("cases", Case[].class))),
                        version)
                .orElseThrow(() -> Problem.notFound("Routing version " + version));
    }

    private String shipped() {
        return catalogue.decisions().stream()
                .filter(resource -> resource.name().equals(Routing.DECISION + ".dmn"))
                .findFirst()
                .orElseThrow()
                .text();
    }

    /// Locked until the commit: of two who change which one is in force, the second one sees what the first one did.
    @Transactional(TxType.MANDATORY)
    int hold() {
        return inForce(" for update");
    }

    private int inForce(String lock) {
        return sql.one("select version from routing" + lock, row -> row.number("version"))
                .orElseThrow();
    }
}
