package dev.cordon.lab.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every vendor that is played must do, whatever else it does.
class VendorTest {
    @TempDir
    Path directory;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private RangeConfig config;
    private Range range;

    @BeforeEach
    void start() throws IOException {
        config = RangeConfig.of(directory.resolve("witness.ndjson"), "secret");
        range = Range.start(config);
    }

    @AfterEach
    void stop() throws IOException {
        http.shutdownNow();
        range.close();
    }

    static Stream<Vendor> vendors() {
        return ServiceLoader.load(Vendor.class).stream().map(ServiceLoader.Provider::get);
    }

    @Test
    void the_first_vendor_is_found() {
        assertThat(Range.vendors()).contains("crowdstrike");
    }

    @Test
    void a_request_that_is_refused_is_witnessed_as_one_that_changed_nothing() throws Exception {
        var machine = items("hosts", new ExampleVendor()).getFirst().path("id").asText();
        var path = "/example-cloud/machines/%s/isolate".formatted(machine);

        assertThat(send("POST", path, "").statusCode()).isEqualTo(401);
        assertThat(send("POST", "/example-cloud/machines/nobody/isolate", "").statusCode())
                .isEqualTo(404);
        var key = range.settings(List.of("example-cloud")).get("CORDON_VENDOR_EXAMPLE_CLOUD_KEY");
        assertThat(json(send("POST", path, "", "X-Key", String.valueOf(key)))
                        .path("news")
                        .asBoolean())
                .isTrue();

        assertThat(range.arrivals())
                .extracting(Arrival::vendor, Arrival::operation, Arrival::code, Arrival::changed)
                .containsExactly(
                        tuple("example-cloud", "isolate", 401, false),
                        tuple("example-cloud", "isolate", 404, false),
                        tuple("example-cloud", "isolate", 200, true));
    }

    @Test
    void a_fault_may_be_for_one_vendor_and_is_told_in_its_dialect() throws Exception {
        var machine = items("hosts", new ExampleVendor()).getFirst().path("id").asText();
        var path = "/example-cloud/machines/%s/isolate".formatted(machine);
        send("POST", "/_range/faults", "{\"match\":{\"vendor\":\"crowdstrike\"},\"kind\":\"rate-limit\"}");
        assertThat(send("POST", path, "").statusCode()).isEqualTo(401);

        send("POST", "/_range/faults", "{\"match\":{\"vendor\":\"example-cloud\"},\"kind\":\"rate-limit\"}");

        var limited = send("POST", path, "");
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).contains("1");
        assertThat(json(limited).has("error")).isTrue();
    }

    @Test
    void the_hand_is_refused_what_is_not_there_or_cannot_be() throws Exception {
        assertThat(send("POST", "/_range/hosts", "{\"host\":\"nobody\",\"offline\":true}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(send("POST", "/_range/hosts", "{\"host\":\"EXA-WS-0142\",\"state\":\"broken\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void an_unknown_path_is_404_in_the_vendors_dialect(Vendor vendor) throws Exception {
        var answer = send("GET", "/" + vendor.name() + "/no/such/thing", "");

        assertThat(answer.statusCode()).isEqualTo(404);
        var problem = vendor.problem(404, "no");
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains(problem.headers().getOrDefault("Content-Type", ""));
        assertThat(shape(answer.body())).isEqualTo(shape(problem.body()));
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void a_rate_limit_is_429_and_says_when_to_come_back(Vendor vendor) {
        assumeThat(vendor.name()).as("says 400, and no time").isNotEqualTo("aws");
        assertThat(vendor.rateLimited("1790000000").status()).isEqualTo(429);
        assertThat(vendor.rateLimited("1790000000").headers()).containsValue("1790000000");
        assertThat(vendor.rateLimited(null).status()).isEqualTo(429);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void settings_are_the_vendors_own_and_the_same_after_a_restart(Vendor vendor) throws Exception {
        var settings = range.settings(List.of(vendor.name()));

        assertThat(settings).isNotEmpty();
        assertThat(settings.keySet())
                .allSatisfy(name -> assertThat(name)
                        .startsWith("CORDON_VENDOR_"
                                + vendor.name()
                                        .toUpperCase(java.util.Locale.ROOT)
                                        .replace('-', '_')));
        restart();
        assertThat(range.settings(List.of(vendor.name()))).isEqualTo(settings);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void machines_people_and_what_is_blocked_survive_a_restart_and_end_with_a_reset(Vendor vendor) throws Exception {
        var machines = items("hosts", vendor);
        var people = items("people", vendor);
        assumeThat(machines.size() + people.size()).isPositive();
        for (var machine : machines) {
            put("hosts", "host", vendor, machine, "\"state\":\"isolated\",\"offline\":true");
        }
        for (var person : people) {
            put("people", "person", vendor, person, "\"enabled\":false,\"sessions\":7");
        }
        send(
                "POST",
                "/_range/indicators",
                "{\"vendor\":\"%s\",\"indicator\":\"%s\",\"blocked\":true}".formatted(vendor.name(), "ab".repeat(32)));
        var before = state(vendor);

        restart();

        assertThat(state(vendor)).isEqualTo(before);
        assertThat(items("hosts", vendor)).allSatisfy(machine -> {
            assertThat(machine.path("state").asText()).isEqualTo("isolated");
            assertThat(machine.path("offline").asBoolean()).isTrue();
        });
        assertThat(items("people", vendor)).allSatisfy(person -> {
            assertThat(person.path("enabled").asBoolean()).isFalse();
            assertThat(person.path("sessions").asInt()).isEqualTo(7);
        });
        send("POST", "/_range/reset", "");
        assertThat(items("hosts", vendor))
                .allSatisfy(
                        machine -> assertThat(machine.path("state").asText()).isEqualTo("free"));
        assertThat(items("people", vendor))
                .allSatisfy(
                        person -> assertThat(person.path("enabled").asBoolean()).isTrue());
        assertThat(items("indicators", vendor))
                .noneMatch(indicator -> indicator.path("blocked").asBoolean());
    }

    @Test
    void a_name_and_an_address_belong_to_one_vendor_only() throws Exception {
        for (var list : List.of("hosts", "people")) {
            var owners = new HashMap<String, String>();
            for (var item : json(send("GET", "/_range/" + list, "")).path("items")) {
                for (var key : List.of("name", "address")) {
                    if (item.has(key)) {
                        var vendor = item.path("vendor").asText();
                        assertThat(owners.getOrDefault(item.path(key).asText(), vendor))
                                .as(item.path(key).asText())
                                .isEqualTo(vendor);
                        owners.put(item.path(key).asText(), vendor);
                    }
                }
            }
        }
    }

    @Test
    void the_face_says_of_each_vendor_that_it_is_not_that() throws Exception {
        var face = new String(send("GET", "/", "").body(), StandardCharsets.UTF_8);

        assertThat(vendors())
                .allSatisfy(vendor -> assertThat(face)
                        .contains("<code>/%s</code> is not %s.".formatted(vendor.name(), vendor.product())));
    }

    @Test
    void settings_are_not_given_to_somebody_who_calls_it_by_another_name() throws Exception {
        assertThat(send("GET", "/_range/settings?vendors=crowdstrike", "").statusCode())
                .isEqualTo(200);
        assertThat(raw("GET /_range/settings?vendors=crowdstrike HTTP/1.1\r\nHost: evil.example:8090\r\n\r\n"))
                .startsWith("HTTP/1.1 403")
                .doesNotContain("CLIENT_SECRET");
    }

    @Test
    void a_vendor_nobody_plays_is_refused_by_name() throws Exception {
        var answer = send("GET", "/_range/settings?vendors=crowdstrike,nobody", "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("error").asText()).contains("nobody").contains("crowdstrike");
        assertThat(send("GET", "/nobody/oauth2/token", "").statusCode()).isEqualTo(404);
    }

    private void restart() throws IOException {
        range.close();
        range = Range.start(config.port(range.url().getPort()));
    }

    private String state(Vendor vendor) throws IOException, InterruptedException {
        var text = new StringBuilder();
        for (var list : List.of("hosts", "people", "indicators")) {
            items(list, vendor).forEach(text::append);
        }
        return text.toString();
    }

    private void put(String list, String key, Vendor vendor, JsonNode item, String wish)
            throws IOException, InterruptedException {
        var answer = send(
                "POST",
                "/_range/" + list,
                "{\"vendor\":\"%s\",\"%s\":\"%s\",%s}"
                        .formatted(vendor.name(), key, item.path("id").asText(), wish));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private List<JsonNode> items(String list, Vendor vendor) throws IOException, InterruptedException {
        return json(send("GET", "/_range/%s?vendor=%s".formatted(list, vendor.name()), ""))
                .path("items")
                .valueStream()
                .toList();
    }

    private static Object shape(byte[] body) {
        try {
            var names = new java.util.TreeSet<String>();
            Reply.JSON.readTree(body).fieldNames().forEachRemaining(names::add);
            return names;
        } catch (IOException e) {
            return "no JSON";
        }
    }

    private static JsonNode json(HttpResponse<byte[]> answer) throws IOException {
        return Reply.JSON.readTree(answer.body());
    }

    private HttpResponse<byte[]> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(range.url() + path))
                .timeout(Duration.ofSeconds(10))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private String raw(String request) throws IOException {
        try (var socket = new java.net.Socket(
                java.net.InetAddress.getLoopbackAddress(), range.url().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
