package dev.cordon.engine.alert.source;

import dev.cordon.engine.alert.AlertAdapter;
import dev.cordon.engine.problem.Problem;
import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The sources that may send, each with its adapter and its secret. A mistake in their settings ends the start.
@Startup
@ApplicationScoped
public class AlertSources {
    private final Map<String, AlertSource> sources = new TreeMap<>();

    AlertSources(AlertSourcesConfig config, @All List<AlertAdapter> adapters) {
        var byKind = adapters.stream().collect(Collectors.toMap(AlertAdapter::kind, adapter -> adapter));
        config.byName().forEach((name, source) -> sources.put(name, new SourceSettings(name, source).read(byKind)));
    }

    public Optional<AlertSource> find(String name) {
        return Optional.ofNullable(sources.get(name));
    }

    /// @throws Problem 404 there is none, or nobody fetches its alerts
    public AlertSource pulled(String name) {
        return find(name)
                .filter(AlertSource::isPulled)
                .orElseThrow(() -> Problem.notFound("A source of this name whose alerts are pulled"));
    }

    /// By name.
    public Collection<AlertSource> all() {
        return Collections.unmodifiableCollection(sources.values());
    }
}
