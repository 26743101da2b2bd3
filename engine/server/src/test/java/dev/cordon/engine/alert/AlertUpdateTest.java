package dev.cordon.engine.alert;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.cordon.engine.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestSecurity(user = "vera", roles = "viewer")
class AlertUpdateTest {
    private final String id = UUID.randomUUID().toString();

    @Test
    void the_bytes_of_an_update_are_handed_out_as_they_came() {
        send("{\"id\":\"%s\",\"title\":\"one\"}".formatted(id));
        var later = "{\"id\":\"%s\",  \"title\":\"two\"}".formatted(id);
        var alert = send(later);
        var sha256 =
                given().get("/api/alerts/" + alert).then().extract().jsonPath().getString("updates[0].sha256");

        var raw = given().get("/api/alerts/%s/updates/%s/raw".formatted(alert, sha256))
                .then()
                .statusCode(200)
                .contentType("application/octet-stream")
                .header("Content-Disposition", containsString("attachment"))
                .header("X-Content-Type-Options", "nosniff")
                .extract()
                .asByteArray();

        assertThat(raw).isEqualTo(later.getBytes(StandardCharsets.UTF_8));
        var other = send("{\"id\":\"%s-2\",\"title\":\"one\"}".formatted(id));
        for (var wrong :
                new String[] {alert + "/updates/abc", alert + "/updates/" + "0".repeat(64), other + "/updates/" + sha256
                }) {
            given().get("/api/alerts/" + wrong + "/raw").then().statusCode(404);
        }
    }

    private static String send(String body) {
        return given().header("Authorization", "Bearer " + PostgresResource.SOURCE_SECRET)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/hooks/batches")
                .then()
                .statusCode(202)
                .extract()
                .jsonPath()
                .getString("alertId");
    }
}
