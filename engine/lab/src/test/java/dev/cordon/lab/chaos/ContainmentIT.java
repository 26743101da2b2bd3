package dev.cordon.lab.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cordon.lab.demo.Caller;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The whole of it, once, on the real stack, looked at only from outside: the public interface, the
/// vendors, the company's own login.
@ExtendWith(OneStack.class)
class ContainmentIT {
    private static final JsonMapper JSON = new JsonMapper();

    private final Site site;

    ContainmentIT(Site site) {
        this.site = site;
    }

    @BeforeEach
    void protect_what_must_never_be_contained() throws Exception {
        Policies.protect(site);
    }

    @AfterEach
    void nothing_went_wrong() throws Exception {
        Policies.requireNoHarm(site);
    }

    @Test
    void an_alert_becomes_a_containment_that_is_approved_done_once_on_record_and_undone() throws Exception {
        assertThat(site.getsIn("m.keller")).as("before").isTrue();
        var alert = AlertText.high("WS-0142", "m.keller");
        var story = site.send(alert);

        var incident = site.person("vera").get("/api/incidents/" + story.number());
        assertThat(incident.path("severity").asInt()).isEqualTo(4);
        var approval = story.task("approve-containment");
        assertThat(approval.path("requestedBy").asText()).isEqualTo("source:wazuh");
        assertThat(names(approval.path("targets"))).containsExactly("WS-0142", "m.keller");
        assertThat(site.range().arrivals("contain", "WS-0142"))
                .as("before the approval")
                .isEmpty();
        assertThat(story.decide("amina", approval, approval.path("digest").asText(), "approve")
                        .statusCode())
                .isEqualTo(200);

        story.task("review-containment");
        contained(story);
        evidence(story);

        story.decide("ravi", "review-containment", "release");
        var run = story.ended();
        assertThat(run.path("end").asText()).isEqualTo("Released");
        assertThat(run.path("state").asText()).isEqualTo("completed");
        released(story);
        assertThat(story.entries("run-ended")).hasSize(1);
    }

    private void contained(Case story) throws Exception {
        var sent = site.range().arrivals("contain", "WS-0142");
        assertThat(sent).hasSize(1);
        var isolation = action(story, "host.isolate");
        assertThat(sent.getFirst().action()).isEqualTo(isolation.path("id").asText());
        assertThat(site.range().state("WS-0142")).isEqualTo("isolated");
        assertThat(site.getsIn("m.keller")).as("while contained").isFalse();
        for (var type : List.of("host.isolate", "artifact.collect", "account.disable", "sessions.revoke")) {
            assertThat(action(story, type).at("/outcome/is").asText()).as(type).isEqualTo("done");
        }
        assertThat(story.held()).hasSize(2).allSatisfy(hold -> {
            assertThat(hold.path("owned").asBoolean()).isTrue();
            assertThat(hold.path("verified").asBoolean()).isTrue();
            assertThat(hold.path("approvedBy").asText()).isEqualTo("amina");
        });
    }

    private void evidence(Case story) throws Exception {
        var ravi = site.person("ravi");
        var items =
                ravi.get("/api/incidents/%s/evidence".formatted(story.number())).path("items");
        assertThat(items).hasSize(1);
        var item = items.get(0);
        var content = "/api/evidence/%s/content".formatted(item.path("id").asText());
        var answer = download(ravi, content);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        var bytes = answer.body();
        assertThat(bytes).hasSize(item.path("size").asInt());
        assertThat(Sender.sha256(bytes)).isEqualTo(item.path("sha256").asText());
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            assertThat(zip.getNextEntry()).as("something is in it").isNotNull();
        }
        assertThat(story.entries("evidence-collected"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.at("/detail/sha256").asText())
                        .isEqualTo(item.path("sha256").asText()));
        var viewer = download(site.person("vera"), content);
        assertThat(viewer.statusCode()).as("a viewer").isEqualTo(403);
    }

    private void released(Case story) throws Exception {
        assertThat(site.range().arrivals("lift_containment", "WS-0142")).hasSize(1);
        assertThat(site.range().state("WS-0142")).isEqualTo("free");
        assertThat(site.getsIn("m.keller")).as("afterwards").isTrue();
        assertThat(story.held()).isEmpty();
        // reading it followed every hash, from the first entry to the last
        assertThat(story.timeline())
                .extracting(entry -> entry.path("kind").asText())
                .startsWith("incident-opened", "alert-received", "alert-routed", "run-requested")
                .endsWith("run-ended");
    }

    @Test
    void a_server_is_not_contained_at_once_even_by_a_critical_alert_and_by_a_person_it_is() throws Exception {
        var critical = site.send(AlertText.critical("SRV-DB-01"));
        assertThat(critical.ended().path("end").asText()).isEqualTo("Isolation denied or refused, nothing done");
        assertThat(action(critical, "host.isolate").at("/denial/code").asText()).isEqualTo("approval-missing");
        assertThat(site.range().arrivals("contain", "SRV-DB-01")).isEmpty();

        var story = byHand("SRV-DB-01");
        story.decide("amina", "approve-containment", "approve");
        story.decide("ravi", "review-containment", "release");

        assertThat(story.ended().path("end").asText()).isEqualTo("Released");
        assertThat(site.range().arrivals("contain", "SRV-DB-01")).hasSize(1);
        assertThat(site.range().state("SRV-DB-01")).isEqualTo("free");
    }

    @Test
    void a_critical_alert_on_an_ordinary_workstation_is_contained_at_once() throws Exception {
        var host = Names.host();
        var story = site.send(AlertText.critical(host));

        assertThat(story.ended().path("end").asText()).isEqualTo("Host isolated");
        assertThat(site.range().arrivals("contain", host)).hasSize(1);
        assertThat(site.range().state(host)).isEqualTo("isolated");
        assertThat(story.entries("task-opened")).isEmpty();
    }

    @Test
    void a_name_that_fits_two_hosts_contains_neither_and_says_which() throws Exception {
        var story = site.send(AlertText.critical("KIOSK-7"));

        assertThat(story.task("pick-host").path("targets")).hasSize(2);
        story.pick("ravi", "pick-host", "none");

        assertThat(story.ended().path("end").asText()).isEqualTo("Nothing done: none of them was meant");
        assertThat(site.range().arrivals("contain", "KIOSK-7")).isEmpty();
        assertThat(story.entries("target-not-resolved")).singleElement().satisfies(entry -> {
            assertThat(entry.at("/detail/code").asText()).isEqualTo("target-ambiguous");
            assertThat(names(entry.at("/detail/candidates"))).containsExactly("KIOSK-7", "KIOSK-7");
        });
        assertThat(story.actions()).isEmpty();
    }

    @Test
    void a_protected_host_is_not_contained_whoever_approves() throws Exception {
        var story = site.send(AlertText.high("DC-01", null));

        story.decide("amina", "approve-containment", "approve");
        story.task("containment-failed");

        assertThat(site.range().arrivals("contain", "DC-01")).isEmpty();
        assertThat(story.entries("action-denied"))
                .singleElement()
                .satisfies(
                        entry -> assertThat(entry.at("/detail/code").asText()).isEqualTo("protected-asset"));
        assertThat(action(story, "host.isolate").path("state").asText()).isEqualTo("denied");
    }

    @Test
    void the_same_alert_ten_times_at_once_is_one_of_everything() throws Exception {
        var host = Names.host();
        var alert = AlertText.critical(host);
        var taken = Crowd.of(10, () -> site.sender().send(alert));

        assertThat(taken)
                .extracting(Sender.Taken::alertId)
                .containsOnly(taken.getFirst().alertId());
        assertThat(taken)
                .extracting(Sender.Taken::incident)
                .containsOnly(taken.getFirst().incident());
        assertThat(taken).filteredOn(one -> !one.duplicate()).hasSize(1);
        var story = new Case(site, taken.getFirst().incident());
        assertThat(story.ended().path("end").asText()).isEqualTo("Host isolated");
        assertThat(story.runs()).hasSize(1);
        assertThat(story.entries("alert-received")).hasSize(1);
        assertThat(site.range().arrivals("contain", host)).hasSize(1);
    }

    @Test
    void a_containment_that_was_accepted_and_is_not_so_is_not_reported_as_done() throws Exception {
        var host = Names.host();
        site.range().offline(host, true);
        var story = site.send(AlertText.high(host, null));
        story.decide("amina", "approve-containment", "approve");

        var action = story.await(
                "a second look, after the first delivery was given back",
                () -> story.actions().stream()
                        .filter(one -> one.path("attempts").asInt() >= 2)
                        .findFirst());

        assertThat(action.path("state").asText()).isEqualTo("open");
        assertThat(story.held()).isEmpty();
        assertThat(story.entries("action-settled"))
                .noneMatch(entry -> entry.at("/detail/actionId").equals(action.path("id")));
        assertThat(site.range().state(host)).isEqualTo("isolating");

        site.range().offline(host, false);
        story.decide("ravi", "review-containment", "keep");
        assertThat(story.ended().path("end").asText()).isEqualTo("Contained: kept");
        assertThat(site.range().state(host)).isEqualTo("isolated");
        assertThat(story.held()).hasSize(1);
    }

    @Test
    void a_host_two_incidents_need_is_free_only_after_both_have_let_it_go() throws Exception {
        var host = Names.host();
        var first = site.send(AlertText.critical(host));
        first.ended();
        var second = byHand(host);
        second.decide("amina", "approve-containment", "approve");
        second.task("review-containment");
        assertThat(action(second, "host.isolate").at("/outcome/is").asText()).isEqualTo("already-so");

        var refused = release(first);
        first.acknowledge("ravi", "release-failed");
        over(first, refused);
        assertThat(site.range().state(host)).as("the second still needs it").isEqualTo("isolated");
        assertThat(site.range().arrivals("lift_containment", host)).isEmpty();
        assertThat(first.entries("containment-handed-over")).hasSize(1);

        second.decide("ravi", "review-containment", "keep");
        second.ended();
        over(second, release(second));
        assertThat(site.range().arrivals("lift_containment", host)).hasSize(1);
        assertThat(site.range().state(host)).isEqualTo("free");
    }

    private Case byHand(String host) throws Exception {
        var ravi = site.person("ravi");
        var opening = JSON.createObjectNode().put("title", "Seen by a person").put("severity", 4);
        var number = ravi.post("/api/incidents", opening).path("number").asText();
        var story = new Case(site, number);
        assertThat(People.ask(site, "ravi", story, host).statusCode()).isEqualTo(202);
        return story;
    }

    /// From the register.
    private String release(Case story) throws Exception {
        var hold = story.held().getFirst();
        var reason = JSON.createObjectNode().put("reason", "No longer needed");
        return site.person("ravi")
                .post("/api/containments/%s/release".formatted(hold.path("id").asText()), reason)
                .path("runId")
                .asText();
    }

    private static void over(Case story, String run) throws Exception {
        story.await(
                "the release to end",
                () -> story.runs().stream()
                        .filter(one -> one.path("id").asText().equals(run))
                        .filter(one -> one.path("endedAt").isTextual())
                        .findFirst());
    }

    private static JsonNode action(Case story, String type) throws Exception {
        return story.actions().stream()
                .filter(one -> one.path("action").asText().equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no action " + type + System.lineSeparator() + story.story()));
    }

    private static List<String> names(JsonNode targets) {
        var names = new ArrayList<String>();
        targets.forEach(target -> names.add(target.path("name").asText()));
        return names;
    }

    private static HttpResponse<byte[]> download(Caller who, String path) throws Exception {
        return who.exchange(who.to(path).setHeader("Accept", "*/*").GET(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
