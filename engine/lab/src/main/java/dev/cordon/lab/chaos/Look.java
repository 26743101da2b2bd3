package dev.cordon.lab.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cordon.lab.Stack;
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

/// Takes a snapshot of everything.
final class Look {
    private static final JsonMapper JSON = new JsonMapper();

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
                    "host:crowdstrike:" + host.path("device_id").asText(),
                    host.path("status").asText().toLowerCase(java.util.Locale.ROOT));
        }
        for (var user : users()) {
            states.put(
                    "account:keycloak:" + user.path("id").asText(),
                    user.path("enabled").asBoolean() ? "normal" : "contained");
        }
        return states;
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

    private List<String> leaks(List<Snapshot.Entry> entries) {
        var secrets = new TreeMap<>(stack.secrets().all());
        secrets.putAll(canaries);
        var leaks = new Leaks(secrets);
        var found = new ArrayList<String>();
        var timelines = new StringBuilder();
        entries.forEach(entry -> timelines.append(entry.body()).append('\n'));
        found.addAll(leaks.in("a timeline", timelines.toString()));
        found.addAll(leaks.below(stack.folder().of("logs")));
        // variables of every run, as the broker keeps them
        found.addAll(leaks.below(stack.folder().of("camunda")));
        return found;
    }
}
