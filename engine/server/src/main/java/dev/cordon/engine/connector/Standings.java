package dev.cordon.engine.connector;

import dev.cordon.contract.connector.Finding;
import dev.cordon.contract.connector.Finding.Verdict;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// Says in the log and in a metric when a connector goes bad, and when it is mended.
@ApplicationScoped
class Standings {
    private static final Logger LOG = Logger.getLogger(Standings.class);
    private static final String METRIC = "cordon.connector.state";

    private final MeterRegistry metrics;
    private final Map<String, Standing> last = new ConcurrentHashMap<>();

    Standings(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /// @param now asked again whenever the metric is read: nobody reports that a connector is away
    void note(ConnectorView view, Supplier<Standing> now) {
        var before = last.put(view.name(), view.state());
        if (before == null) {
            measure(view.name(), now);
        }
        if (view.state() == Standing.BAD && before != Standing.BAD) {
            LOG.warnf("Connector %s is bad: %s", view.name(), bad(view));
        } else if (before == Standing.BAD && view.state() != Standing.BAD) {
            LOG.infof(
                    "Connector %s is bad no more: %s", view.name(), view.state().value());
        }
    }

    /// One for each state, 1 for the one it is in.
    private void measure(String name, Supplier<Standing> now) {
        for (var standing : Standing.values()) {
            Gauge.builder(METRIC, () -> now.get() == standing ? 1 : 0)
                    .tag("connector", name)
                    .tag("state", standing.value())
                    .register(metrics);
        }
    }

    private static String bad(ConnectorView view) {
        return view.findings().stream()
                .filter(finding -> finding.verdict() == Verdict.BAD)
                .map(Finding::check)
                .collect(Collectors.joining(", "));
    }
}
