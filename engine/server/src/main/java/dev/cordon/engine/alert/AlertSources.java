package dev.cordon.engine.alert;

import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The sources that may send, each with its adapter and its secret. A mistake in their settings ends the start.
@Startup
@ApplicationScoped
class AlertSources {
    private static final int SHORTEST_SECRET = 16;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private final Map<String, AlertSource> sources = new TreeMap<>();

    AlertSources(AlertSourcesConfig config, @All List<AlertAdapter> adapters) {
        var byKind = adapters.stream().collect(Collectors.toMap(AlertAdapter::kind, adapter -> adapter));
        config.byName().forEach((name, source) -> sources.put(name, checked(name, source, byKind)));
    }

    Optional<AlertSource> find(String name) {
        return Optional.ofNullable(sources.get(name));
    }

    private static AlertSource checked(
            String name, AlertSourcesConfig.Source source, Map<String, AlertAdapter> adapters) {
        if (!NAME.matcher(name).matches()) {
            throw new ConfigurationException(
                    "cordon.sources.%s: a name has lower-case letters, digits, hyphens".formatted(name));
        }
        var kind = source.kind().orElseThrow(() -> mistake(name, "kind", "is not set"));
        var adapter = adapters.get(kind);
        if (adapter == null) {
            throw mistake(name, "kind", "is '%s'; known are %s".formatted(kind, adapters.keySet()));
        }
        var way = source.authentication().orElseThrow(() -> mistake(name, "authentication", "is not set"));
        var authentication = AlertSource.Authentication.of(way)
                .orElseThrow(() -> mistake(
                        name, "authentication", "is '%s'; known are bearer, basic, hmac, url-token".formatted(way)));
        var secret = source.secret().orElseThrow(() -> mistake(name, "secret", "is not set"));
        if (secret.length() < SHORTEST_SECRET) {
            throw mistake(name, "secret", "must have at least %d characters".formatted(SHORTEST_SECRET));
        }
        return new AlertSource(name, mapped(name, adapter, source), authentication, secret);
    }

    private static AlertAdapter mapped(String name, AlertAdapter adapter, AlertSourcesConfig.Source source) {
        try {
            return adapter.mapped(source.mapping().map(Path::of).orElse(null));
        } catch (IllegalArgumentException e) {
            throw mistake(name, "mapping", String.valueOf(e.getMessage()));
        }
    }

    private static ConfigurationException mistake(String source, String setting, String what) {
        return new ConfigurationException("cordon.sources.%s.%s %s".formatted(source, setting, what));
    }
}
