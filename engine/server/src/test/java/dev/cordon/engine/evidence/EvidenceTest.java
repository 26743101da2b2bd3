package dev.cordon.engine.evidence;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.cordon.engine.PostgresResource;
import dev.cordon.engine.evidence.store.EvidenceConfig;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Timeline;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestSecurity(
        user = "ravi",
        roles = {"viewer", "responder"})
class EvidenceTest {
    @Inject
    Sql sql;

    @Inject
    Timeline timeline;

    @Inject
    EvidenceConfig config;

    private HeldAction held;

    @BeforeEach
    void anActionIsHeld() {
        held = HeldAction.begin(sql, timeline);
    }

    @Test
    void what_a_worker_collects_is_kept_under_its_hash_and_told() throws IOException {
        var receipt =
                held.upload("a.exe", HeldAction.BYTES).statusCode(201).extract().jsonPath();

        assertThat(receipt.getString("sha256")).isEqualTo(HeldAction.sha256(HeldAction.BYTES));
        assertThat(receipt.getLong("size")).isEqualTo(HeldAction.BYTES.length);
        var sha256 = receipt.getString("sha256");
        assertThat(Files.readAllBytes(stored(sha256))).isEqualTo(HeldAction.BYTES);
        given().get("/api/incidents/" + held.number() + "/evidence")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1))
                .body("items[0].name", equalTo("a.exe"))
                .body("items[0].collectedBy", equalTo("worker"))
                .body("items[0].actionId", equalTo(held.action().toString()))
                .body("items[0].vendorHash", equalTo("none"))
                .body("items[0].verified", nullValue())
                .body(
                        "items[0].storedAt",
                        equalTo("file:" + sha256.substring(0, 2) + "/" + sha256.substring(2, 4) + "/" + sha256));
        assertThat(held.timeline()).anyMatch(body -> body.contains("EvidenceCollected") || body.contains(sha256));
    }

    @Test
    void a_repeat_gets_the_first_record_and_stores_nothing() {
        var first =
                held.upload("a.exe", HeldAction.BYTES).statusCode(201).extract().asString();
        QuarkusTransaction.requiringNew()
                .run(() -> sql.update(
                        "update action set state = 'settled', settled_at = now() where id = ?", held.action()));
        var other = "other bytes".getBytes(StandardCharsets.UTF_8);

        assertThat(held.upload("a.exe", other).statusCode(200).extract().asString())
                .isEqualTo(first);
        assertThat(Files.exists(stored(HeldAction.sha256(other)))).isFalse();
        held.upload("b.exe", HeldAction.BYTES)
                .statusCode(409)
                .body("type", equalTo("https://cordon.dev/problems/claim-lost"));
    }

    @Test
    void who_does_not_hold_the_action_cannot_add_to_it() {
        held.worker()
                .header("X-Cordon-Claim", UUID.randomUUID())
                .queryParam("name", "a.exe")
                .body(HeldAction.BYTES)
                .put("/internal/evidence/" + held.action())
                .then()
                .statusCode(409);
        held.worker()
                .queryParam("name", "a.exe")
                .body(HeldAction.BYTES)
                .put("/internal/evidence/" + held.action())
                .then()
                .statusCode(409);
        held.worker()
                .header("X-Cordon-Claim", held.token())
                .queryParam("name", "a.exe")
                .body(HeldAction.BYTES)
                .put("/internal/evidence/" + UUID.randomUUID())
                .then()
                .statusCode(404);
        held.worker()
                .header("X-Cordon-Claim", held.token())
                .body(HeldAction.BYTES)
                .put("/internal/evidence/" + held.action())
                .then()
                .statusCode(400);
        assertThat(held.records()).isZero();
    }

    @Test
    void a_person_adds_evidence_too() {
        var id = given().header("X-Cordon-Name", "note%20%C3%BC.txt")
                .header("X-Cordon-Comment", "found%20on%20the%20desk")
                .contentType("text/html")
                .body("<script>".getBytes(StandardCharsets.UTF_8))
                .post("/api/incidents/" + held.number() + "/evidence")
                .then()
                .statusCode(201)
                .body("name", equalTo("note ü.txt"))
                .body("collectedBy", equalTo("ravi"))
                .body("comment", equalTo("found on the desk"))
                .body("actionId", nullValue())
                .extract()
                .jsonPath()
                .getString("id");
        given().get("/api/evidence/" + id + "/content").then().contentType("application/octet-stream");
        given().get("/api/evidence/" + id).then().statusCode(200).body("incident", equalTo(held.number()));
    }

    @Test
    void a_file_that_is_too_large_leaves_nothing() throws IOException {
        held.upload("large", new byte[5 * 1024 * 1024]).statusCode(413);

        assertThat(held.records()).isZero();
        try (var parts = Files.list(config.directory().resolve("incoming"))) {
            assertThat(parts).isEmpty();
        }
    }

    @Test
    void an_upload_that_breaks_off_leaves_nothing() throws Exception {
        var basic = Base64.getEncoder()
                .encodeToString(("worker:" + PostgresResource.WORKER_SECRET).getBytes(StandardCharsets.UTF_8));
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            var half = """
                    PUT /internal/evidence/%s?name=half HTTP/1.1
                    Host: x
                    Authorization: Basic %s
                    X-Cordon-Claim: %s
                    Transfer-Encoding: chunked

                    400
                    %s
                    """.formatted(held.action(), basic, held.token(), "x".repeat(1024));
            socket.getOutputStream().write(half.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            until(() -> parts() == 1);
        }
        until(() -> parts() == 0);
        assertThat(held.records()).isZero();
    }

    private Path stored(String sha256) {
        return config.directory()
                .resolve(sha256.substring(0, 2))
                .resolve(sha256.substring(2, 4))
                .resolve(sha256);
    }

    private long parts() throws IOException {
        try (var parts = Files.list(config.directory().resolve("incoming"))) {
            return parts.count();
        }
    }

    private static void until(Callable<Boolean> condition) throws Exception {
        var deadline = Instant.now().plusSeconds(10);
        while (!condition.call()) {
            assertThat(Instant.now()).isBefore(deadline);
            Thread.onSpinWait();
        }
    }
}
