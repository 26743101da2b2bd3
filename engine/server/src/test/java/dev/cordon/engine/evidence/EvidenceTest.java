package dev.cordon.engine.evidence;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.cordon.engine.Ids;
import dev.cordon.engine.PostgresResource;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Timeline;
import io.quarkus.narayana.jta.QuarkusTransaction;
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
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
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
    private static final byte[] BYTES = "MZ this program cannot be run".getBytes(StandardCharsets.UTF_8);

    @Inject
    Sql sql;

    @Inject
    Timeline timeline;

    @Inject
    Locker locker;

    @Inject
    EvidenceConfig config;

    private final UUID incident = Ids.next();
    private final UUID action = Ids.next();
    private final UUID token = UUID.randomUUID();
    private final String number = "INC-2026-" + incident;

    @BeforeEach
    void anActionIsHeld() {
        var now = Instant.now();
        var run = Ids.next();
        QuarkusTransaction.requiringNew().run(() -> {
            sql.update("""
                    insert into incident (id, number, title, severity, grouping_key, opened_at, updated_at)
                    values (?, ?, 'title', 3, ?, ?, ?)
                    """, incident, number, number, now, now);
            timeline.begin(incident);
            sql.update("""
                    insert into playbook_run (id, incident_id, playbook_id, trigger, target, target_key, reason, requested_by,
                        requested_at)
                    values (?, ?, 'p', 't', '{}', 'k', 'because', 'ravi', ?)
                    """, run, incident, now);
            sql.update("""
                    insert into action (id, incident_id, run_id, element_id, job_type, target, target_key, reason, state, token,
                        intended_at)
                    values (?, ?, ?, 'e', 'artifact.collect', '{}', 'k', 'because', 'open', ?, ?)
                    """, action, incident, run, token, now);
        });
    }

    @Test
    void what_a_worker_collects_is_kept_under_its_hash_and_told() throws IOException {
        var receipt = upload("a.exe", BYTES).statusCode(201).extract().jsonPath();

        assertThat(receipt.getString("sha256")).isEqualTo(sha256(BYTES));
        assertThat(receipt.getLong("size")).isEqualTo(BYTES.length);
        var sha256 = receipt.getString("sha256");
        var place = config.directory().resolve(sha256.substring(0, 2)).resolve(sha256.substring(2, 4));
        assertThat(Files.readAllBytes(place.resolve(sha256))).isEqualTo(BYTES);
        given().get("/api/incidents/" + number + "/evidence")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1))
                .body("items[0].name", equalTo("a.exe"))
                .body("items[0].collectedBy", equalTo("worker"))
                .body("items[0].actionId", equalTo(action.toString()))
                .body("items[0].verified", nullValue());
        assertThat(timelineOf(incident)).anyMatch(body -> body.contains("EvidenceCollected") || body.contains(sha256));
    }

    @Test
    void a_repeat_gets_the_first_record_and_stores_nothing() {
        var first = upload("a.exe", BYTES).statusCode(201).extract().asString();
        QuarkusTransaction.requiringNew()
                .run(() -> sql.update("update action set state = 'settled', settled_at = now() where id = ?", action));
        var other = "other bytes".getBytes(StandardCharsets.UTF_8);

        assertThat(upload("a.exe", other).statusCode(200).extract().asString()).isEqualTo(first);
        assertThat(Files.exists(locker.path(sha256(other)))).isFalse();
        upload("b.exe", BYTES).statusCode(409).body("type", equalTo("https://cordon.dev/problems/claim-lost"));
    }

    @Test
    void who_does_not_hold_the_action_cannot_add_to_it() {
        worker().header("X-Cordon-Claim", UUID.randomUUID())
                .queryParam("name", "a.exe")
                .body(BYTES)
                .put("/internal/evidence/" + action)
                .then()
                .statusCode(409);
        worker().queryParam("name", "a.exe")
                .body(BYTES)
                .put("/internal/evidence/" + action)
                .then()
                .statusCode(409);
        worker().header("X-Cordon-Claim", token)
                .queryParam("name", "a.exe")
                .body(BYTES)
                .put("/internal/evidence/" + UUID.randomUUID())
                .then()
                .statusCode(404);
        worker().header("X-Cordon-Claim", token)
                .body(BYTES)
                .put("/internal/evidence/" + action)
                .then()
                .statusCode(400);
        assertThat(records()).isZero();
    }

    @Test
    void a_hash_that_is_not_the_products_own_is_kept_and_marked() {
        worker().header("X-Cordon-Claim", token)
                .header("X-Cordon-Vendor-Sha256", "0".repeat(64))
                .queryParam("name", "a.exe")
                .body(BYTES)
                .put("/internal/evidence/" + action)
                .then()
                .statusCode(201);

        given().get("/api/incidents/" + number + "/evidence").then().body("items[0].verified", equalTo(false));
    }

    @Test
    void a_download_is_an_attachment_and_stands_in_the_custody_chain() {
        var name = "C:\\temp\\\"ü<script>.exe";
        var id = upload(name, BYTES).statusCode(201).extract().jsonPath().getString("id");
        var content = given().get("/api/evidence/" + id + "/content")
                .then()
                .statusCode(200)
                .contentType("application/octet-stream")
                .header("Content-Disposition", containsString("filename*=UTF-8''%22%C3%BC%3Cscript%3E.exe"))
                .header("X-Content-Type-Options", "nosniff")
                .extract()
                .asByteArray();

        assertThat(content).isEqualTo(BYTES);
        var lines = custodyOf(id);
        assertThat(lines)
                .extracting(line -> line.actor() + " " + line.act())
                .containsExactly("worker received", "ravi downloaded");
        var previous = sha256(BYTES);
        for (var line : lines) {
            var hash = Custody.hash(previous, UUID.fromString(id), line.seq(), line.at(), line.actor(), line.act());
            assertThat(line.hash()).isEqualTo(HexFormat.of().formatHex(hash));
            previous = line.hash();
        }
    }

    @Test
    void bytes_that_were_altered_are_not_handed_out() throws IOException {
        var bytes = ("to be altered " + action).getBytes(StandardCharsets.UTF_8);
        var id = upload("a.exe", bytes).statusCode(201).extract().jsonPath().getString("id");
        var place = locker.path(sha256(bytes));
        Files.delete(place);
        Files.writeString(place, "something else");

        given().get("/api/evidence/" + id + "/content")
                .then()
                .statusCode(409)
                .body("type", equalTo("https://cordon.dev/problems/evidence-altered"));
        given().get("/api/evidence/" + id + "/custody").then().body("act", hasItem("found altered"));
    }

    @Test
    void a_person_adds_evidence_too() {
        var id = given().header("X-Cordon-Name", "note%20%C3%BC.txt")
                .contentType("text/html")
                .body("<script>".getBytes(StandardCharsets.UTF_8))
                .post("/api/incidents/" + number + "/evidence")
                .then()
                .statusCode(201)
                .body("name", equalTo("note ü.txt"))
                .body("collectedBy", equalTo("ravi"))
                .body("actionId", nullValue())
                .extract()
                .jsonPath()
                .getString("id");
        given().get("/api/evidence/" + id + "/content").then().contentType("application/octet-stream");
        given().get("/api/evidence/" + id).then().statusCode(200).body("incident", equalTo(number));
    }

    @Test
    void a_file_that_is_too_large_leaves_nothing() throws IOException {
        upload("large", new byte[5 * 1024 * 1024]).statusCode(413);

        assertThat(records()).isZero();
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
                    """.formatted(action, basic, token, "x".repeat(1024));
            socket.getOutputStream().write(half.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            until(() -> parts() == 1);
        }
        until(() -> parts() == 0);
        assertThat(records()).isZero();
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

    private static List<Custody.Line> custodyOf(String id) {
        return List.of(given().get("/api/evidence/" + id + "/custody").as(Custody.Line[].class));
    }

    private long records() {
        return sql.one("select count(*) as n from evidence where incident_id = ?", row -> row.longNumber("n"), incident)
                .orElseThrow();
    }

    private List<String> timelineOf(UUID of) {
        return sql.list(
                "select body from timeline_entry where incident_id = ? order by seq", row -> row.text("body"), of);
    }

    private ValidatableResponse upload(String name, byte[] bytes) {
        return worker().header("X-Cordon-Claim", token)
                .queryParam("name", name)
                .queryParam("mediaType", "text/html")
                .body(bytes)
                .put("/internal/evidence/" + action)
                .then();
    }

    private static RequestSpecification worker() {
        return given().auth()
                .preemptive()
                .basic("worker", PostgresResource.WORKER_SECRET)
                .contentType("application/octet-stream");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
