package dev.cordon.lab.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cordon.lab.StackFile;
import dev.cordon.lab.chaos.Snapshot.Post;
import dev.cordon.lab.setting.Problem;
import dev.cordon.lab.setting.Source;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Sends alerts, and keeps a ledger of what it knows about each: accepted, refused, or not known.
public final class Sender {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http;
    private final StackFile stack;
    private final Map<String, Post> ledger = new ConcurrentHashMap<>();

    public Sender(HttpClient http, StackFile stack) {
        this.http = http;
        this.stack = stack;
    }

    /// @param incident its number
    public record Taken(String alertId, String incident, boolean duplicate) {}

    /// What came back.
    ///
    /// @param taken null unless it was
    /// @param retryAfter the header as it was written; null without one
    public record Answer(
            int status, @Nullable Taken taken, @Nullable String retryAfter, String body) {}

    /// Once. Throws when there was no answer, or none that says it was taken.
    public Taken send(Message alert) throws IOException, InterruptedException {
        var answer = post(alert);
        if (answer.taken() == null) {
            throw new Problem("The alert was not taken: %d %s".formatted(answer.status(), answer.body()));
        }
        return answer.taken();
    }

    /// Once. Throws when there was no answer.
    public Answer post(Message alert) throws IOException, InterruptedException {
        ledger.putIfAbsent(alert.reference(), entry(alert, Post.Answer.UNKNOWN, null));
        var response = answer(alert);
        var retryAfter = response.headers().firstValue("Retry-After").orElse(null);
        if (response.statusCode() == 202) {
            JsonNode answer = JSON.readTree(response.body());
            var id = answer.path("alertId").asText();
            ledger.put(alert.reference(), entry(alert, Post.Answer.OK, id));
            var taken = new Taken(
                    id,
                    answer.path("incident").asText(),
                    answer.path("duplicate").asBoolean());
            return new Answer(response.statusCode(), taken, retryAfter, response.body());
        }
        if (response.statusCode() / 100 == 4 && response.statusCode() != 429) {
            ledger.put(alert.reference(), entry(alert, Post.Answer.FAIL, null));
        }
        return new Answer(response.statusCode(), null, retryAfter, response.body());
    }

    public List<Post> ledger() {
        return List.copyOf(ledger.values());
    }

    private HttpResponse<String> answer(Message alert) throws IOException, InterruptedException {
        var secret = stack.sources().stream()
                .filter(source -> source.name().equals(alert.source()))
                .findFirst()
                .orElseThrow(() -> new Problem("This stack has no source named " + alert.source()))
                .secret();
        var hook = stack.server() + "/hooks/" + alert.source();
        var request = HttpRequest.newBuilder()
                .uri(URI.create(inAddress(alert.source()) ? hook + "?token=" + secret : hook))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(alert.json()));
        if (!inAddress(alert.source())) {
            request.header("Authorization", "Bearer " + secret);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /// Some products can send no header.
    private static boolean inAddress(String source) {
        return Source.ofTheLab().stream()
                .anyMatch(each ->
                        each.name().equals(source) && each.authentication().equals("url-token"));
    }

    private static Post entry(Message alert, Post.Answer answer, @Nullable String alertId) {
        return new Post(alert.reference(), sha256(alert.json().getBytes(StandardCharsets.UTF_8)), answer, alertId);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
