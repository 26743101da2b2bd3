package dev.cordon.engine.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.cordon.engine.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The server with its real OIDC settings, and nobody at the provider's address.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(ProviderAwayTest.NobodyThere.class)
class ProviderAwayTest {
    public static class NobodyThere implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.oidc.tenant-enabled", "true",
                    "cordon.oidc.issuer", "http://127.0.0.1:1/realms/cordon",
                    "cordon.oidc.client.secret", "test-client-secret-0123456789abcdef");
        }
    }

    @Test
    void machines_and_sources_do_not_notice() {
        given().auth()
                .preemptive()
                .basic("worker", PostgresResource.WORKER_SECRET)
                .get("/api/me")
                .then()
                .statusCode(200);
        given().contentType("application/json")
                .body("{}")
                .post("/hooks/wazuh")
                .then()
                .statusCode(401);
    }

    @Test
    void nobody_is_nobody() {
        given().get("/api/me").then().statusCode(401).contentType("application/problem+json");
    }

    @Test
    void people_are_told_to_come_back() {
        given().header("Authorization", "Bearer x.y.z")
                .get("/api/me")
                .then()
                .statusCode(503)
                .header("Retry-After", "5")
                .body("type", equalTo("https://cordon.dev/problems/identity-provider-unreachable"));
        given().redirects().follow(false).get("/login").then().statusCode(503);
        given().cookie("q_session", "x").get("/api/me").then().statusCode(503);
    }
}
