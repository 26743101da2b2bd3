package dev.cordon.engine.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.cordon.engine.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AccessTest {

    @Test
    @TestSecurity(
            user = "ravi",
            roles = {"viewer", "responder"})
    void says_who_the_caller_is() {
        given().get("/api/me")
                .then()
                .statusCode(200)
                .body("username", equalTo("ravi"))
                .body("name", equalTo("ravi"))
                .body("roles", contains("responder", "viewer"));
    }

    @Test
    void a_machine_is_known_by_its_secret() {
        given().auth()
                .preemptive()
                .basic("worker", PostgresResource.WORKER_SECRET)
                .get("/api/me")
                .then()
                .statusCode(200)
                .body("username", equalTo("worker"))
                .body("roles", contains("worker"));
    }

    @ParameterizedTest
    @CsvSource({"worker,wrong", "recorder," + PostgresResource.WORKER_SECRET, "nobody,''", "worker,''", "metrics,''"})
    void a_wrong_secret_is_nobody(String name, String secret) {
        given().auth()
                .preemptive()
                .basic(name, secret)
                .get("/api/me")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", startsWith("Basic"))
                .contentType("application/problem+json")
                .body("type", equalTo("https://cordon.dev/problems/unauthenticated"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic ", "Basic !!!", "Basic d29ya2Vy", "Bearer", "Bearer x", "Negotiate abc"})
    void credentials_that_make_no_sense_are_nobody(String authorization) {
        given().header("Authorization", authorization).get("/api/me").then().statusCode(401);
    }

    @Test
    void nobody_gets_a_problem_and_no_redirect() {
        given().redirects()
                .follow(false)
                .get("/api/me")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", startsWith("Bearer"))
                .contentType("application/problem+json");
    }

    @Test
    @TestSecurity(
            user = "mallory",
            roles = {"viewer", "worker", "recorder"},
            augmentors = PeopleAreNotMachines.class)
    void a_person_has_no_machine_role_even_if_the_token_says_so() {
        given().get("/api/me").then().statusCode(200).body("roles", contains("viewer"));
    }

    @Test
    @TestSecurity(user = "ravi", roles = "viewer")
    void after_the_login_one_stays_on_this_server() {
        assertThat(locationAfterLogin("/incidents")).isEqualTo("/incidents");
        assertThat(locationAfterLogin("//evil.example")).isEqualTo("/");
    }

    private static String locationAfterLogin(String wish) {
        return given().redirects()
                .follow(false)
                .queryParam("return", wish)
                .get("/login")
                .then()
                .statusCode(303)
                .extract()
                .header("Location");
    }

    @Test
    @TestSecurity(user = "ravi", roles = "viewer")
    void a_foreign_page_cannot_use_the_session() {
        given().cookie("q_session", "x")
                .header("Sec-Fetch-Site", "cross-site")
                .post("/logout")
                .then()
                .statusCode(403)
                .body("type", equalTo("https://cordon.dev/problems/cross-site"));
        given().cookie("q_session_chunk_1", "x").post("/logout").then().statusCode(403);
        given().cookie("q_session", "x")
                .header("Origin", "https://evil.example")
                .post("/logout")
                .then()
                .statusCode(403);
    }

    @Test
    @TestSecurity(user = "ravi", roles = "viewer")
    void our_own_page_can_use_the_session() {
        given().redirects()
                .follow(false)
                .cookie("q_session", "x")
                .header("Sec-Fetch-Site", "same-origin")
                .post("/logout")
                .then()
                .statusCode(303);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/me", "/api/nothing", "/q/health", "/nothing", "/q/metrics"})
    void every_answer_carries_the_security_headers(String path) {
        given().get(path)
                .then()
                .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "no-store");
    }

    @Test
    void metrics_are_for_machines_and_administrators() {
        given().get("/q/metrics").then().statusCode(401);
        given().auth()
                .preemptive()
                .basic("metrics", PostgresResource.METRICS_SECRET)
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("jvm_"));
    }
}
