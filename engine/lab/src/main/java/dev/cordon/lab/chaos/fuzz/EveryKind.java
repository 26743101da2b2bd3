package dev.cordon.lab.chaos.fuzz;

import dev.cordon.lab.setting.Folder;
import dev.cordon.lab.setting.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/// A source of every kind, and every way to prove oneself among them.
public final class EveryKind {
    static final String HEADER = "X-Siem-Token";

    private EveryKind() {}

    /// To be called before the stack of that folder is up.
    public static void in(Folder folder) {
        folder.create();
        var mapping = folder.of("generic-mapping.json");
        try {
            Files.writeString(mapping, Samples.resource("generic-mapping.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        folder.sources().choose(sources(mapping.toString()));
    }

    /// The name of a kind's source: an environment variable's name has no hyphens.
    static String nameOf(String kind) {
        return kind.replace("-", "");
    }

    private static List<Source> sources(String mapping) {
        return Samples.ALL.stream()
                .map(Sample::kind)
                .distinct()
                .map(kind -> switch (kind) {
                    case "splunk", "splunk-es" -> source(kind, "url-token", Map.of());
                    case "crowdstrike" -> source(kind, "hmac", Map.of("HMAC_PROFILE", "crowdstrike"));
                    case "ocsf", "cef" -> source(kind, "hmac", Map.of());
                    case "graylog" -> source(kind, "basic", Map.of());
                    case "opensearch" -> source(kind, "header", Map.of("HEADER", HEADER));
                    case "generic" -> source(kind, "bearer", Map.of("MAPPING", mapping));
                    default -> source(kind, "bearer", Map.of());
                })
                .toList();
    }

    private static Source source(String kind, String authentication, Map<String, String> settings) {
        return new Source(nameOf(kind), kind, authentication, settings);
    }
}
