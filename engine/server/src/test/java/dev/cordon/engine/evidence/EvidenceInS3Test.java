package dev.cordon.engine.evidence;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.cordon.engine.PostgresResource;
import dev.cordon.engine.evidence.store.EvidenceConfig;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Timeline;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/// The same server, with its evidence in a bucket.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(value = S3Resource.class, restrictToAnnotatedClass = true)
@TestSecurity(
        user = "ravi",
        roles = {"viewer", "responder"})
class EvidenceInS3Test {
    @Inject
    Sql sql;

    @Inject
    Timeline timeline;

    @Inject
    EvidenceConfig config;

    @Test
    void evidence_goes_to_the_bucket_and_comes_back_and_stays_nowhere_else() throws IOException {
        var sha256 = HeldAction.sha256(HeldAction.BYTES);

        var id = given().header("X-Cordon-Name", "a.exe")
                .contentType("application/octet-stream")
                .body(HeldAction.BYTES)
                .post("/api/incidents/" + HeldAction.begin(sql, timeline).number() + "/evidence")
                .then()
                .statusCode(201)
                .body("storedAt", equalTo("s3://soc-evidence/soc/evidence/sha256/" + sha256))
                .extract()
                .jsonPath()
                .getString("id");

        assertThat(given().get("/api/evidence/" + id + "/content").asByteArray())
                .isEqualTo(HeldAction.BYTES);
        try (var files = Files.walk(config.directory())) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void the_health_names_the_store() {
        var health = given().get("/q/health/ready").jsonPath();

        assertThat(health.getString("checks.find { it.name == 'evidence' }.status"))
                .isEqualTo("UP");
        assertThat(health.getString("checks.find { it.name == 'evidence' }.data.store"))
                .isEqualTo("s3");
    }
}
