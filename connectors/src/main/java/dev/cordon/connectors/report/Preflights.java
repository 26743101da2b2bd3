package dev.cordon.connectors.report;

import dev.cordon.connectors.action.Actions;
import dev.cordon.connectors.capability.Connector;
import dev.cordon.connectors.capability.Vendors;
import dev.cordon.contract.connector.Finding;
import dev.cordon.contract.connector.Finding.Verdict;
import dev.cordon.contract.connector.State;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/// What the last preflight of each connector found.
@ApplicationScoped
class Preflights {
    private static final Logger LOG = Logger.getLogger(Preflights.class);

    private final Vendors vendors;
    private final Map<String, Checked> checked = new ConcurrentHashMap<>();
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    private record Checked(Instant at, List<Finding> findings) {}

    Preflights(Vendors vendors) {
        this.vendors = vendors;
    }

    void runAll() {
        vendors.all().forEach(this::run);
    }

    void run(String name) {
        vendors.named(name).ifPresent(this::run);
    }

    List<State> states() {
        return vendors.all().stream().map(this::state).toList();
    }

    private State state(Connector connector) {
        var last = checked.get(connector.name());
        return new State(
                connector.name(),
                connector.product(),
                Actions.jobTypes(connector),
                connector.health().get(),
                last == null ? null : last.at,
                last == null ? List.of() : last.findings);
    }

    // Asked for again while it runs, it is answered by the one that runs.
    private void run(Connector connector) {
        if (!running.add(connector.name())) {
            return;
        }
        try {
            check(connector);
        } finally {
            running.remove(connector.name());
        }
    }

    private void check(Connector connector) {
        var at = Instant.now();
        var findings = findings(connector);
        checked.put(connector.name(), new Checked(at, findings));
        findings.stream()
                .filter(finding -> finding.verdict() == Verdict.BAD)
                .forEach(bad -> LOG.warnf("%s: %s: %s", connector.name(), bad.check(), bad.detail()));
    }

    private static List<Finding> findings(Connector connector) {
        try {
            return connector.preflight().run();
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s: the preflight itself failed", connector.name());
            return List.of(new Finding(
                    "preflight",
                    Verdict.UNKNOWN,
                    "it failed itself: " + e.getClass().getSimpleName()));
        }
    }
}
