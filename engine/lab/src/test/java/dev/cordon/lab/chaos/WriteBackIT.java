package dev.cordon.lab.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cordon.lab.PartName;
import dev.cordon.lab.Stack;
import dev.cordon.lab.chaos.Siem.Noticed;
import dev.cordon.lab.range.Arrival;
import dev.cordon.lab.range.Fault;
import dev.cordon.lab.setting.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The whole way of an alert: noticed by a product, pulled, closed here, and closed there with the verdict.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WriteBackIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    /// Shorter than a write may take, so that its answer is not given up.
    private static final Duration SLOW = Duration.ofSeconds(4);

    private final Stack stack;

    private Site site;

    WriteBackIT(@TempDir Path temp) {
        stack = new Stack(
                temp.resolve("stack"), Ports.free(), EnumSet.allOf(PartName.class), Siem.VENDORS, System.out::println);
    }

    @BeforeAll
    void up() {
        stack.up();
        site = new Site(stack);
    }

    @AfterAll
    void nothing_went_wrong() throws Exception {
        try {
            Policies.requireNoHarm(site);
        } finally {
            site.close();
            stack.close();
        }
    }

    @Test
    void each_product_hears_the_verdict_once_and_the_ledger_and_the_timeline_have_it() throws Exception {
        var wrong = noticedByAll();
        var right = noticedByAll();
        close(wrong, "false-positive");
        close(right, "true-positive");

        for (var noticed : wrong) {
            told(noticed, noticed.siem().falsePositive, "false-positive");
        }
        for (var noticed : right) {
            told(noticed, noticed.siem().truePositive, "true-positive");
        }
    }

    private void told(Noticed noticed, String word, String verdict) throws Exception {
        var siem = noticed.siem();
        var story = incident(noticed);
        var run = story.ended();
        assertThat(run.path("end").asText()).as(story.story()).isEqualTo("Every alert is closed at its source");
        assertThat(outcome(story)).isEqualTo("done");

        var there = noticed.shown();
        assertThat(there.path("status").asText()).as("%s", siem).isEqualTo(siem.closed);
        assertThat(there.path("closedAs").asText()).as("%s", siem).isEqualTo(word);
        if (siem.takesNotes()) {
            assertThat(there.path("note").asText())
                    .contains(story.number() + " closed as " + verdict + ": seen to it")
                    .containsOnlyOnce("cordon " + closing(story).path("id").asText());
        }
        assertThat(noticed.closings())
                .singleElement()
                .satisfies(arrival -> assertThat(arrival.action())
                        .isEqualTo(closing(story).path("id").asText()));
        assertThat(story.timeline())
                .extracting(entry -> entry.path("kind").asText())
                .containsSubsequence(
                        "incident-closed",
                        "write-back-asked",
                        "run-requested",
                        "action-intended",
                        "action-settled",
                        "run-ended");
        assertThat(story.entries("action-settled")).hasSize(1);
        assertThat(story.runs()).hasSize(1);
    }

    @Test
    void a_product_whose_answer_is_lost_is_not_told_twice() throws Exception {
        var noticed = noticedByAll();
        for (var one : noticed) {
            site.range().strike(one.siem().closing(), one.id(), Fault.Kind.RESET_AFTER);
        }
        close(noticed, "false-positive");

        for (var one : noticed) {
            var story = incident(one);
            story.ended();
            assertThat(outcome(story)).as("%s", one.siem()).isEqualTo("done");
            assertThat(one.closings()).singleElement().satisfies(arrival -> {
                assertThat(arrival.fault()).isEqualTo("reset-after");
                assertThat(arrival.changed()).isTrue();
            });
            assertThat(one.shown().path("closedAs").asText()).isEqualTo(one.siem().falsePositive);
        }
    }

    @Test
    void what_an_analyst_has_closed_in_the_product_is_left_as_it_is() throws Exception {
        var noticed = noticedByAll();
        for (var one : noticed) {
            incident(one);
            one.closeThere("as the analyst said");
        }
        close(noticed, "true-positive");

        for (var one : noticed) {
            var story = incident(one);
            assertThat(story.ended().path("end").asText()).isEqualTo("Every alert is closed at its source");
            assertThat(outcome(story)).as("%s", one.siem()).isEqualTo("already-so");
            assertThat(one.closings()).isEmpty();
            assertThat(one.shown().path("closedAs").asText()).isEqualTo("as the analyst said");
        }
    }

    @Test
    void connectors_that_die_between_asking_and_settling_leave_it_closed_once_and_on_record() throws Exception {
        var noticed = noticedByAll();
        for (var one : noticed) {
            incident(one);
            site.range().slow(one.siem().closing(), one.id(), SLOW, 1);
        }
        close(noticed, "false-positive");
        var first = Patience.await(
                "the first request", LIMIT, () -> requests(noticed).stream().findFirst());
        stack.part(PartName.CONNECTORS).kill();
        stack.part(PartName.CONNECTORS).start();

        for (var one : noticed) {
            var story = incident(one);
            assertThat(story.ended().path("end").asText()).isEqualTo("Every alert is closed at its source");
            assertThat(outcome(story)).as("%s", one.siem()).isEqualTo("done");
            assertThat(one.closings()).as("%s", one.siem()).singleElement().matches(Arrival::changed);
            assertThat(one.shown().path("closedAs").asText()).isEqualTo(one.siem().falsePositive);
            if (one.siem().takesNotes()) {
                assertThat(one.shown().path("note").asText()).containsOnlyOnce("cordon ");
            }
            assertThat(story.entries("action-settled")).hasSize(1);
        }
        assertThat(endings(first.action()))
                .as("the first holder of the first one")
                .first()
                .isEqualTo("null");
    }

    private List<Noticed> noticedByAll() throws Exception {
        var all = new ArrayList<Noticed>();
        for (var siem : Siem.values()) {
            all.add(siem.notices(site));
        }
        return all;
    }

    private void close(List<Noticed> noticed, String verdict) throws Exception {
        var closure = JsonNodeFactory.instance.objectNode();
        closure.put("verdict", verdict).put("reason", "seen to it");
        for (var one : noticed) {
            site.person("ravi")
                    .post("/api/incidents/%s/closure".formatted(incident(one).number()), closure);
        }
    }

    private static Case incident(Noticed noticed) throws InterruptedException {
        return Patience.await(
                "%s alert %s to be pulled".formatted(noticed.siem(), noticed.id()), LIMIT, noticed::incident);
    }

    private static List<Arrival> requests(List<Noticed> noticed) throws java.io.IOException, InterruptedException {
        var all = new ArrayList<Arrival>();
        for (var one : noticed) {
            all.addAll(one.closings());
        }
        return all;
    }

    private static JsonNode closing(Case story) throws InterruptedException {
        return story.await(
                "the closing at the source",
                () -> story.actions().stream()
                        .filter(action -> action.path("action").asText().equals("alert.close"))
                        .findFirst());
    }

    private static String outcome(Case story) throws InterruptedException {
        return story.await(
                "an outcome",
                () -> Optional.of(closing(story).at("/outcome/is").asText()).filter(is -> !is.isEmpty()));
    }

    /// How each who held it gave it up; null: never came back.
    private List<String> endings(String action) throws Exception {
        var endings = new ArrayList<String>();
        site.person("vera")
                .get("/api/actions/" + action)
                .path("attempts")
                .forEach(attempt -> endings.add(attempt.path("ending").asText("null")));
        return endings;
    }
}
