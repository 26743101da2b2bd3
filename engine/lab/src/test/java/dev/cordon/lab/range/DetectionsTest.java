package dev.cordon.lab.range;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the played SIEMs notice, asked for as the connectors ask.
class DetectionsTest {
    private static final String MOMENT = "2026-11-21T10:00:00Z";
    private static final long MILLIS = 1_795_255_200_000L;
    private static final String INCIDENTS = "/sentinel/subscriptions/simulated/resourceGroups/range/providers/"
            + "Microsoft.OperationalInsights/workspaces/range/providers/Microsoft.SecurityInsights/incidents";

    @TempDir
    Path directory;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Range range;

    @BeforeEach
    void start() throws IOException {
        range = Range.start(RangeConfig.of(directory.resolve("witness.ndjson"), "secret"));
    }

    @AfterEach
    void stop() throws IOException {
        range.close();
        http.close();
    }

    @Test
    void qradar_filters_by_time_and_number_and_answers_a_range() throws Exception {
        for (int i = 0; i < 3; i++) {
            raise("qradar", MOMENT);
        }

        assertThat(offenses("last_persisted_time >= " + MILLIS, "+last_persisted_time"))
                .hasSize(2);
        assertThat(offenses("last_persisted_time = " + MILLIS + " and id > 2", "+id"))
                .singleElement()
                .satisfies(offense -> assertThat(offense.path("id").asInt()).isEqualTo(3));
        assertThat(offenses("last_persisted_time > " + MILLIS, "+last_persisted_time"))
                .isEmpty();
        send("POST", "/_range/alerts", "{\"vendor\":\"qradar\",\"number\":1,\"severity\":5}");
        assertThat(offenses("last_persisted_time > " + MILLIS, "+last_persisted_time"))
                .singleElement()
                .satisfies(
                        offense -> assertThat(offense.path("magnitude").asInt()).isEqualTo(10));
        assertThat(offenses("magnitude > 1", "+id").path("code").asInt()).isEqualTo(1010);
    }

    @Test
    void sentinel_answers_a_part_and_a_link_to_the_rest_and_entities_by_themselves() throws Exception {
        var first = raise("sentinel", MOMENT);
        for (int i = 1; i < 25; i++) {
            raise("sentinel", MOMENT);
        }
        var settings = range.settings(List.of("sentinel"));
        var token = answer(HttpRequest.newBuilder(uri("/sentinel/oauth2/v2.0/token"))
                        .POST(HttpRequest.BodyPublishers.ofString("client_id=simulated&client_secret="
                                + settings.get("CORDON_VENDOR_SENTINEL_CLIENT_SECRET"))))
                .path("access_token")
                .asText();
        var bearer = Map.of("Authorization", "Bearer " + token);
        var query = "?api-version=2024-09-01&%24orderby=x&%24top=50&%24filter="
                + encoded("properties/lastModifiedTimeUtc ge 2026-11-21T10:00:00.0000000Z");

        var page = get(INCIDENTS + query, bearer);
        assertThat(page.path("value")).hasSize(20);
        assertThat(page.path("nextLink").asText()).isNotEmpty();
        var entities = answer(HttpRequest.newBuilder(
                        uri(INCIDENTS + "/" + first.path("id").asText() + "/entities?api-version=2024-09-01"))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(entities.at("/entities/0/properties/hostName").asText()).isEqualTo("ws-0142");
    }

    @Test
    void a_search_of_splunk_is_done_when_it_is_asked_about_again() throws Exception {
        raise("splunk", MOMENT);
        var key = Map.of(
                "Authorization", "Bearer " + range.settings(List.of("splunk")).get("CORDON_VENDOR_SPLUNK_TOKEN"));
        var search = "search `notable` | eval a=b | where cordon_indexed>=" + MILLIS / 1000
                + " | sort 50 +num(cordon_indexed) +str(cordon_tie)";
        var request = HttpRequest.newBuilder(uri("/splunk/services/search/v2/jobs"))
                .POST(HttpRequest.BodyPublishers.ofString("id=j1&search=" + encoded(search)));
        key.forEach(request::header);
        answer(request);

        var job = "/splunk/services/search/v2/jobs/j1";
        assertThat(get(job, key).at("/entry/0/content/isDone").asText()).isEqualTo("0");
        assertThat(get(job, key).at("/entry/0/content/isDone").asText()).isEqualTo("1");
        assertThat(get(job + "/results", key).at("/results/0/dest").asText()).isEqualTo("ws-0142");
    }

    @Test
    void elastic_finds_what_stands_behind_an_alert() throws Exception {
        var one = raise("elastic", MOMENT).path("id").asText();
        var other = raise("elastic", MOMENT).path("id").asText();
        var first = one.compareTo(other) < 0 ? one : other;
        var key = range.settings(List.of("elastic")).get("CORDON_VENDOR_ELASTIC_API_KEY");
        var found = answer(HttpRequest.newBuilder(uri("/elastic/api/detection_engine/signals/search"))
                .header("Authorization", "ApiKey " + key)
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"size":10,"query":{"bool":{"filter":[{"bool":{"should":[{"range":{"@timestamp":{"gt":%1$d}}},
                         {"bool":{"filter":[{"range":{"@timestamp":{"gte":%1$d,"lte":%1$d}}},
                         {"range":{"kibana.alert.uuid":{"gt":"%2$s"}}}]}}]}}]}}}
                        """.formatted(MILLIS, first))));

        assertThat(found.at("/hits/hits"))
                .singleElement()
                .satisfies(hit -> assertThat(hit.path("_id").asText()).isNotEqualTo(first));
    }

    private JsonNode raise(String vendor, String changed) throws Exception {
        return send(
                "POST",
                "/_range/alerts",
                "{\"vendor\":\"%s\",\"host\":\"ws-0142\",\"changed\":\"%s\"}".formatted(vendor, changed));
    }

    private JsonNode offenses(String filter, String sort) throws Exception {
        var token = String.valueOf(range.settings(List.of("qradar")).get("CORDON_VENDOR_QRADAR_TOKEN"));
        return get(
                "/qradar/api/siem/offenses?filter=" + encoded(filter) + "&sort=" + encoded(sort),
                Map.of("SEC", token, "Range", "items=0-1"));
    }

    private JsonNode get(String path, Map<String, String> headers) throws Exception {
        var request = HttpRequest.newBuilder(uri(path));
        headers.forEach(request::header);
        return answer(request);
    }

    private JsonNode send(String method, String path, String body) throws Exception {
        return answer(HttpRequest.newBuilder(uri(path)).method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private JsonNode answer(HttpRequest.Builder request) throws Exception {
        return Reply.JSON.readTree(
                http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
    }

    private URI uri(String path) {
        return URI.create(range.url() + path);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
