package dev.cordon.lab.setting;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A SIEM that may send alerts to the local stack.
///
/// @param settings what else its kind or its authentication needs, as the server's settings end: `HMAC_PROFILE`
public record Source(String name, String kind, String authentication, Map<String, String> settings) {

    public Source(String name, String kind, String authentication) {
        this(name, kind, authentication, Map.of());
    }

    public static List<Source> ofTheLab() {
        return List.of(
                new Source("wazuh", "wazuh", "bearer"),
                new Source("splunk", "splunk", "url-token"),
                new Source("elastic", "elastic", "bearer"));
    }

    /// What the range's SIEMs notice is fetched by the connectors, where they use these vendors, and closed there with
    /// its incident.
    public static Map<String, String> pulled() {
        var all = new TreeMap<String, String>();
        Map.of("detections", "elastic", "qradar", "qradar", "sentinel", "sentinel", "notables", "splunk-es")
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
        var prefix = prefix(name) + "_";
        var all = new HashMap<String, String>();
        settings.forEach((setting, value) -> all.put(prefix + setting, value));
        all.put(prefix + "KIND", kind);
        all.put(prefix + "AUTHENTICATION", authentication);
        all.put(prefix + "SECRET", secret(secrets));
        return all;
    }

    private static String prefix(String name) {
        return "CORDON_SOURCES_" + name.toUpperCase(Locale.ROOT);
    }
}
