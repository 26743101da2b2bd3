package dev.cordon.lab.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cordon.lab.range.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Whether what was sent was allowed at the moment it arrived. Knows the company's rule by itself, not from the server.
final class PermissionCheck {
    private static final JsonMapper JSON = new JsonMapper();
    /// What a claim made before the stop may still send. As long as the ledger's lease.
    private static final Duration LEASE = Duration.ofSeconds(20);

    private static final int CRITICAL = 5;

    private final Snapshot seen;
    private final Findings findings;
    private final Map<String, Snapshot.Action> actions;
    private final Map<String, List<Instant>> stops = new HashMap<>();

    PermissionCheck(Snapshot seen, Findings findings) {
        this.seen = seen;
        this.findings = findings;
        this.actions = RequestCheck.byId(seen);
        seen.entries().stream()
                .filter(entry -> entry.kind().equals("run-cancelled"))
                .map(entry -> tree(entry.body()))
                .forEach(body -> stop(
                        body.at("/detail/runId").asText(),
                        Instant.parse(body.path("recordedAt").asText())));
        seen.approvals().stream()
                .filter(approval -> !approval.approved())
                .forEach(approval -> stop(approval.run(), approval.decidedAt()));
    }

    void check() {
        for (var arrival : RequestCheck.changes(seen).toList()) {
            var action = actions.get(arrival.action());
            if (action != null) {
                check(arrival, action);
            }
        }
    }

    private void check(Arrival arrival, Snapshot.Action action) {
        var stopped =
                stops.getOrDefault(action.run(), List.of()).stream().anyMatch(stop -> cameAfter(stop, arrival, action));
        if (stopped) {
            late(arrival, "its run had been stopped");
        }
        if (!arrival.operation().equals("contain")) {
            return;
        }
        if (killed(arrival, action)) {
            late(arrival, "the kill switch was on");
        }
        if (isProtected(action)) {
            unapproved(arrival, "the host is protected");
        } else if (needsPerson(action) && !approved(arrival, action)) {
            unapproved(arrival, "nobody else had approved it");
        }
    }

    /// A claim made before the stop may be on its way; any other must not be.
    private static boolean cameAfter(Instant stop, Arrival arrival, Snapshot.Action action) {
        var claim = lastClaim(arrival, action);
        return arrival.time().isAfter(stop)
                && (claim.isAfter(stop) || arrival.time().isAfter(claim.plus(LEASE)));
    }

    private static Instant lastClaim(Arrival arrival, Snapshot.Action action) {
        return action.claims().stream()
                .filter(claim -> !claim.isAfter(arrival.time()))
                .max(Comparator.naturalOrder())
                .orElse(action.intendedAt());
    }

    private boolean killed(Arrival arrival, Snapshot.Action action) {
        var claim = lastClaim(arrival, action);
        return seen.killSwitch().stream()
                .filter(change -> !change.at().isAfter(claim))
                .max(Comparator.comparing(Snapshot.KillSwitch::at))
                .map(Snapshot.KillSwitch::on)
                .orElse(false);
    }

    private boolean isProtected(Snapshot.Action action) {
        return assets(action).stream().anyMatch(Snapshot.Asset::isProtected);
    }

    private boolean needsPerson(Snapshot.Action action) {
        var ordinary = assets(action).stream()
                .noneMatch(asset -> Set.of("high", "critical").contains(asset.criticality()));
        return !(ordinary
                && action.target().path("role").asText().equals("workstation")
                && seen.severities().getOrDefault(action.incident(), 0) >= CRITICAL);
    }

    private List<Snapshot.Asset> assets(Snapshot.Action action) {
        var names = Set.of(
                action.target().path("name").asText().toLowerCase(Locale.ROOT),
                action.target().path("id").asText().toLowerCase(Locale.ROOT));
        return seen.assets().stream()
                .filter(asset -> asset.kind().equals("host") && names.contains(asset.name()))
                .toList();
    }

    private boolean approved(Arrival arrival, Snapshot.Action action) {
        return seen.approvals().stream()
                .anyMatch(approval -> approval.approved()
                        && approval.run().equals(action.run())
                        && !approval.approver().equals(approval.requester())
                        && approval.targets().contains(action.targetKey())
                        && approval.actions().contains(action.jobType())
                        && !approval.decidedAt().isAfter(arrival.time())
                        && approval.expiresAt().isAfter(arrival.time()));
    }

    private void late(Arrival arrival, String how) {
        findings.add(Harm.SENDS_AFTER_CANCEL, words(arrival, how));
    }

    private void unapproved(Arrival arrival, String how) {
        findings.add(Harm.UNAPPROVED_SENDS, words(arrival, how));
    }

    private static String words(Arrival arrival, String how) {
        return "arrival %d, %s of %s: %s".formatted(arrival.number(), arrival.operation(), arrival.host(), how);
    }

    private void stop(String run, Instant at) {
        stops.computeIfAbsent(run, unknown -> new ArrayList<>()).add(at);
    }

    private static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a timeline entry that is not JSON", e);
        }
    }
}
