package dev.cordon.engine.evidence;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.cordon.engine.PostgresResource;
import dev.cordon.engine.evidence.store.EvidenceConfig;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Timeline;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestSecurity(
        user = "ravi",
        roles = {"viewer", "responder"})
class DownloadTest {
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
    void a_download_is_an_attachment_and_stands_in_the_custody_chain() {
        var name = "C:\\temp\\\"ü<script>.exe";
        var id = held.upload(name, HeldAction.BYTES)
                .statusCode(201)
                .extract()
                .jsonPath()
                .getString("id");
        var content = given().get("/api/evidence/" + id + "/content")
                .then()
                .statusCode(200)
                .contentType("application/octet-stream")
                .header("Content-Disposition", containsString("filename*=UTF-8''%22%C3%BC%3Cscript%3E.exe"))
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox")
                .header("Content-Length", Integer.toString(HeldAction.BYTES.length))
                .extract()
                .asByteArray();

        assertThat(content).isEqualTo(HeldAction.BYTES);
        var lines = custodyOf(id);
        assertThat(lines)
                .extracting(line -> line.actor() + " " + line.act())
                .containsExactly("worker received", "ravi downloaded");
        var previous = HeldAction.sha256(HeldAction.BYTES);
        for (var line : lines) {
            var hash = Custody.hash(previous, UUID.fromString(id), line.seq(), line.at(), line.actor(), line.act());
            assertThat(line.hash()).isEqualTo(HexFormat.of().formatHex(hash));
            previous = line.hash();
        }
    }

    @Test
    void bytes_that_were_altered_are_not_handed_out() throws IOException {
        var id = uploadAndAlter(200, 199);

        given().get("/api/evidence/" + id + "/content")
                .then()
                .statusCode(409)
                .body("type", equalTo("https://cordon.dev/problems/evidence-changed"));
        given().get("/api/evidence/" + id + "/custody")
                .then()
                .body("act", equalTo(List.of("received", "found altered")));
    }

    @Test
    void bytes_of_the_same_number_that_were_altered_are_not_handed_out_either() throws IOException {
        var id = uploadAndAlter(200, 200);

        given().get("/api/evidence/" + id + "/content")
                .then()
                .statusCode(409)
                .body("type", equalTo("https://cordon.dev/problems/evidence-changed"));
        given().get("/api/evidence/" + id + "/custody").then().body("act", hasItem("found altered"));
    }

    @Test
    void a_long_file_that_was_altered_never_arrives_whole() throws IOException {
        var size = 3 * 1024 * 1024;
        var id = uploadAndAlter(size, size);

        assertThatThrownBy(() -> given().get("/api/evidence/" + id + "/content").asByteArray())
                .hasStackTraceContaining("Premature end");
        given().get("/api/evidence/" + id + "/custody")
                .then()
                .body("act", equalTo(List.of("received", "downloaded", "found altered")));
    }

    @Test
    void bytes_that_are_gone_are_said_to_be_gone() throws IOException {
        var bytes = ("to be lost " + held.action()).getBytes(StandardCharsets.UTF_8);
        var id =
                held.upload("a.exe", bytes).statusCode(201).extract().jsonPath().getString("id");
        Files.delete(stored(HeldAction.sha256(bytes)));

        given().get("/api/evidence/" + id + "/content").then().statusCode(409);
    }

    private String uploadAndAlter(int size, int then) throws IOException {
        var bytes = new byte[size];
        ThreadLocalRandom.current().nextBytes(bytes);
        var id =
                held.upload("a.exe", bytes).statusCode(201).extract().jsonPath().getString("id");
        var place = stored(HeldAction.sha256(bytes));
        Files.delete(place);
        bytes[0]++;
        Files.write(place, Arrays.copyOf(bytes, then));
        return id;
    }

    private Path stored(String sha256) {
        return config.directory()
                .resolve(sha256.substring(0, 2))
                .resolve(sha256.substring(2, 4))
                .resolve(sha256);
    }

    private static List<Custody.Line> custodyOf(String id) {
        return List.of(given().get("/api/evidence/" + id + "/custody").as(Custody.Line[].class));
    }
}
