package dev.cordon.lab.setting;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A SIEM that may send alerts to the local stack.
public record Source(String name, String kind, String authentication) {

    public static List<Source> ofTheLab() {
        return List.of(
                new Source("wazuh", "wazuh", "bearer"),
                new Source("splunk", "splunk", "url-token"),
                new Source("elastic", "elastic", "bearer"));
    }

    public String secret(Secrets secrets) {
        return secrets.of("source." + name);
    }

    public Map<String, String> environment(Secrets secrets) {
        var prefix = "CORDON_SOURCES_" + name.toUpperCase(Locale.ROOT);
        return Map.of(
                prefix + "_KIND", kind,
                prefix + "_AUTHENTICATION", authentication,
                prefix + "_SECRET", secret(secrets));
    }
}
