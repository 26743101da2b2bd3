package dev.cordon.engine.alert.feed;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;

import dev.cordon.engine.PostgresResource;
import dev.cordon.engine.TestClock;
import dev.cordon.engine.sql.Sql;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestSecurity(
        user = "wanda",
        roles = {"worker", "viewer", "admin"})
class FeedTest {
    private static final String PULLED = "items.find { it.name == 'pulled' }.pulled.";

    private final int id = ThreadLocalRandom.current().nextInt(1_000_000, 2_000_000_000);

    @Inject
    TestClock clock;

    @Inject
    Sql sql;

    @AfterEach
    void nobody_reads() {
        clock.forward(Duration.ofMinutes(1));
        given().delete("/api/sources/pulled/cursor").then().statusCode(204);
    }

    @Test
    void what_was_pulled_is_taken_as_if_it_had_been_sent_and_the_cursor_follows() {
        var token = turn("one");
        deliver(token, "c1", false, offense(id, 5), offense(id + 1, 5))
                .statusCode(200)
                .body("taken", equalTo(2))
                .body("known", equalTo(0));

        assertThat(incidents(id, id + 1)).isEqualTo(2);
        asks("one").body("cursor", equalTo("c1"));
    }

    @Test
    void a_page_that_comes_again_because_its_cursor_was_lost_doubles_nothing() {
        var token = turn("one");
        deliver(token, "x".repeat(2001), false, offense(id, 5)).statusCode(400);
        asks("one").body("cursor", nullValue());

        deliver(turn("one"), "c1", false, offense(id, 5))
                .statusCode(200)
                .body("taken", equalTo(0))
                .body("known", equalTo(1));
        assertThat(incidents(id)).isEqualTo(1);
    }

    @Test
    void an_offense_that_grew_updates_its_alert_and_starts_nothing() {
        deliver(turn("one"), "c1", false, offense(id, 3));
        deliver(turn("one"), "c2", false, offense(id, 9)).body("known", equalTo(1));

        assertThat(incidents(id)).isEqualTo(1);
        assertThat(count("""
                select count(*) as n from alert_update u join alert a on a.id = u.alert_id
                where a.source = 'pulled' and a.reference = ? and u.severity = 5
                """, "offense/" + id)).isEqualTo(1);
    }

    @Test
    void what_cannot_be_read_is_kept_as_rejected_and_holds_up_nobody() {
        deliver(turn("one"), "c1", false, "{\"odd\":%d}".formatted(id), "{", offense(id, 5))
                .statusCode(200)
                .body("taken", equalTo(1))
                .body("rejected", equalTo(2));

        asks("one").body("cursor", equalTo("c1"));
        assertThat(count(
                        "select count(*) as n from alert where source = 'pulled' and status = 'rejected' and raw = convert_to(?, 'UTF8')",
                        "{\"odd\":%d}".formatted(id)))
                .isEqualTo(1);
    }

    @Test
    void of_two_workers_one_reads_until_it_falls_silent() {
        var first = turn("one");
        asks("two").body("token", nullValue());
        clock.forward(Duration.ofSeconds(20));
        deliver(first, "c1", true, offense(id, 5)).statusCode(200);
        clock.forward(Duration.ofSeconds(15));
        asks("two").body("token", nullValue());

        clock.forward(Duration.ofSeconds(31));
        var second = asks("two").body("cursor", equalTo("c1")).extract().<String>path("token");
        deliver(second, "c2", false, offense(id + 1, 5)).statusCode(200);
        deliver(first, "c1-late", false, offense(id + 1, 5))
                .statusCode(409)
                .body("type", equalTo("https://cordon.dev/problems/turn-lost"));
        asks("two").body("cursor", equalTo("c2"));
        assertThat(incidents(id + 1)).isEqualTo(1);
    }

    @Test
    void a_part_of_a_page_leaves_the_cursor() {
        var token = turn("one");
        deliver(token, null, true, offense(id, 5)).statusCode(200).body("taken", equalTo(1));

        asks("one").body("cursor", nullValue());
    }

    @Test
    void the_list_of_sources_says_how_the_reading_goes() {
        deliver(turn("one"), "c1", false);
        clock.forward(Duration.ofSeconds(90));
        var token = turn("one");
        given().contentType("application/json")
                .body(Map.of("token", token, "why", "the vendor cannot answer now (503)"))
                .post("/internal/feeds/pulled/troubles")
                .then()
                .statusCode(204);

        given().get("/api/sources")
                .then()
                .body("items.find { it.name == 'pulled' }.authentication", equalTo("pull"))
                .body(PULLED + "connector", equalTo("qradar"))
                .body(PULLED + "behindSeconds", greaterThanOrEqualTo(90))
                .body(PULLED + "trouble", equalTo("the vendor cannot answer now (503)"))
                .body("items.find { it.name == 'wazuh' }.pulled", nullValue());
        deliver(token, "c2", true);
        given().get("/api/sources")
                .then()
                .body(PULLED + "trouble", nullValue())
                .body(PULLED + "behindSeconds", greaterThanOrEqualTo(90));
    }

    @Test
    void nobody_may_send_to_a_source_that_is_pulled_and_nobody_pulls_one_that_sends() {
        given().header("Authorization", "Bearer " + PostgresResource.SOURCE_SECRET)
                .contentType("application/json")
                .body(offense(id, 5))
                .post("/hooks/pulled")
                .then()
                .statusCode(401);
        given().contentType("application/json")
                .body(Map.of("worker", "one", "connector", "qradar"))
                .post("/internal/feeds/wazuh/turns")
                .then()
                .statusCode(404);
    }

    private static ValidatableResponse asks(String worker) {
        return given().contentType("application/json")
                .body(Map.of("worker", worker, "connector", "qradar"))
                .post("/internal/feeds/pulled/turns")
                .then()
                .statusCode(200);
    }

    private static String turn(String worker) {
        return String.valueOf(asks(worker).extract().<String>path("token"));
    }

    private ValidatableResponse deliver(String token, @Nullable String cursor, boolean more, String... alerts) {
        var delivery = new HashMap<String, @Nullable Object>();
        delivery.put("token", token);
        delivery.put("alerts", List.of(alerts));
        delivery.put("cursor", cursor);
        delivery.put("reached", cursor == null ? null : clock.instant().toString());
        delivery.put("more", more);
        return given().contentType("application/json")
                .body(delivery)
                .post("/internal/feeds/pulled/deliveries")
                .then();
    }

    private static String offense(int id, int magnitude) {
        return """
                {"id":%d,"description":"Multiple login failures","status":"OPEN","offense_type":3,"offense_source":"user-%1$d",
                 "magnitude":%d,"start_time":1700000000000,"last_persisted_time":1700000300000}
                """.formatted(id, magnitude);
    }

    private long incidents(int... offenses) {
        var sum = 0L;
        for (var offense : offenses) {
            sum += count(
                    "select count(*) as n from alert where source = 'pulled' and reference = ? and incident_id is not null",
                    "offense/" + offense);
        }
        return sum;
    }

    private long count(String query, Object... arguments) {
        return sql.one(query, row -> row.longNumber("n"), arguments).orElseThrow();
    }
}
