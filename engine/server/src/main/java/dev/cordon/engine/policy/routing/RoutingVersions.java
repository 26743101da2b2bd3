package dev.cordon.engine.policy.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.engine.access.Who;
import dev.cordon.engine.playbook.Catalogue;
import dev.cordon.engine.policy.PolicyChanges;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The versions of the decision. One person proposes, another one confirms, and only then it routes. What was written
/// once is never changed.
@ApplicationScoped
class RoutingVersions {
    private static final int MOST = 200;

    private final Sql sql;
    private final RoutingChecks checks;
    private final PolicyChanges changes;
    private final PolicyConfig config;
    private final Catalogue catalogue;
    private final Who who;
    private final InstantSource clock;
    private final ObjectMapper json;

    RoutingVersions(
            Sql sql,
            RoutingChecks checks,
            PolicyChanges changes,
            PolicyConfig config,
            Catalogue catalogue,
            Who who,
            InstantSource clock,
            ObjectMapper json) {
        this.sql = sql;
        this.checks = checks;
        this.changes = changes;
        this.config = config;
        this.catalogue = catalogue;
        this.who = who;
        this.clock = clock;
        this.json = json;
    }

    /// @param cases that it was proposed with
    record Text(String dmn, List<Case> cases) {}

    private record Proposed(int version, int basedOn, String reason, Trial.Summary checks) {}

    private record InForce(int version, int replaces, String author, String confirmedBy) {}

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

    /// @param basedOn the version in force that the author has read
    /// @return the new version's number
    @Transactional
    int propose(int basedOn, String reason, Text text, Trial trial) {
        requireInForce(basedOn);
        JsonNode cases = json.valueToTree(text.cases());
        var version = sql.one(
                        """
                        insert into routing_version (version, based_on, dmn, cases, checks, reason, author, proposed_at)
                        select coalesce(max(version), 0) + 1, ?, ?, ?, ?, ?, ?, ? from routing_version returning version
                        """,
                        row -> row.number("version"),
                        basedOn,
                        text.dmn(),
                        cases,
                        trial.summary(),
                        reason,
                        who.name(),
                        clock.instant())
                .orElseThrow();
        changes.add("routing-proposed", new Proposed(version, basedOn, reason, trial.summary()));
        return version;
    }

    /// From the commit on it routes.
    @Transactional
    void confirm(int number) {
        var version = version(number);
        if (version.confirmedBy() != null || version.basedOn() == null || version.author() == null) {
            throw new Problem(409, "already-confirmed", "Version %d has been in force already.".formatted(number));
        }
        if (version.author().equals(who.name()) && !config.confirmAlone()) {
            throw new Problem(403, "author-cannot-confirm", "You proposed this version; somebody else confirms it.");
        }
        requireInForce(version.basedOn());
        var text = text(number);
        // a playbook that it names may be gone since
        checks.pass(text.dmn(), text.cases());
        sql.update(
                "insert into routing_confirmation (version, confirmed_by, confirmed_at) values (?, ?, ?)",
                number,
                who.name(),
                clock.instant());
        sql.update("update routing set version = ?", number);
        changes.add("routing", new InForce(number, version.basedOn(), version.author(), who.name()));
    }

    /// Locked: of two who change the same version, the second one reads again.
    private void requireInForce(int version) {
        var now = inForce(" for update");
        if (now != version) {
            throw new Problem(
                    409,
                    "version-changed",
                    "Version %d of the routing is in force, not %d. Read it again.".formatted(now, version));
        }
    }

    private int inForce(String lock) {
        return sql.one("select version from routing" + lock, row -> row.number("version"))
                .orElseThrow();
    }
}
