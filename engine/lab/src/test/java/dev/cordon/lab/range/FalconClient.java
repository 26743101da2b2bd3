package dev.cordon.lab.range;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// A caller without any manners of its own: what comes back is what was sent.
final class FalconClient implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final String id;
    private final String secret;
    private String token = "";

    FalconClient(Range range) {
        base = range.url();
        var settings = range.settings(List.of("crowdstrike"));
        id = settings.getOrDefault("CORDON_VENDOR_CROWDSTRIKE_CLIENT_ID", "");
        secret = settings.getOrDefault("CORDON_VENDOR_CROWDSTRIKE_CLIENT_SECRET", "");
    }

    /// With what the range itself says is right.
    Answer login() throws IOException, InterruptedException {
        return login(id, secret);
    }

    record Answer(int status, HttpResponse<byte[]> raw) {
        JsonNode json() {
            try {
                return Reply.JSON.readTree(raw.body());
            } catch (IOException e) {
                throw new IllegalStateException(new String(raw.body(), StandardCharsets.UTF_8), e);
            }
        }

        JsonNode resource() {
            return json().path("resources").path(0);
        }

        JsonNode error() {
            return json().path("errors").path(0);
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }
    }

    Answer login(String id, String secret) throws IOException, InterruptedException {
        var answer = send(HttpRequest.newBuilder(resolved("/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("client_id=" + id + "&client_secret=" + secret)));
        if (answer.status() == 201) {
            token = answer.json().path("access_token").asText();
        }
        return answer;
    }

    Answer get(String target) throws IOException, InterruptedException {
        return send(authorized(target).GET());
    }

    Answer delete(String target) throws IOException, InterruptedException {
        return send(authorized(target).DELETE());
    }

    Answer post(String target, String body) throws IOException, InterruptedException {
        return send(authorized(target)
                .header("Content-Type", "application/json")
                .header("X-Cordon-Action", "action-1")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer find(String filter) throws IOException, InterruptedException {
        return get("/devices/queries/devices/v1?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
    }

    String id(String hostname) throws IOException, InterruptedException {
        return find("hostname:'" + hostname + "'").resource().asText();
    }

    Answer act(String action, String id) throws IOException, InterruptedException {
        return post("/devices/entities/devices-actions/v2?action_name=" + action, "{\"ids\":[\"" + id + "\"]}");
    }

    String status(String id) throws IOException, InterruptedException {
        return post("/devices/entities/devices/v2", "{\"ids\":[\"" + id + "\"]}")
                .resource()
                .path("status")
                .asText();
    }

    private HttpRequest.Builder authorized(String target) {
        return HttpRequest.newBuilder(resolved(target)).header("Authorization", "Bearer " + token);
    }

    /// The vendor's path, unless it is one of the range's own.
    private URI resolved(String target) {
        return base.resolve(target.equals("/") || target.startsWith("/_range/") ? target : "/crowdstrike" + target);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer =
                http.send(request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(answer.statusCode(), answer);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
