package dev.cordon.lab.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cordon.lab.range.Arrival;
import dev.cordon.lab.range.Fault;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.setting.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The range's own side: the witness, the machines, the faults.
public final class RangeControl {
    private final HttpClient http;
    private final String url;

    RangeControl(HttpClient http, String url) {
        this.http = http;
        this.url = url;
    }

    /// Everything that came after this number, by whoever.
    public List<Arrival> arrivals(long after) throws IOException, InterruptedException {
        var found = new ArrayList<Arrival>();
        for (var item : get("/_range/witness?after=" + after).path("items")) {
            found.add(Reply.JSON.treeToValue(item, Arrival.class));
        }
        return found;
    }

    /// What came for one host.
    public List<Arrival> arrivals(String operation, String host) throws IOException, InterruptedException {
        return arrivals(0).stream()
                .filter(arrival ->
                        arrival.operation().equals(operation) && arrival.host().equalsIgnoreCase(host))
                .toList();
    }

    public JsonNode people() throws IOException, InterruptedException {
        return get("/_range/people").path("items");
    }

    /// What the vendors expect to be shown by whoever comes.
    public JsonNode settings(List<String> vendors) throws IOException, InterruptedException {
        return get("/_range/settings?vendors=" + String.join(",", vendors));
    }

    public JsonNode hosts() throws IOException, InterruptedException {
        return get("/_range/hosts").path("items");
    }

    /// Where a host stands: `free`, `isolating`, `isolated`, `releasing`; empty when nobody has asked for it yet.
    public String state(String host) throws IOException, InterruptedException {
        for (var item : hosts()) {
            if (item.path("name").asText().equalsIgnoreCase(host)) {
                return item.path("state").asText();
            }
        }
        return "";
    }

    /// Makes a pulled product notice something, or changes what it has noticed.
    ///
    /// @param wish `vendor`, `host`, `number` and so on
    /// @return as the range shows it
    public JsonNode notice(ObjectNode wish) throws IOException, InterruptedException {
        return send("POST", "/_range/alerts", wish);
    }

    /// What a pulled product has noticed, as it stands there now.
    public JsonNode noticed(String vendor, String id) throws IOException, InterruptedException {
        for (var item : get("/_range/alerts?vendor=" + vendor).path("items")) {
            if (item.path("id").asText().equals(id)) {
                return item;
            }
        }
        throw new Problem("%s has no alert %s".formatted(vendor, id));
    }

    public void offline(String host, boolean offline) throws IOException, InterruptedException {
        var hand = JsonNodeFactory.instance.objectNode();
        hand.put("host", host).put("offline", offline);
        send("POST", "/_range/hosts", hand);
    }

    /// @param host empty for every host
    public void slow(String operation, String host, Duration latency, int times)
            throws IOException, InterruptedException {
        arrange(operation, host, Fault.Kind.LATENCY, times, latency);
    }

    public void strike(String operation, String host, Fault.Kind kind) throws IOException, InterruptedException {
        arrange(operation, host, kind, 1, Duration.ZERO);
    }

    private void arrange(String operation, String host, Fault.Kind kind, int times, Duration latency)
            throws IOException, InterruptedException {
        var fault = JsonNodeFactory.instance.objectNode();
        var match = fault.putObject("match").put("operation", operation);
        if (!host.isEmpty()) {
            match.put("target", host);
        }
        fault.put("kind", kind.value()).put("times", times).put("millis", latency.toMillis());
        send("POST", "/_range/faults", fault);
    }

    public void forgive() throws IOException, InterruptedException {
        send("DELETE", "/_range/faults", JsonNodeFactory.instance.objectNode());
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return send("GET", path, JsonNodeFactory.instance.objectNode());
    }

    private JsonNode send(String method, String path, ObjectNode body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(10))
                .method(
                        method,
                        method.equals("POST")
                                ? HttpRequest.BodyPublishers.ofString(body.toString())
                                : HttpRequest.BodyPublishers.noBody())
                .build();
        var response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new Problem(
                    "%s %s at the range: %d %s".formatted(method, path, response.statusCode(), response.body()));
        }
        return response.body().isBlank() ? JsonNodeFactory.instance.objectNode() : Reply.JSON.readTree(response.body());
    }
}
