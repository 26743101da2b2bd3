package dev.cordon.engine.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.engine.Given;
import dev.cordon.engine.PostgresResource;
import dev.cordon.engine.timeline.event.IncidentEvent;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// With a heartbeat every 100 ms; each stream ends after 3 s.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestSecurity(user = "vera", roles = "viewer")
class TimelineStreamTest {
    @Inject
    Timeline timeline;

    @Inject
    Given given;

    @Test
    void a_quiet_stream_says_now_and_then_that_it_is_there_and_ends_after_a_while() {
        var run = given.criticalRun();

        var blocks = follow(run, 0);

        assertThat(blocks).filteredOn(":"::equals).hasSizeGreaterThan(3);
        assertThat(blocks)
                .filteredOn(block -> !block.equals(":"))
                .hasSameSizeAs(given.timeline(run))
                .allMatch(block -> block.contains("\nid:") && block.contains("\ndata:{"));
    }

    @Test
    void what_happens_while_somebody_follows_arrives_between_the_heartbeats() throws Exception {
        var run = given.criticalRun();
        var last = given.timeline(run).size();
        var following = CompletableFuture.supplyAsync(() -> follow(run, last));

        QuarkusTransaction.requiringNew()
                .run(() -> timeline.append(run.incident(), "ravi", new IncidentEvent.NoteAdded("look at this")));

        assertThat(following.get(20, TimeUnit.SECONDS))
                .filteredOn(block -> !block.equals(":"))
                .singleElement()
                .asString()
                .contains("\nid:" + (last + 1) + "\n", "look at this");
    }

    private static List<String> follow(Given.Run run, int last) {
        var seen = RestAssured.given()
                .header("Last-Event-ID", last)
                .get("/api/incidents/" + run.number() + "/timeline/stream")
                .then()
                .statusCode(200)
                .contentType("text/event-stream")
                .extract()
                .asString();
        return List.of(seen.strip().split("\n\n"));
    }
}
