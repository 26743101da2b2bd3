package dev.cordon.recorder;

import io.camunda.zeebe.exporter.api.ExporterException;
import io.camunda.zeebe.exporter.api.context.Configuration;
import java.net.URI;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the operator says in the exporter's `args`.
///
/// @param url the server's base URL
/// @param secret the password of the user `recorder`
/// @param variables the names of the process variables to record; all others stay in the broker
record Settings(URI url, String secret, Set<String> variables) {
    private static final String DEFAULT_VARIABLES = "request";

    static Settings from(Configuration configuration) {
        var args = configuration.getArguments() == null ? Map.<String, Object>of() : configuration.getArguments();
        return new Settings(url(args.get("url")), secret(args.get("secret")), names(args.get("variables")));
    }

    private static URI url(@Nullable Object value) {
        if (value == null || value.toString().isBlank()) {
            throw new ExporterException("The recorder needs 'url': the base URL of the Cordon server");
        }
        URI url;
        try {
            url = URI.create(value.toString().strip().replaceAll("/+$", ""));
        } catch (IllegalArgumentException e) {
            throw new ExporterException("The recorder's 'url' is not a URL", e);
        }
        var scheme = url.getScheme() == null ? "" : url.getScheme();
        if (!(scheme.equals("http") || scheme.equals("https")) || url.getHost() == null) {
            throw new ExporterException("The recorder's 'url' must look like http(s)://host:port");
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new ExporterException("The recorder's 'url' must have no user, query or fragment");
        }
        return url;
    }

    private static String secret(@Nullable Object value) {
        if (value == null || value.toString().isBlank()) {
            throw new ExporterException(
                    "The recorder needs 'secret': the server's recorder secret (CORDON_RECORDER_SECRET)");
        }
        return value.toString();
    }

    /// A list in YAML; in environment variables one value with commas, or `..._VARIABLES_0`, `_1`, ... which arrive as
    /// a map.
    private static Set<String> names(@Nullable Object value) {
        Stream<?> names = switch (value) {
            case null -> Stream.of(DEFAULT_VARIABLES);
            case Collection<?> list -> list.stream();
            case Map<?, ?> map -> map.values().stream();
            default -> Arrays.stream(value.toString().split(","));
        };
        return names.map(name -> name.toString().strip())
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String toString() {
        return "Settings[url=" + url + ", secret=***, variables=" + variables + "]";
    }
}
