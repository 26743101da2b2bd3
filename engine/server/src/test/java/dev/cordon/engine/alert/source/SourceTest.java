package dev.cordon.engine.alert.source;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.engine.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestSecurity(user = "vera", roles = "viewer")
class SourceTest {
    private static final String SOURCE = "items.find { it.name == 'batches' }.";

    @Inject
    InstantSource clock;

    @Test
    void a_source_shows_what_it_sent_today() {
        var begun = clock.instant();
        var before = sources();
        var id = UUID.randomUUID();
        send(PostgresResource.SOURCE_SECRET, "{\"id\":\"%s\",\"title\":\"t\"}".formatted(id));
        send(PostgresResource.SOURCE_SECRET, "{\"id\":\"%s\",\"title\":\"t\"}".formatted(id));
        send(PostgresResource.SOURCE_SECRET, "{\"no\":\"%s\"}".formatted(id));
        send("wrong", "{}");
        var after = sources();

        assertThat(after.getString(SOURCE + "kind")).isEqualTo("lines");
        assertThat(after.getString(SOURCE + "authentication")).isEqualTo("bearer");
        assertThat(after.getBoolean(SOURCE + "replacingSecret")).isFalse();
        assertThat(Instant.parse(after.getString(SOURCE + "lastAlert"))).isAfterOrEqualTo(begun);
        assertThat(after.getString(SOURCE + "lastRefused.reason")).isEqualTo("wrong");
        assertThat(after.getString(SOURCE + "lastRefused.address")).isEqualTo("127.0.0.1");
        assertThat(Instant.parse(after.getString(SOURCE + "lastRefused.at"))).isAfterOrEqualTo(begun);
        for (var count : new String[] {"accepted", "rejected", "duplicate", "refused"}) {
            var path = SOURCE + "today." + count;
            assertThat(after.getInt(path)).as(count).isEqualTo(before.getInt(path) + 1);
        }
    }

    private static JsonPath sources() {
        return given().get("/api/sources").then().statusCode(200).extract().jsonPath();
    }

    private static void send(String secret, String body) {
        given().header("Authorization", "Bearer " + secret)
                .header("Content-Type", "application/json")
                .body(body)
                .post("/hooks/batches");
    }
}
