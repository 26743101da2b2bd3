package dev.cordon.engine.policy;

import static dev.cordon.engine.connector.WorkerSays.state;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.cordon.engine.PostgresResource;
import dev.cordon.engine.connector.WorkerSays;
import dev.cordon.engine.sql.Sql;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestSecurity(user = "otto", roles = "admin")
class EstateTest {
    private final String connector = "falcon-" + UUID.randomUUID();
    private final WorkerSays worker = new WorkerSays("worker-" + UUID.randomUUID());

    @Inject
    Sql sql;

    @BeforeEach
    void a_worker_reports_the_connector() {
        worker.that(state(connector, null)).statusCode(200);
    }

    @Test
    void every_worker_is_handed_the_lines_in_their_order() {
        var lines =
                List.of(line("host", "ws-*", connector), line("host", "*", connector), line("account", "*", connector));

        put(version(), lines).statusCode(200).body("items", equalTo(lines));

        given().get("/api/policy/estate").then().body("items", equalTo(lines));
        worker.that(state(connector, null)).body("estate", equalTo(lines));
    }

    @Test
    void every_change_is_a_line_in_the_audit_trail() {
        var version = version();
        put(version, List.of(line("host", "srv-*", connector))).body("version", equalTo(version + 1));

        given().get("/api/policy/changes")
                .then()
                .body("[0].actor", equalTo("otto"))
                .body("[0].what", equalTo("estate"))
                .body("[0].detail.version", equalTo(version + 1))
                .body("[0].detail.items[0].pattern", equalTo("srv-*"));
    }

    @Test
    void of_several_who_change_the_same_version_one_does_and_the_others_read_again() throws Exception {
        var version = version();
        try (var threads = Executors.newFixedThreadPool(4)) {
            Callable<Integer> change = () -> put(version, List.of(line("host", "*", connector)))
                    .extract()
                    .statusCode();
            var answers = threads.invokeAll(List.of(change, change, change, change)).stream()
                    .map(future -> future.resultNow())
                    .sorted()
                    .toList();

            assertThat(answers).containsExactly(200, 409, 409, 409);
        }
        put(version, List.of()).statusCode(409).body("type", endsWith("version-changed"));
        assertThat(version()).isEqualTo(version + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "network, ws-*, , the kind is host or account",
        "host, '', , 1 to 255 characters",
        "host, ' ', , 1 to 255 characters",
        "host, TOO LONG, , 1 to 255 characters",
        "host, 'ws\u0007', , control character",
        "host, , , needs kind",
        ", ws-*, , needs kind",
        "host, ws-*, nobody-ever-reported-this, no worker has ever reported",
    })
    void a_line_that_cannot_be_changes_nothing(String kind, String pattern, String other, String why) {
        var version = version();
        var text = "TOO LONG".equals(pattern) ? "w".repeat(256) : pattern;
        var good = line("host", "*", connector);

        put(version, List.of(good, line(kind, text, other == null ? connector : other)))
                .statusCode(422)
                .body("type", endsWith("estate-invalid"))
                .body("detail", containsString("Line 2: "))
                .body("detail", containsString(why));

        assertThat(version()).isEqualTo(version);
    }

    @Test
    void what_is_no_list_of_lines_is_refused() {
        for (var body : List.of(
                "{}",
                "{\"version\": 0}",
                "{\"items\": []}",
                "{\"version\": \"x\", \"items\": []}",
                "{\"version\": 0, \"items\": [7]}")) {
            given().contentType(ContentType.JSON)
                    .body(body)
                    .put("/api/policy/estate")
                    .then()
                    .statusCode(400);
        }
        given().contentType(ContentType.JSON)
                .body("{\"version\": 0, \"items\": [null]}")
                .put("/api/policy/estate")
                .then()
                .statusCode(422);
    }

    private static Map<String, String> line(String kind, String pattern, String connector) {
        var line = new HashMap<String, String>();
        line.put("kind", kind);
        line.put("pattern", pattern);
        line.put("connector", connector);
        return line;
    }

    private int version() {
        return sql.one("select version from estate", row -> row.number("version"))
                .orElseThrow();
    }

    private static ValidatableResponse put(int version, List<Map<String, String>> lines) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("version", version, "items", lines))
                .put("/api/policy/estate")
                .then();
    }
}
