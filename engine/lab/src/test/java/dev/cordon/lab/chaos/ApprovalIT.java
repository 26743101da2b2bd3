package dev.cordon.lab.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cordon.lab.PartName;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Who may decide, about what, and how often. What was decided is what happens, and nothing else.
@ExtendWith(OneStack.class)
class ApprovalIT {
    private static final JsonMapper JSON = new JsonMapper();

    private final Site site;

    ApprovalIT(Site site) {
        this.site = site;
    }

    @AfterEach
    void nothing_went_wrong() throws Exception {
        Policies.requireNoHarm(site);
    }

    @Test
    void who_asked_for_a_run_cannot_approve_it_and_somebody_else_can() throws Exception {
        var host = Names.host();
        var opening = JsonNodeFactory.instance
                .objectNode()
                .put("title", "Seen by a person")
                .put("severity", 4);
        var story = new Case(
                site,
                site.person("rosa")
                        .post("/api/incidents", opening)
                        .path("number")
                        .asText());
        assertThat(People.ask(site, "rosa", story, host).statusCode()).isEqualTo(202);
        var task = story.task("approve-containment");
        var digest = task.path("digest").asText();

        var own = story.decide("rosa", task, digest, "approve");
        assertThat(own.statusCode()).as(own.body()).isEqualTo(403);
        assertThat(type(own)).endsWith("requester-cannot-approve");
        assertThat(story.decide("ravi", task, digest, "approve").statusCode())
                .as("no approver")
                .isEqualTo(403);
        assertThat(site.range().arrivals("contain", host)).isEmpty();

        assertThat(story.decide("amina", task, digest, "approve").statusCode()).isEqualTo(200);
        story.decide("ravi", "review-containment", "keep");
        assertThat(story.ended().path("end").asText()).isEqualTo("Contained: kept");
        assertThat(site.range().arrivals("contain", host)).hasSize(1);
    }

    @Test
    void looking_decides_nothing_and_neither_does_what_was_not_shown() throws Exception {
        var host = Names.host();
        var story = site.send(AlertText.high(host, null));
        var task = story.task("approve-containment");
        var path = "/api/tasks/" + task.path("id").asText();

        for (var method : List.of("GET", "HEAD")) {
            assertThat(People.read(site, "amina", method, path)).isEqualTo(200);
            assertThat(People.read(site, "amina", method, path + "/completion")).isIn(404, 405);
            assertThat(People.read(site, "amina", method, path + "/completion?decision=approve"))
                    .isIn(404, 405);
        }
        var stale = story.decide("amina", task, "sha256:" + "0".repeat(64), "approve");
        assertThat(stale.statusCode()).as(stale.body()).isEqualTo(409);
        assertThat(type(stale)).endsWith("digest-changed");
        assertThat(site.person("vera").get(path).path("state").asText()).isEqualTo("open");
        assertThat(story.entries("task-decided")).isEmpty();
        assertThat(site.range().arrivals("contain", host)).isEmpty();

        story.decide("amina", "approve-containment", "reject");
        story.ended();
    }

    @Test
    void of_two_approvers_at_once_one_decides() throws Exception {
        var host = Names.host();
        var story = site.send(AlertText.high(host, null));
        var task = story.task("approve-containment");
        var digest = task.path("digest").asText();

        var answers = Crowd.<HttpResponse<String>>all(List.of(
                () -> story.decide("amina", task, digest, "approve"),
                () -> story.decide("rosa", task, digest, "reject"),
                () -> story.decide("amina", task, digest, "approve"),
                () -> story.decide("rosa", task, digest, "reject")));

        assertThat(answers).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(200, 409, 409, 409);
        var decided = story.entries("task-decided");
        assertThat(decided).hasSize(1);
        var approved = decided.getFirst().at("/detail/decision").asText().equals("approve");
        if (approved) {
            story.decide("ravi", "review-containment", "keep");
        }
        assertThat(story.ended().path("end").asText())
                .isEqualTo(approved ? "Contained: kept" : "Rejected, nothing done");
        assertThat(site.range().arrivals("contain", host)).hasSize(approved ? 1 : 0);
    }

    @Test
    void nothing_is_sent_after_a_rejection() throws Exception {
        var host = Names.host();
        var story = site.send(AlertText.high(host, null));

        story.decide("amina", "approve-containment", "reject");

        assertThat(story.ended().path("end").asText()).isEqualTo("Rejected, nothing done");
        assertThat(site.range().arrivals("contain", host)).isEmpty();
        assertThat(story.actions()).isEmpty();
    }

    @Test
    void nothing_is_sent_after_a_run_was_cancelled_while_it_waited() throws Exception {
        var host = Names.host();
        var story = site.send(AlertText.high(host, null));
        var task = story.task("approve-containment");
        var run = story.runs().getFirst().path("id").asText();
        site.person("ravi")
                .post(
                        "/api/runs/%s/cancellation".formatted(run),
                        JSON.createObjectNode().put("reason", "False alarm"));

        var late = story.decide("amina", task, task.path("digest").asText(), "approve");

        assertThat(story.ended().path("state").asText()).isEqualTo("cancelled");
        assertThat(site.range().arrivals("contain", host))
                .as("answer to the late approval: " + late.statusCode())
                .isEmpty();
        assertThat(story.entries("run-cancelled")).hasSize(1);
        assertThat(story.held()).isEmpty();
    }

    @Test
    void what_was_on_its_way_when_its_run_was_cancelled_is_in_the_register() throws Exception {
        var host = Names.host();
        site.range().slow("contain", host, Duration.ofSeconds(4), 1);
        var story = site.send(AlertText.critical(host));
        arrived(story, host);
        cancel(story);

        story.ended();
        story.await("the outcome", () -> story.held().stream().findFirst());
        assertThat(site.range().state(host)).isEqualTo("isolated");
        assertThat(site.range().arrivals("contain", host)).hasSize(1);
    }

    @Test
    void what_was_on_its_way_when_its_worker_died_and_its_run_was_cancelled_is_not_forgotten() throws Exception {
        var host = Names.host();
        site.range().slow("contain", host, Duration.ofSeconds(4), 1);
        var story = site.send(AlertText.critical(host));
        arrived(story, host);
        site.kill(EnumSet.of(PartName.CONNECTORS));
        cancel(story);
        story.ended();
        site.start(EnumSet.of(PartName.CONNECTORS));

        var hold =
                story.await("the register to know", () -> story.held().stream().findFirst());
        assertThat(hold.path("verified").asBoolean()).as("nobody looked").isFalse();
        assertThat(site.range().arrivals("contain", host)).hasSize(1);
    }

    private void arrived(Case story, String host) throws Exception {
        story.await(
                "the request to reach the vendor",
                () -> site.range().arrivals("contain", host).stream().findFirst());
    }

    private void cancel(Case story) throws Exception {
        var run = story.runs().getFirst().path("id").asText();
        site.person("ravi")
                .post(
                        "/api/runs/%s/cancellation".formatted(run),
                        JSON.createObjectNode().put("reason", "False alarm"));
    }

    @Test
    void a_wrong_secret_starts_nothing_and_is_written_nowhere() throws Exception {
        var canary = site.canary("wrong-webhook-secret");
        var request = java.net.http.HttpRequest.newBuilder(
                        java.net.URI.create(site.file().server() + "/hooks/splunk?token=" + canary))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + site.canary("wrong-bearer"))
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}"))
                .build();

        assertThat(site.http()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);
    }

    private static String type(HttpResponse<String> problem) throws Exception {
        return JSON.readTree(problem.body()).path("type").asText();
    }
}
