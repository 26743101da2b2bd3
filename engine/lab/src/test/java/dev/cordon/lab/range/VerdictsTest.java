package dev.cordon.lab.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the played SIEMs noticed, closed as the connectors close it.
class VerdictsTest {
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
    void an_alert_of_elastic_is_found_by_its_id_and_closed_and_an_unknown_one_updates_nothing() throws Exception {
        var id = raise("elastic").path("id").asText();
        var key = Map.of(
                "Authorization", "ApiKey " + setting("elastic", "API_KEY"), "kbn-xsrf", "x", "X-Cordon-Action", "a-1");
        var api = "/elastic/api/detection_engine/signals/";

        var closed =
                send("POST", api + "status", "{\"signal_ids\": [\"%s\"], \"status\": \"closed\"}".formatted(id), key);
        var unknown = send("POST", api + "status", "{\"signal_ids\": [\"x\"], \"status\": \"closed\"}", key);
        var found = send("POST", api + "search", "{\"query\": {\"ids\": {\"values\": [\"%s\"]}}}".formatted(id), key);

        assertThat(closed.path("updated").asInt()).isEqualTo(1);
        assertThat(unknown.path("updated").asInt()).isZero();
        assertThat(found.at("/hits/hits/0/_source")
                        .path("kibana.alert.workflow_status")
                        .asText())
                .isEqualTo("closed");
        assertThat(range.arrivals())
                .extracting(Arrival::operation, Arrival::action, Arrival::before, Arrival::after)
                .containsExactly(
                        tuple("status", "a-1", "open", "closed"), tuple("status", "a-1", "unknown", "unknown"));
    }

    @Test
    void an_offense_is_closed_with_a_reason_once_and_for_good() throws Exception {
        var id = raise("qradar").path("id").asText();
        var key = Map.of("SEC", setting("qradar", "TOKEN"));
        var offense = "/qradar/api/siem/offenses/" + id;

        assertThat(send("POST", offense + "?status=CLOSED", "", key)
                        .path("code")
                        .asInt())
                .isEqualTo(1005);
        send("POST", offense + "/notes?note_text=" + encoded("INC-1 closed"), "", key);
        assertThat(send("POST", offense + "?status=CLOSED&closing_reason_id=1", "", key)
                        .path("status")
                        .asText())
                .isEqualTo("CLOSED");
        assertThat(send("POST", offense + "?status=CLOSED&closing_reason_id=1", "", key)
                        .path("code")
                        .asInt())
                .isEqualTo(1008);
        assertThat(send("GET", offense + "/notes", "", key).at("/0/note_text").asText())
                .isEqualTo("INC-1 closed");
        assertThat(shown("qradar").path("closedAs").asText()).isEqualTo("False-Positive, Tuned");
        assertThat(shown("qradar").path("note").asText()).isEqualTo("INC-1 closed");
        assertThat(send(
                                "GET",
                                "/qradar/api/siem/offense_closing_reasons?filter=" + encoded("text=\"Non-Issue\""),
                                "",
                                key)
                        .findValuesAsText("text"))
                .containsExactly("Non-Issue");
    }

    @Test
    void an_incident_of_sentinel_is_replaced_by_whoever_shows_its_newest_etag() throws Exception {
        var id = raise("sentinel").path("id").asText();
        var token = send(
                        "POST",
                        "/sentinel/oauth2/v2.0/token",
                        "client_id=simulated&client_secret=" + setting("sentinel", "CLIENT_SECRET"),
                        Map.of())
                .path("access_token")
                .asText();
        var bearer = Map.of("Authorization", "Bearer " + token);
        var incident = "/sentinel/subscriptions/simulated/resourceGroups/range/providers/Microsoft.OperationalInsights"
                + "/workspaces/range/providers/Microsoft.SecurityInsights/incidents/" + id + "?api-version=2024-09-01";
        var etag = send("GET", incident, "", bearer).path("etag").asText();
        var body = """
                {"etag": %s, "properties": {"title": "t", "severity": "High", "status": "Closed", "classification": "%s"}}
                """;

        assertThat(send("PUT", incident, body.formatted("\"old\"", "FalsePositive"), bearer)
                        .at("/error/code")
                        .asText())
                .isEqualTo("PreconditionFailed");
        var shown = Reply.JSON.writeValueAsString(etag);
        assertThat(send("PUT", incident, body.formatted(shown, ""), bearer)
                        .at("/error/code")
                        .asText())
                .isEqualTo("BadRequest");
        assertThat(send("PUT", incident, body.formatted(shown, "FalsePositive"), bearer)
                        .at("/properties/status")
                        .asText())
                .isEqualTo("Closed");
    }

    @Test
    void a_notable_is_searched_for_by_its_id_and_a_bad_id_is_no_success() throws Exception {
        var id = raise("splunk").path("id").asText();
        var key = Map.of("Authorization", "Bearer " + setting("splunk", "TOKEN"));
        var update = "/splunk/services/notable_update";

        assertThat(send("POST", update, "ruleUIDs=x&status=5", key)
                        .path("success")
                        .asBoolean())
                .isFalse();
        assertThat(send("POST", update, "ruleUIDs=" + encoded(id) + "&status=5", key)
                        .path("success_count")
                        .asInt())
                .isEqualTo(1);
        var search = "search `notable_by_id(%s)` | fields event_id, status, status_label".formatted(id);
        send("POST", "/splunk/services/search/v2/jobs", "id=j1&search=" + encoded(search), key);
        assertThat(send("GET", "/splunk/services/search/v2/jobs/j1/results", "", key)
                        .at("/results/0/status")
                        .asText())
                .isEqualTo("5");
    }

    @Test
    void somebody_closes_one_in_the_product_itself() throws Exception {
        raise("sentinel");
        send(
                "POST",
                "/_range/alerts",
                "{\"vendor\": \"sentinel\", \"number\": 1, \"status\": \"Closed\", \"closedAs\": \"Undetermined\"}",
                Map.of());

        assertThat(shown("sentinel").path("status").asText()).isEqualTo("Closed");
        assertThat(shown("sentinel").path("closedAs").asText()).isEqualTo("Undetermined");
        assertThat(range.arrivals()).isEmpty();
    }

    private JsonNode shown(String vendor) throws Exception {
        return send("GET", "/_range/alerts?vendor=" + vendor, "", Map.of()).at("/items/0");
    }

    private JsonNode raise(String vendor) throws Exception {
        return send(
                "POST", "/_range/alerts", "{\"vendor\": \"%s\", \"host\": \"ws-0142\"}".formatted(vendor), Map.of());
    }

    private String setting(String vendor, String name) {
        return String.valueOf(
                range.settings(List.of(vendor)).get("CORDON_VENDOR_" + vendor.toUpperCase(Locale.ROOT) + "_" + name));
    }

    private JsonNode send(String method, String path, String body, Map<String, String> headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(range.url() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return Reply.JSON.readTree(
                http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
