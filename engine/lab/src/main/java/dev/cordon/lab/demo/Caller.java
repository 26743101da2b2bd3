package dev.cordon.lab.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cordon.lab.setting.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// The public interface, used by one person.
public final class Caller {
    private static final JsonMapper JSON = new JsonMapper();

    private final String server;
    private final Login login;
    private String token = "";

    public Caller(String server, Login login) {
        this.server = server;
        this.login = login;
    }

    public String name() {
        return login.account().username();
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(server + path)).GET());
    }

    public JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(server + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    /// Logs in at the first call and when the token has run out: a 401 says that nothing was done, so it is safe to
    /// repeat.
    private JsonNode send(HttpRequest.Builder call) throws IOException, InterruptedException {
        var response = once(call);
        if (response.statusCode() == 401) {
            token = login.token().orElseThrow(() -> new Problem(name() + " cannot log in to Cordon."));
            response = once(call);
        }
        if (response.statusCode() / 100 != 2) {
            throw new Problem("%s %s, as %s: %d %s"
                    .formatted(
                            response.request().method(),
                            response.request().uri().getPath(),
                            name(),
                            response.statusCode(),
                            response.body()));
        }
        return response.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(response.body());
    }

    private HttpResponse<String> once(HttpRequest.Builder call) throws IOException, InterruptedException {
        var request = call.setHeader("Authorization", "Bearer " + token)
                .setHeader("Accept", "application/json")
                .timeout(Duration.ofSeconds(20))
                .build();
        return login.http().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
