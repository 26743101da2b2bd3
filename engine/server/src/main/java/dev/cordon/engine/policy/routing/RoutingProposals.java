package dev.cordon.engine.policy.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.engine.access.Who;
import dev.cordon.engine.policy.PolicyChanges;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// One person proposes a version, another one confirms it, and only then it routes. Until then its author may withdraw
/// it and anybody else reject it; whoever comes first decides.
@ApplicationScoped
class RoutingProposals {
    private final Sql sql;
    private final RoutingVersions versions;
    private final RoutingChecks checks;
    private final PolicyChanges changes;
    private final PolicyConfig config;
    private final Who who;
    private final InstantSource clock;
    private final ObjectMapper json;

    RoutingProposals(
            Sql sql,
            RoutingVersions versions,
            RoutingChecks checks,
            PolicyChanges changes,
            PolicyConfig config,
            Who who,
            InstantSource clock,
            ObjectMapper json) {
        this.sql = sql;
        this.versions = versions;
        this.checks = checks;
        this.changes = changes;
        this.config = config;
        this.who = who;
        this.clock = clock;
        this.json = json;
    }

    /// A version that may still come into force.
    private record Open(int version, int basedOn, String author) {}

    private record Proposed(int version, int basedOn, String reason, Trial.Summary checks) {}

    private record InForce(int version, int replaces, String author, String confirmedBy) {}

    private record Withdrawn(int version, int basedOn) {}

    private record Rejected(int version, int basedOn, String author, String reason) {}

    /// @param basedOn the version in force that the author has read
    /// @return the new version's number
    @Transactional
    int propose(int basedOn, String reason, RoutingVersions.Text text, Trial trial) {
        requireInForce(basedOn, versions.hold());
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
        var proposal = open(number);
        if (isMine(proposal) && !config.confirmAlone()) {
            throw new Problem(403, "author-cannot-confirm", "You proposed this version; somebody else confirms it.");
        }
        var text = versions.text(number);
        // a playbook that it names may be gone since
        checks.pass(text.dmn(), text.cases());
        sql.update(
                "insert into routing_confirmation (version, confirmed_by, confirmed_at) values (?, ?, ?)",
                number,
                who.name(),
                clock.instant());
        sql.update("update routing set version = ?", number);
        changes.add("routing", new InForce(number, proposal.basedOn(), proposal.author(), who.name()));
    }

    @Transactional
    void withdraw(int number) {
        var proposal = open(number);
        if (!isMine(proposal)) {
            throw new Problem(
                    403, "not-the-author", "%s proposed this version; you can reject it.".formatted(proposal.author()));
        }
        refuse(number, null);
        changes.add("routing-withdrawn", new Withdrawn(number, proposal.basedOn()));
    }

    @Transactional
    void reject(int number, String reason) {
        var proposal = open(number);
        if (isMine(proposal)) {
            throw new Problem(403, "author-cannot-reject", "You proposed this version; you can withdraw it.");
        }
        refuse(number, reason);
        changes.add("routing-rejected", new Rejected(number, proposal.basedOn(), proposal.author(), reason));
    }

    private void refuse(int number, @Nullable String reason) {
        sql.update(
                "insert into routing_refusal (version, refused_by, reason, refused_at) values (?, ?, ?, ?)",
                number,
                who.name(),
                reason,
                clock.instant());
    }

    private boolean isMine(Open proposal) {
        return proposal.author().equals(who.name());
    }

    /// Read under the lock: of two who decide, the second one is told what the first one did.
    private Open open(int number) {
        var inForce = versions.hold();
        var version = versions.version(number);
        if (version.confirmedBy() != null || version.basedOn() == null || version.author() == null) {
            throw new Problem(409, "already-confirmed", "Version %d has been in force already.".formatted(number));
        }
        if (version.refusedBy() != null) {
            throw new Problem(
                    409,
                    "already-" + version.state(),
                    "Version %d was %s by %s.".formatted(number, version.state(), version.refusedBy()));
        }
        requireInForce(version.basedOn(), inForce);
        return new Open(number, version.basedOn(), version.author());
    }

    private static void requireInForce(int version, int inForce) {
        if (inForce != version) {
            throw new Problem(
                    409,
                    "version-changed",
                    "Version %d of the routing is in force, not %d. Read it again.".formatted(inForce, version));
        }
    }
}
