package dev.cordon.lab.range.defender;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.lab.range.Range;
import dev.cordon.lab.range.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Somebody who logs in as Microsoft's products want it, with what the range itself says is right.
public final class TokenCaller implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> settings;
    private final String prefix;
    private String token = "";

    public TokenCaller(Range range, String vendor) {
        settings = range.settings(List.of(vendor));
        prefix = "CORDON_VENDOR_" + vendor.toUpperCase(Locale.ROOT) + "_";
    }

    public String setting(String name) {
        return settings.getOrDefault(prefix + name, "");
    }

    public record Answer(int status, byte[] body) {
        public JsonNode json() {
            try {
                return Reply.JSON.readTree(body);
            } catch (IOException e) {
                throw new IllegalStateException(new String(body, StandardCharsets.UTF_8), e);
            }
        }

        public String code() {
            return json().at("/error/code").asText();
        }
    }

    public Answer login(String scope) throws IOException, InterruptedException {
        var form = "grant_type=client_credentials&client_id=%s&client_secret=%s&scope=%s"
                .formatted(setting("CLIENT_ID"), setting("CLIENT_SECRET"), encoded(scope));
        var answer = send(
                HttpRequest.newBuilder(URI.create(setting("TOKEN_URL")))
                        .header("Content-Type", "application/x-www-form-urlencoded"),
                "POST",
                form);
        token = answer.json().path("access_token").asText();
        return answer;
    }

    public Answer get(String path) throws IOException, InterruptedException {
        return call("GET", path, "");
    }

    public Answer call(String method, String path, String body) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(URI.create(setting("URL") + path))
                        .header("Authorization", "Bearer " + token)
                        .header("X-Cordon-Action", "action-1"),
                method,
                body);
    }

    /// Without the token.
    public Answer fetch(String link) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(link)), "GET", "");
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Answer send(HttpRequest.Builder request, String method, String body)
            throws IOException, InterruptedException {
        var answer = http.send(
                request.method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(answer.statusCode(), answer.body());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
