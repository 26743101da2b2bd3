package dev.cordon.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.engine.PostgresResource;
import dev.cordon.engine.evidence.store.EvidenceConfig;
import dev.cordon.engine.evidence.store.Sha256;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Timeline;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.security.TestSecurity;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.security.DigestOutputStream;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two gigabytes in and out again, while the memory is watched.
@QuarkusTest
@TestProfile(LargeEvidenceTest.Unbounded.class)
@QuarkusTestResource(PostgresResource.class)
@TestSecurity(
        user = "ravi",
        roles = {"viewer", "responder"})
class LargeEvidenceTest {
    private static final long SIZE = 2L * 1024 * 1024 * 1024;
    private static final long ALLOWED = 64L * 1024 * 1024;

    /// Of two gibibytes of zeros.
    private static final String SHA256 = "a7c744c13cc101ed66c29f672f92455547889cc586ce6d44fe76ae824958ea51";

    @Inject
    Sql sql;

    @Inject
    Timeline timeline;

    @Inject
    EvidenceConfig config;

    public static class Unbounded implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("cordon.evidence.largest", "3G");
        }
    }

    @AfterEach
    void theDiskIsGivenBack() throws IOException {
        Files.deleteIfExists(config.directory()
                .resolve(SHA256.substring(0, 2))
                .resolve(SHA256.substring(2, 4))
                .resolve(SHA256));
    }

    @Test
    void a_memory_image_goes_through_in_little_memory() throws Exception {
        try (var memory = new MemoryWatch()) {
            var evidence = upload();
            assertThat(evidence.sha256()).isEqualTo(SHA256);
            assertThat(evidence.size()).isEqualTo(SIZE);
            assertThat(download(evidence.id())).isEqualTo(SHA256);

            assertThat(memory.collections()).isPositive();
            assertThat(memory.heapGrowth()).isLessThan(ALLOWED);
            assertThat(memory.directGrowth()).isLessThan(ALLOWED);
        }
    }

    private record Answer(String id, String sha256, long size) {}

    private Answer upload() throws IOException {
        var connection =
                connection("/api/incidents/" + HeldAction.begin(sql, timeline).number() + "/evidence");
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("X-Cordon-Name", "memory.raw");
        connection.setFixedLengthStreamingMode(SIZE);
        var zeros = new byte[128 * 1024];
        try (var body = connection.getOutputStream()) {
            for (long sent = 0; sent < SIZE; sent += zeros.length) {
                body.write(zeros);
            }
        }
        assertThat(connection.getResponseCode()).isEqualTo(201);
        var json = new ObjectMapper().readTree(connection.getInputStream());
        return new Answer(
                json.path("id").asText(),
                json.path("sha256").asText(),
                json.path("size").asLong());
    }

    private static String download(String id) throws IOException {
        var connection = connection("/api/evidence/" + id + "/content");
        assertThat(connection.getContentLengthLong()).isEqualTo(SIZE);
        var digest = Sha256.digest();
        try (var in = connection.getInputStream();
                var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            assertThat(in.transferTo(out)).isEqualTo(SIZE);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static HttpURLConnection connection(String path) throws IOException {
        return (HttpURLConnection) URI.create("http://localhost:" + RestAssured.port + path)
                .toURL()
                .openConnection();
    }
}
