package dev.cordon.lab.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cordon.lab.StackFile.Account;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Somebody's name and password at an identity provider.
public record Login(HttpClient http, String issuer, String clientId, Account account) {
    private static final JsonMapper JSON = new JsonMapper();

    /// An access token; empty when they are not let in.
    public Optional<String> token() throws IOException, InterruptedException {
        var form = Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        clientId,
                        "username",
                        account.username(),
                        "password",
                        account.password())
                .entrySet()
                .stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        var response = http.send(request, HttpResponse.BodyHandlers.ofString());
        JsonNode answer = JSON.readTree(response.body());
        return switch (response.statusCode()) {
            case 200 -> Optional.of(answer.path("access_token").asText());
            case 400, 401 -> Optional.empty();
            default -> throw new IOException("%s answered %d".formatted(issuer, response.statusCode()));
        };
    }
}
