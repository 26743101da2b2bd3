package dev.cordon.lab.setting;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A SIEM that may send alerts to the local stack.
public record Source(String name, String kind, String authentication) {

    public static List<Source> ofTheLab() {
        return List.of(new Source("wazuh", "wazuh", "bearer"), new Source("splunk", "splunk", "url-token"));
    }

    /// What the range's SIEMs notice is fetched by the connectors, where they use these vendors, and closed there with
    /// its incident.
    public static Map<String, String> pulled() {
        var all = new TreeMap<String, String>();
        Map.of("elastic", "elastic", "qradar", "qradar", "sentinel", "sentinel", "notables", "splunk-es")
                .forEach((name, kind) -> {
                    all.put(prefix(name) + "_KIND", kind);
                    all.put(prefix(name) + "_AUTHENTICATION", "pull");
                    all.put(prefix(name) + "_WRITE_BACK", kind.equals("splunk-es") ? "splunk" : kind);
                });
        return all;
    }

    public String secret(Secrets secrets) {
        return secrets.of("source." + name);
    }

    public Map<String, String> environment(Secrets secrets) {
        var prefix = prefix(name);
        return Map.of(
                prefix + "_KIND", kind,
                prefix + "_AUTHENTICATION", authentication,
                prefix + "_SECRET", secret(secrets));
    }

    private static String prefix(String name) {
        return "CORDON_SOURCES_" + name.toUpperCase(Locale.ROOT);
    }
}
