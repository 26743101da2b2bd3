package dev.cordon.lab.program;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cordon.lab.setting.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What a range that is up says about its vendors.
final class RangeSettings {
    private static final JsonMapper JSON = new JsonMapper();

    private RangeSettings() {}

    static Map<String, String> of(String range, List<String> vendors) throws IOException {
        var target = URI.create(range + "/_range/settings?vendors=" + String.join(",", vendors));
        try (var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build()) {
            var answer = http.send(
                    HttpRequest.newBuilder(target)
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new Problem("The range does not say how to reach %s: %d %s"
                        .formatted(vendors, answer.statusCode(), answer.body()));
            }
            return JSON.readValue(answer.body(), new TypeReference<>() {});
        } catch (ConnectException e) {
            throw new Problem(
                    "The connectors need the range, which does not answer at %s. Start it too, or use other vendors: ./cordon up --vendors keycloak"
                            .formatted(range),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("Interrupted while asking the range", e);
        }
    }
}
