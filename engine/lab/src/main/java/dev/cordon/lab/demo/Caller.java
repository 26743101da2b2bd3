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
    private volatile String token = "";

    public Caller(String server, Login login) {
        this.server = server;
        this.login = login;
    }

    public String name() {
        return login.account().username();
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return send(to(path).GET());
    }

    public JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
        return send(to(path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    /// A request to this path, for [#exchange].
    public HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(server + path)).setHeader("Accept", "application/json");
    }

    /// Whatever the answer is. Logs in at the first call and when the token has run out: a 401 says that nothing was
    /// done, so it is safe to repeat.
    public <T> HttpResponse<T> exchange(HttpRequest.Builder call, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        var response = once(call, body);
        if (response.statusCode() == 401) {
            token = login.token().orElseThrow(() -> new Problem(name() + " cannot log in to Cordon."));
            response = once(call, body);
        }
        return response;
    }

    private JsonNode send(HttpRequest.Builder call) throws IOException, InterruptedException {
        var response = exchange(call, HttpResponse.BodyHandlers.ofString());
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

    private <T> HttpResponse<T> once(HttpRequest.Builder call, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        var request = call.setHeader("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(20))
                .build();
        return login.http().send(request, body);
    }
}
