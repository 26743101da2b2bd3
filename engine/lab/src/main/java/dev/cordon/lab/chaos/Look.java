package dev.cordon.lab.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cordon.lab.Stack;
import dev.cordon.lab.setting.ChosenVendors;
import dev.cordon.lab.setting.Port;
import dev.cordon.lab.setting.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Takes a snapshot of everything.
final class Look {
    private static final JsonMapper JSON = new JsonMapper();

    private static final Pattern SECRET = Pattern.compile(".*_(SECRET|KEY|TOKEN|PASSWORD)");

    private final Site site;
    private final Stack stack;
    private final HttpClient http;
    private final Map<String, String> canaries;

    Look(Site site, Stack stack, HttpClient http, Map<String, String> canaries) {
        this.site = site;
        this.stack = stack;
        this.http = http;
        this.canaries = canaries;
    }

    Snapshot take() throws IOException, InterruptedException, SQLException {
        // the witnesses after the database would see more than it could know
        var arrivals = site.range().arrivals(0);
        var world = world();
        try (var database = site.database()) {
            var entries = database.entries();
            return new Snapshot(
                    Instant.now(),
                    site.sender().ledger(),
                    database.alerts(),
                    database.severities(),
                    database.runs(),
                    database.tasks(),
                    database.actions(),
                    database.approvals(),
                    database.holds(),
                    database.assets(),
                    database.killSwitch(),
                    entries,
                    database.heads(),
                    database.promises(),
                    arrivals,
                    world,
                    leaks(entries));
        }
    }

    private Map<String, String> world() throws IOException, InterruptedException {
        var states = new HashMap<String, String>();
        for (var host : site.range().hosts()) {
            states.put(
                    "host:%s:%s"
                            .formatted(
                                    host.path("vendor").asText(),
                                    host.path("id").asText()),
                    word(host.path("state").asText()));
        }
        for (var person : site.range().people()) {
            states.put(
                    "account:%s:%s"
                            .formatted(
                                    person.path("vendor").asText(),
                                    person.path("id").asText()),
                    person.path("enabled").asBoolean() ? "normal" : "contained");
        }
        for (var user : users()) {
            states.put(
                    "account:keycloak:" + user.path("id").asText(),
                    user.path("enabled").asBoolean() ? "normal" : "contained");
        }
        return states;
    }

    /// The ledger's words for the range's.
    private static String word(String state) {
        return switch (state) {
            case "isolated" -> "contained";
            case "free" -> "normal";
            default -> state;
        };
    }

    /// As the company's administrator sees them, not as the connector does.
    private JsonNode users() throws IOException, InterruptedException {
        var keycloak = stack.ports().http(Port.KEYCLOAK);
        var form = "grant_type=password&client_id=admin-cli&username=admin&password="
                + stack.secrets().of("keycloak.admin");
        var token = JSON.readTree(text(
                        HttpRequest.newBuilder(URI.create(keycloak + "/realms/master/protocol/openid-connect/token"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form))))
                .path("access_token")
                .asText();
        return JSON.readTree(text(HttpRequest.newBuilder(URI.create(keycloak + "/admin/realms/acme/users?max=500"))
                .header("Authorization", "Bearer " + token)));
    }

    private String text(HttpRequest.Builder call) throws IOException, InterruptedException {
        var response = http.send(call.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new Problem("Keycloak answered " + response.statusCode());
        }
        return response.body();
    }

    private Map<String, String> vendorSecrets() throws IOException, InterruptedException {
        var vendors = new ArrayList<>(stack.folder().vendors().names());
        vendors.remove(ChosenVendors.KEYCLOAK);
        var secrets = new TreeMap<String, String>();
        site.range().settings(vendors).properties().forEach(setting -> {
            if (SECRET.matcher(setting.getKey()).matches()) {
                secrets.put(setting.getKey(), setting.getValue().asText());
            }
        });
        return secrets;
    }

    private List<String> leaks(List<Snapshot.Entry> entries) throws IOException, InterruptedException {
        var secrets = new TreeMap<>(stack.secrets().all());
        secrets.putAll(canaries);
        secrets.putAll(vendorSecrets());
        var leaks = new Leaks(secrets);
        var found = new ArrayList<String>();
        entries.forEach(entry -> found.addAll(leaks.in("a timeline", entry.body())));
        found.addAll(leaks.below(stack.folder().of("logs")));
        // variables of every run, as the broker keeps them
        found.addAll(leaks.below(stack.folder().of("camunda")));
        return found;
    }
}
