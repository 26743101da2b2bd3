package dev.cordon.lab.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cordon.lab.setting.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/// What the simulated vendors themselves say, past Cordon and its connectors.
final class World {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http;
    private final String range;

    World(HttpClient http, String range) {
        this.http = http;
        this.range = range;
    }

    /// @param name without what the vendor puts in front: `WS-0142` finds `DEF-WS-0142`
    JsonNode machine(String vendor, String name) throws IOException, InterruptedException {
        return one("hosts", vendor, "machine " + name, item -> {
            var full = item.path("name").asText();
            return full.equals(name) || full.endsWith("-" + name);
        });
    }

    /// @param name without what the vendor puts behind: `m.keller` finds `m.keller.okta`
    JsonNode person(String vendor, String name) throws IOException, InterruptedException {
        return one(
                "people",
                vendor,
                "account " + name,
                item -> item.path("name").asText().startsWith(name + "."));
    }

    /// The hashes that run nowhere among the vendor's machines.
    List<String> blocked(String vendor) throws IOException, InterruptedException {
        return StreamSupport.stream(items("indicators", vendor).spliterator(), false)
                .filter(item -> item.path("blocked").asBoolean())
                // some products have an entry for each system: `<hash>@<system>`
                .map(item -> item.path("value").asText().replaceFirst("@.*", ""))
                .toList();
    }

    private JsonNode one(String list, String vendor, String what, Predicate<JsonNode> wanted)
            throws IOException, InterruptedException {
        return StreamSupport.stream(items(list, vendor).spliterator(), false)
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new Problem("The range plays no %s of %s.".formatted(what, vendor)));
    }

    private JsonNode items(String list, String vendor) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("%s/_range/%s?vendor=%s".formatted(range, list, vendor)))
                .timeout(Duration.ofSeconds(10))
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new Problem("The range answered %d %s".formatted(answer.statusCode(), answer.body()));
        }
        return JSON.readTree(answer.body()).path("items");
    }
}
