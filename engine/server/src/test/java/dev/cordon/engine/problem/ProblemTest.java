package dev.cordon.engine.problem;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.cordon.engine.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ProblemTest {
    @Test
    void what_a_resource_throws_is_told_with_a_stable_type() {
        isProblem(given().get("/test/problems/own").then(), 409, "already-decided")
                .body("title", equalTo("Already decided"))
                .body("detail", equalTo("Decided by amina"))
                .header("Retry-After", "3");
    }

    @ParameterizedTest
    @CsvSource({"/api/nothing,404,not-found", "/test/problems/nothing,404,not-found", "/nothing,404,not-found"})
    void an_address_that_leads_nowhere_is_a_problem(String path, int status, String slug) {
        isProblem(given().get(path).then(), status, slug);
    }

    @Test
    void a_method_that_is_not_there_is_a_problem() {
        isProblem(given().delete("/test/problems/own").then(), 405, "method-not-allowed");
    }

    @Test
    void a_body_of_another_media_type_is_a_problem() {
        isProblem(
                given().contentType("text/plain")
                        .body("x")
                        .post("/test/problems/body")
                        .then(),
                415,
                "unsupported-media-type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "nonsense", "[]", "\"text\"", "{\"count\": \"many\"}", "{\"count\": {}}"})
    void a_body_that_cannot_be_read_is_a_problem_without_internals(String body) {
        isProblem(
                        given().contentType("application/json")
                                .body(body)
                                .post("/test/problems/body")
                                .then(),
                        400,
                        "unreadable-body")
                .body(not(containsString("dev.cordon")))
                .body(not(containsString("jackson")));
    }

    @Test
    void a_field_that_breaks_a_rule_is_named() {
        isProblem(
                        given().contentType("application/json")
                                .body("{\"name\": \"\", \"count\": 1}")
                                .post("/test/problems/body")
                                .then(),
                        400,
                        "invalid")
                .body("invalid[0].field", equalTo("name"))
                .body("invalid[0].why", notNullValue());
    }

    @Test
    void a_missing_body_is_a_problem() {
        isProblem(
                given().contentType("application/json")
                        .post("/test/problems/body")
                        .then(),
                400,
                "invalid");
    }

    @Test
    void the_unexpected_tells_nothing_but_an_id() {
        isProblem(given().get("/test/problems/unexpected").then(), 500, "internal")
                .body("id", notNullValue())
                .body(not(containsString("secret")));
    }

    @Test
    void a_database_that_is_away_is_told_with_a_time_to_come_back() {
        isProblem(given().get("/test/problems/database").then(), 503, "database-unreachable")
                .header("Retry-After", "5");
    }

    @Test
    void a_body_that_is_too_large_is_a_problem_whether_it_says_so_or_not() throws IOException {
        isProblem(
                given().contentType("application/json")
                        .body("\"" + "x".repeat(200) + "\"")
                        .post("/test/problems/small")
                        .then(),
                413,
                "too-large");
        var chunked = "POST /test/problems/small HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\nc8\r\n\"" + "x".repeat(199) + "\r\n";
        assertThat(raw(chunked))
                .startsWith("HTTP/1.1 413")
                .containsIgnoringCase("connection: close")
                .contains("application/problem+json");
    }

    @Test
    void who_falls_silent_within_a_body_is_hung_up_on() throws IOException {
        var answer = raw("POST /test/problems/small HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Content-Length: 10\r\n\r\n1234");

        // the same time ends the reading and the connection; which of them is first is chance
        if (!answer.isEmpty()) {
            assertThat(answer)
                    .startsWith("HTTP/1.1 408")
                    .containsIgnoringCase("connection: close")
                    .contains("application/problem+json");
        }
    }

    @Test
    void headers_that_are_too_large_are_refused() throws IOException {
        assertThat(raw("GET /api/me HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(70_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%",
                "/%zz",
                "/api/me%",
                "/api/%4",
                "/api/me?%",
                "/api/me?%%%",
                "/api/alerts?status=%g0",
                "/hooks/%+1",
                "/assets/%",
                "/q/health?%",
                "/test/problems/own?a=b%2"
            })
    void what_is_no_address_is_a_problem_and_the_next_request_is_heard(String path) throws IOException {
        var request = "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
        var next = "GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

        var answers = raw(request + "Content-Length: 4\r\n\r\nnull" + next);

        assertThat(answers).contains("HTTP/1.1 404");
        assertThat(answers.substring(0, answers.indexOf("HTTP/1.1 404")))
                .startsWith("HTTP/1.1 400")
                .containsIgnoringCase("content-type: application/problem+json")
                .containsIgnoringCase("cache-control: no-store")
                .containsIgnoringCase("x-content-type-options: nosniff")
                .contains("\"type\":\"https://cordon.dev/problems/bad-request\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a%20b", "/%C3%A4?q=%e4%BD%a0", "/%ff%fe", "/100%25", "/a?b=%2525"})
    void what_is_encoded_rightly_is_let_through(String address) {
        assertThat(ReadableAddresses.isAddress(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/%00", "/api/..%2f..%2fetc/passwd"})
    void an_address_that_makes_no_sense_is_refused(String path) throws IOException {
        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
    }

    private static ValidatableResponse isProblem(ValidatableResponse response, int status, String slug) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("https://cordon.dev/problems/" + slug))
                .body("status", equalTo(status));
    }

    /// Byte for byte, as no client library would send it. Reads until the server closes or has said its first words.
    private String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readNBytes(4000), StandardCharsets.ISO_8859_1);
        }
    }
}
