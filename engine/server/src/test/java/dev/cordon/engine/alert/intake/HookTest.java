package dev.cordon.engine.alert.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.cordon.engine.PostgresResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestSecurity(user = "vera", roles = "viewer")
class HookTest {
    private static final String SECRET = PostgresResource.SOURCE_SECRET;

    @Inject
    MeterRegistry metrics;

    @Inject
    InstantSource clock;

    @Test
    void an_alert_is_taken_once_and_kept_as_it_came() {
        var body = alert(UUID.randomUUID().toString());
        var first = send(bearer(SECRET), "wazuh", body)
                .statusCode(202)
                .header("Location", nullValue())
                .body("duplicate", equalTo(false))
                .body("incident", notNullValue())
                .extract()
                .jsonPath();
        send(bearer(SECRET), "wazuh", body)
                .statusCode(202)
                .body("duplicate", equalTo(true))
                .body("alertId", equalTo(first.getString("alertId")))
                .body("incident", equalTo(first.getString("incident")));

        given().get("/api/alerts/" + first.getString("alertId"))
                .then()
                .statusCode(200)
                .body("source", equalTo("wazuh"))
                .body("status", equalTo("accepted"))
                .body("incident", equalTo(first.getString("incident")))
                .body("host", equalTo("web01"))
                .body("observables[0].type", equalTo("ipv4-addr"));
        var raw = given().get("/api/alerts/" + first.getString("alertId") + "/raw")
                .then()
                .statusCode(200)
                .header("Content-Disposition", containsString("attachment"))
                .header("X-Content-Type-Options", "nosniff")
                .extract()
                .asByteArray();
        assertThat(raw).isEqualTo(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void an_unknown_source_and_a_wrong_secret_get_the_same_answer_and_are_counted() {
        var before = refused();
        var wrong = send(bearer("wrong"), "wazuh", "{}").statusCode(401).extract();
        var unknown = send(bearer(SECRET), "nothing", "{}").statusCode(401).extract();

        assertThat(wrong.asString()).isEqualTo(unknown.asString());
        assertThat(wrong.headers().asList().toString())
                .isEqualTo(unknown.headers().asList().toString());
        assertThat(refused()).isEqualTo(before + 2);
    }

    @Test
    void each_source_proves_itself_in_its_own_way_only() {
        send(bearer(SECRET), "splunk", "{}").statusCode(401);
        send(given().queryParam("token", SECRET), "wazuh", "{}").statusCode(401);
        send(bearer(SECRET), "wazuh-basic", "{}").statusCode(401);
        send(given().auth().preemptive().basic("wazuh-basic", SECRET), "wazuh", "{}")
                .statusCode(401);
        send(given().auth().preemptive().basic("wazuh-basic", "wrong"), "wazuh-basic", "{}")
                .statusCode(401);
        send(given(), "wazuh", "{}").statusCode(401);

        var splunk = "{\"sid\":\"s-%s\",\"search_name\":\"x\",\"result\":{}}".formatted(UUID.randomUUID());
        send(given().queryParam("token", SECRET), "splunk", splunk).statusCode(202);
        send(given().auth().preemptive().basic("wazuh-basic", SECRET), "wazuh-basic", alert("basic"))
                .statusCode(202);
    }

    @Test
    void a_signature_holds_for_this_body_and_for_five_minutes() {
        var body = alert("signed-" + UUID.randomUUID());
        var now = clock.instant().getEpochSecond();

        send(signed(now, body), "wazuh-signed", body + " ").statusCode(401);
        send(signed(now - 301, body), "wazuh-signed", body).statusCode(401);
        send(signed(now + 310, body), "wazuh-signed", body).statusCode(401);
        send(
                        given().header("X-Cordon-Timestamp", now + 1)
                                .header("X-Cordon-Signature", signature(now, body)),
                        "wazuh-signed",
                        body)
                .statusCode(401);
        send(given().header("X-Cordon-Timestamp", now), "wazuh-signed", body).statusCode(401);
        send(given().header("X-Cordon-Timestamp", now).header("X-Cordon-Signature", "sha256=zz"), "wazuh-signed", body)
                .statusCode(401);
        send(bearer(SECRET), "wazuh-signed", body).statusCode(401);

        send(signed(now, body), "wazuh-signed", body).statusCode(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{}", "[]", "null", "{\"rule\":{},\"rule\":{}}", "not json", "{\"rule\":[[[[["})
    void what_cannot_be_read_is_refused_and_kept(String body) {
        var detail = send(bearer(SECRET), "wazuh", body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("https://cordon.dev/problems/unreadable-alert"))
                .extract()
                .jsonPath()
                .getString("detail");
        var id = detail.substring(detail.lastIndexOf(' ') + 1);

        given().get("/api/alerts/" + id)
                .then()
                .statusCode(200)
                .body("status", equalTo("rejected"))
                .body("reason", notNullValue());
        assertThat(given().get("/api/alerts/" + id + "/raw").asString()).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/octet-stream"})
    void only_json_is_taken(String mediaType) {
        bearer(SECRET)
                .header("Content-Type", mediaType)
                .body("{}".getBytes(StandardCharsets.UTF_8))
                .post("/hooks/wazuh")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json ; charset=\"utf-8\"", "Application/JSON;charset=UTF-8"})
    void json_is_json_however_its_type_is_written(String mediaType) throws IOException {
        var body = alert("type-" + UUID.randomUUID());
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write("""
                            POST /hooks/wazuh HTTP/1.1\r
                            Host: x\r
                            Connection: close\r
                            Authorization: Bearer %s\r
                            Content-Type: %s\r
                            Content-Length: %d\r
                            \r
                            %s""".formatted(SECRET, mediaType, body.length(), body).getBytes(StandardCharsets.UTF_8));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 202");
        }
    }

    @Test
    void a_mebibyte_is_taken_and_a_byte_more_is_not() {
        var frame = alert("large-" + UUID.randomUUID()).replace("\"...\"", "\"%s\"");
        var room = 1024 * 1024 - frame.formatted("").length();

        send(bearer(SECRET), "wazuh", frame.formatted("x".repeat(room))).statusCode(202);
        send(bearer(SECRET), "wazuh", frame.formatted("x".repeat(room + 1)))
                .statusCode(413)
                .contentType("application/problem+json");
    }

    @Test
    void alerts_are_listed_newest_first_page_by_page() {
        for (int i = 0; i < 5; i++) {
            send(given().auth().preemptive().basic("wazuh-basic", SECRET), "wazuh-basic", alert("page-" + i))
                    .statusCode(202);
        }
        var first = given().queryParam("source", "wazuh-basic")
                .queryParam("limit", 3)
                .get("/api/alerts")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(3))
                .body("items[0].reference", equalTo("m/page-4"))
                .extract()
                .jsonPath();
        given().queryParam("source", "wazuh-basic")
                .queryParam("limit", 3)
                .queryParam("cursor", first.getString("next"))
                .get("/api/alerts")
                .then()
                .statusCode(200)
                .body("items[0].reference", equalTo("m/page-1"));
        given().queryParam("source", "wazuh-basic")
                .queryParam("severity", 5)
                .get("/api/alerts")
                .then()
                .body("items.size()", equalTo(0));
        given().queryParam("observable", "203.0.113.9")
                .queryParam("source", "wazuh-basic")
                .queryParam("status", "accepted")
                .queryParam("limit", 2)
                .get("/api/alerts")
                .then()
                .body("items.size()", equalTo(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "_", "2026-11-21T10:00:00Z_x", "' or 1=1 --"})
    void a_cursor_that_is_none_is_a_problem(String cursor) {
        given().queryParam("cursor", cursor).get("/api/alerts").then().statusCode(400);
    }

    private double refused() {
        return metrics.find("cordon.hooks.refused").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static String alert(String id) {
        return """
                {"timestamp":"2025-01-01T10:00:00.123+0000","rule":{"level":10,"description":"brute force","id":"5712"},
                 "agent":{"id":"001","name":"web01"},"manager":{"name":"m"},"id":"%s","full_log":"...",
                 "data":{"srcip":"203.0.113.9"}}""".formatted(id);
    }

    private static RequestSpecification bearer(String secret) {
        return given().header("Authorization", "Bearer " + secret);
    }

    private static RequestSpecification signed(long timestamp, String body) {
        return given().header("X-Cordon-Timestamp", timestamp).header("X-Cordon-Signature", signature(timestamp, body));
    }

    private static String signature(long timestamp, String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            var hash = mac.doFinal((timestamp + "." + body).getBytes(StandardCharsets.UTF_8));
            return "sha256=" + HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ValidatableResponse send(RequestSpecification request, String source, String body) {
        return request.header("Content-Type", "application/json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/hooks/" + source)
                .then();
    }
}
