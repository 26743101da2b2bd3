package dev.cordon.engine.ledger;

import static dev.cordon.contract.JobType.HOST_ISOLATE;
import static dev.cordon.contract.JobType.HOST_RELEASE;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.contract.Claim;
import dev.cordon.contract.Intent;
import dev.cordon.contract.Outcome;
import dev.cordon.contract.Settlement;
import dev.cordon.contract.Target;
import dev.cordon.engine.Given;
import dev.cordon.engine.Ndjson;
import dev.cordon.engine.PostgresResource;
import dev.cordon.engine.incident.Incidents;
import dev.cordon.engine.run.NamedTarget;
import dev.cordon.engine.run.PlaybookRuns;
import dev.cordon.engine.sql.Sql;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// One containment of a target at a time, whichever incident asks.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestSecurity(
        user = "ravi",
        roles = {"viewer", "responder"})
class JoinedRunTest {
    private final String name = "joined-" + UUID.randomUUID();

    @Inject
    ActionLedger ledger;

    @Inject
    Given prepared;

    @Inject
    Incidents incidents;

    @Inject
    PlaybookRuns runs;

    @Inject
    Sql sql;

    @Inject
    ObjectMapper json;

    @Test
    void a_person_who_asks_for_what_another_incident_contains_already_gets_that_run() {
        var owner = running();
        var second = incident();

        var joined = ask(second, "key-1", "isolate-host")
                .statusCode(202)
                .body("joined", equalTo(true))
                .body("runId", equalTo(owner.id().toString()))
                .body("playbook", equalTo("contain-compromised-host"))
                .body("incident", equalTo(owner.number()))
                .extract()
                .asString();

        assertThat(ask(second, "key-1", "isolate-host").extract().asString()).isEqualTo(joined);
        given().get("/api/runs?incident=" + second.number())
                .then()
                .body("items.id", equalTo(List.of(owner.id().toString())))
                .body("items[0].incident", equalTo(owner.number()))
                .body("items[0].joinedBy", equalTo(List.of(second.number())));
        given().get("/api/incidents/" + second.number())
                .then()
                .body("runs.id", equalTo(List.of(owner.id().toString())))
                .body("runs[0].incident", equalTo(owner.number()));
        assertThat(sentences(second)).anyMatch(it -> it.contains(owner.number()) && it.contains("isolate-host"));
        await(() -> sentences(owner).stream().anyMatch(it -> it.startsWith(second.number() + " joins")));
    }

    @Test
    void the_same_request_gets_the_same_answer_when_the_run_is_over_and_another_body_does_not() {
        var owner = running();
        var second = incident();
        var joined = ask(second, "key-2", "isolate-host").extract().asString();
        end(owner, "rejected");

        assertThat(ask(second, "key-2", "isolate-host").extract().asString()).isEqualTo(joined);
        given().contentType(ContentType.JSON)
                .header("Idempotency-Key", "key-2")
                .body(Map.of(
                        "incident",
                        second.number(),
                        "inputs",
                        Map.of("target", Map.of("host", name), "reason", "another")))
                .post("/api/playbooks/isolate-host/runs")
                .then()
                .statusCode(409)
                .body("type", endsWith("idempotency-key-reused"));
        ask(second, "key-3", "isolate-host")
                .statusCode(202)
                .body("joined", equalTo(false))
                .body("incident", nullValue());
    }

    @Test
    void of_many_incidents_that_ask_at_once_one_runs_and_the_others_join_it() throws Exception {
        var asking = IntStream.range(0, 8).mapToObj(i -> incident()).toList();
        try (var threads = Executors.newFixedThreadPool(asking.size())) {
            var calls = asking.stream()
                    .<Callable<PlaybookRuns.Answer>>map(incident -> () -> wish(incident.incident()))
                    .toList();
            var answers =
                    threads.invokeAll(calls).stream().map(Future::resultNow).toList();

            assertThat(new HashSet<>(
                            answers.stream().map(PlaybookRuns.Answer::run).toList()))
                    .hasSize(1);
            assertThat(answers.stream().filter(answer -> !answer.joined())).hasSize(1);
        }
        assertThat(sql.list("select id from playbook_run where target ->> 'host' = ?", row -> row.uuid("id"), name))
                .hasSize(1);
    }

    @Test
    void what_a_run_contains_is_held_for_who_joined_before_and_for_who_joins_after() {
        var owner = running();
        var before = incident();
        wish(before.incident());
        var host = Given.workstation();

        settle(owner.intends(HOST_ISOLATE, host), new Outcome.Done("job-1"));
        var after = incident();
        wish(after.incident());

        assertThat(holders(host)).containsExactlyInAnyOrder(owner.number(), before.number(), after.number());
        assertThat(prepared.timeline(after)).contains("run-joined", "containment-shared");
        await(() -> prepared.timeline(before).contains("containment-shared"));
        given().get("/api/containments?incident=" + before.number())
                .then()
                .body("items[0].owned", equalTo(true))
                .body("items[0].runId", equalTo(owner.id().toString()));
    }

    @Test
    void whoever_releases_first_leaves_it_contained_for_the_other() {
        for (var ownerFirst : List.of(true, false)) {
            var shared = shared();
            var first = ownerFirst ? shared.owner() : shared.joiner();
            var last = ownerFirst ? shared.joiner() : shared.owner();

            assertThat(release(first, shared.host())).isEqualTo("still-needed");
            assertThat(holders(shared.host())).containsExactly(last.number());
            assertThat(prepared.timeline(first)).contains("containment-handed-over");

            assertThat(release(last, shared.host())).isEqualTo("released");
            assertThat(holders(shared.host())).isEmpty();
        }
    }

    @Test
    void a_join_while_the_release_is_under_way_is_told_that_it_is_over() {
        var owner = running();
        var host = Given.workstation();
        settle(owner.intends(HOST_ISOLATE, host), new Outcome.Done("job-1"));
        var release = releasing(owner).intends(HOST_RELEASE, host);
        var token = ((Claim.Fresh) ledger.claim(release)).token();
        var late = incident();
        wish(late.incident());
        assertThat(holders(host)).contains(late.number());

        ledger.settle(UUID.fromString(release.actionId()), new Settlement(token, new Outcome.Done("job-2"), List.of()));

        assertThat(holders(host)).isEmpty();
        await(() -> prepared.timeline(late).contains("containment-ended"));
    }

    @Test
    void a_containment_waits_for_a_join_that_is_being_committed_and_counts_it() throws Exception {
        var owner = running();
        var second = incident();
        var host = Given.workstation();
        var isolate = owner.intends(HOST_ISOLATE, host);
        var token = ((Claim.Fresh) ledger.claim(isolate)).token();
        try (var threads = Executors.newSingleThreadExecutor()) {
            Callable<Outcome> settle = () -> ledger.settle(
                    UUID.fromString(isolate.actionId()), new Settlement(token, new Outcome.Done("job-1"), List.of()));
            var settling = QuarkusTransaction.requiringNew().call(() -> {
                runs.ask(wanted(second.incident(), name));
                var submitted = threads.submit(settle);
                await(() -> sql.one(
                                "select true as waits from pg_locks where locktype = 'advisory' and not granted",
                                row -> row.bool("waits"))
                        .isPresent());
                return submitted;
            });
            assertThat(settling.get()).isEqualTo(new Outcome.Done("job-1"));
        }

        assertThat(holders(host)).containsExactlyInAnyOrder(owner.number(), second.number());
    }

    @RepeatedTest(5)
    void a_join_and_a_containment_at_the_same_moment_see_each_other() throws Exception {
        var owner = running();
        var second = incident();
        var host = Given.workstation();
        var isolate = owner.intends(HOST_ISOLATE, host);
        var token = ((Claim.Fresh) ledger.claim(isolate)).token();
        try (var threads = Executors.newFixedThreadPool(2)) {
            Callable<Object> settle = () -> ledger.settle(
                    UUID.fromString(isolate.actionId()), new Settlement(token, new Outcome.Done("job-1"), List.of()));
            Callable<Object> join = () -> wish(second.incident());
            threads.invokeAll(List.of(settle, join)).forEach(Future::resultNow);
        }

        assertThat(holders(host)).containsExactlyInAnyOrder(owner.number(), second.number());
    }

    @Test
    void a_run_that_ends_without_containing_says_so_to_those_who_joined() {
        var owner = running();
        var second = incident();
        wish(second.incident());

        end(owner, "rejected");

        await(() -> sentences(second).stream().anyMatch(it -> it.contains("it contained NOTHING")));
        assertThat(prepared.timeline(second)).containsOnlyOnce("joined-run-ended");
    }

    @Test
    void a_cancelled_run_says_so_at_once_and_the_next_wish_starts_a_run_of_its_own() {
        var owner = running();
        var second = incident();
        wish(second.incident());

        given().contentType(ContentType.JSON)
                .body(Map.of("reason", "a false alarm"))
                .post("/api/runs/" + owner.id() + "/cancellation")
                .then()
                .statusCode(204);

        await(() -> sentences(second).stream()
                .anyMatch(it -> it.contains("cancelled") && it.contains("it contained NOTHING")));
        assertThat(wish(second.incident()).joined()).isFalse();
        end(owner, "rejected");
        assertThat(prepared.timeline(second)).containsOnlyOnce("joined-run-ended");
    }

    @Test
    void what_is_settled_after_the_end_is_told_after_it() {
        var owner = running();
        var second = incident();
        wish(second.incident());
        var host = Given.workstation();
        var isolate = owner.intends(HOST_ISOLATE, host);
        var token = ((Claim.Fresh) ledger.claim(isolate)).token();
        end(owner, "rejected");
        await(() -> sentences(second).stream().anyMatch(it -> it.contains("not known yet")));

        ledger.settle(
                UUID.fromString(isolate.actionId()), new Settlement(token, new Outcome.Unverified("job-1"), List.of()));

        await(() -> sentences(second).stream().anyMatch(it -> it.contains("NOT seen to happen")));
        assertThat(holders(host)).contains(second.number());
    }

    @Test
    void an_alert_after_the_closing_of_a_run_s_incident_starts_a_run_of_its_own_where_nothing_was_contained() {
        var first = alert();
        await(() -> sql.one("select 1 as one from playbook_run where target ->> 'host' = ?", row -> true, name)
                .isPresent());
        close(first);

        var second = alert();

        assertThat(second).isNotEqualTo(first);
        await(() -> kinds(second).contains("run-requested"));
        assertThat(kinds(first)).contains("run-cancelled");
        assertThat(sql.list(
                        "select state from playbook_run where target ->> 'host' = ? order by requested_at",
                        row -> row.text("state"),
                        name))
                .hasSize(2)
                .first()
                .isEqualTo("cancelled");
    }

    @Test
    void an_alert_after_the_closing_joins_the_run_that_holds_its_host() {
        var owner = running();
        settle(owner.intends(HOST_ISOLATE, Given.workstation()), new Outcome.Done("job-1"));
        close(owner.number());

        var second = alert();

        await(() -> kinds(second).contains("run-joined"));
        assertThat(kinds(owner.number())).doesNotContain("run-cancelled");
        given().get("/api/incidents/" + second).then().body("runs.incident", hasItem(owner.number()));
    }

    @Test
    void a_run_that_an_open_incident_joined_goes_on_when_its_own_is_closed() {
        var owner = running();
        var second = incident();
        wish(second.incident());
        close(owner.number());

        assertThat(kinds(owner.number())).doesNotContain("run-cancelled");
        settle(owner.intends(HOST_ISOLATE, Given.workstation()), new Outcome.Done("job-1"));

        close(second.number());
        assertThat(ledger.claim(owner.intends(HOST_ISOLATE, Given.workstation(), 2)))
                .isInstanceOfSatisfying(
                        Claim.Denied.class, denied -> assertThat(denied.code()).isEqualTo("incident-closed"));
    }

    private static void close(String incident) {
        given().contentType(ContentType.JSON)
                .body(Map.of("verdict", "duplicate", "reason", "seen"))
                .post("/api/incidents/" + incident + "/closure")
                .then()
                .statusCode(204);
    }

    private static List<String> kinds(String incident) {
        return given().get("/api/incidents/" + incident + "/timeline")
                .jsonPath()
                .getList("items.kind");
    }

    private record Shared(Given.Run owner, Given.Run joiner, Target.Host host) {}

    private Shared shared() {
        var owner = prepared.criticalRun();
        var named = sql.one(
                        "select target ->> 'host' as host from playbook_run where id = ?",
                        row -> row.text("host"),
                        owner.id())
                .orElseThrow();
        var joiner = incident();
        wish(joiner.incident(), named);
        var host = Given.workstation();
        settle(owner.intends(HOST_ISOLATE, host), new Outcome.Done("job-1"));
        return new Shared(owner, joiner, host);
    }

    /// A run about [#name].
    private Given.Run running() {
        prepared.criticalRun();
        var incident = incident();
        var answer = wish(incident.incident());
        assertThat(answer.joined()).isFalse();
        sql.update(
                "update playbook_run set process_instance_key = ?, state = 'running' where id = ?",
                incident.instance(),
                answer.run());
        return new Given.Run(incident.incident(), incident.number(), answer.run(), incident.instance());
    }

    private Given.Run incident() {
        var incident = QuarkusTransaction.requiringNew()
                .call(() -> incidents.openOrJoin("by-hand:" + UUID.randomUUID(), "Dumping", 5, 1, "ravi"));
        return new Given.Run(incident.id(), incident.number(), new UUID(0, 0), Given.newKey());
    }

    private PlaybookRuns.Answer wish(UUID incident) {
        return wish(incident, name);
    }

    private PlaybookRuns.Answer wish(UUID incident, String host) {
        return QuarkusTransaction.requiringNew().call(() -> runs.ask(wanted(incident, host)));
    }

    private PlaybookRuns.Wish wanted(UUID incident, String host) {
        var target = new NamedTarget(host, null);
        return new PlaybookRuns.Wish(
                incident,
                "contain-compromised-host",
                "test:" + UUID.randomUUID(),
                json.valueToTree(target),
                target.key(),
                "credential dumping",
                "ravi",
                null,
                json.createObjectNode());
    }

    private ValidatableResponse ask(Given.Run incident, String key, String playbook) {
        return given().contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(Map.of(
                        "incident",
                        incident.number(),
                        "inputs",
                        Map.of("target", Map.of("host", name), "reason", "asked by the SOC")))
                .post("/api/playbooks/" + playbook + "/runs")
                .then();
    }

    private void settle(Intent intent, Outcome outcome) {
        var token = ((Claim.Fresh) ledger.claim(intent)).token();
        ledger.settle(UUID.fromString(intent.actionId()), new Settlement(token, outcome, List.of()));
    }

    private String release(Given.Run of, Target host) {
        var intent = releasing(of).intends(HOST_RELEASE, host);
        return switch (ledger.claim(intent)) {
            case Claim.Denied denied -> denied.code();
            case Claim.Fresh fresh -> {
                ledger.settle(
                        UUID.fromString(intent.actionId()),
                        new Settlement(fresh.token(), new Outcome.Done("job-2"), List.of()));
                yield "released";
            }
            case Claim other -> other.toString();
        };
    }

    /// A running release in this incident.
    private Given.Run releasing(Given.Run of) {
        var id = QuarkusTransaction.requiringNew()
                .call(() -> runs.request(new PlaybookRuns.Wish(
                                of.incident(),
                                "release-containment",
                                "release:" + UUID.randomUUID(),
                                json.createObjectNode(),
                                "release " + UUID.randomUUID(),
                                "over",
                                "ravi",
                                null,
                                json.createObjectNode()))
                        .orElseThrow());
        return new Given.Run(of.incident(), of.number(), id, 0);
    }

    private static void end(Given.Run run, String endEvent) {
        var end = Given.newKey();
        given().auth()
                .preemptive()
                .basic("recorder", PostgresResource.RECORDER_SECRET)
                .config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs("application/x-ndjson", ContentType.TEXT)))
                .contentType("application/x-ndjson")
                .body(new Ndjson(run.instance())
                        .element("ELEMENT_COMPLETED", end, endEvent, "END_EVENT")
                        .element("ELEMENT_COMPLETED", run.instance(), "contain-compromised-host", "PROCESS")
                        .lines())
                .post("/internal/records")
                .then()
                .statusCode(200);
    }

    private String alert() {
        return given().header("Authorization", "Bearer " + PostgresResource.SOURCE_SECRET)
                .contentType(ContentType.JSON)
                .body(Map.of("id", UUID.randomUUID().toString(), "title", "t", "host", name, "severity", 5))
                .post("/hooks/batches")
                .then()
                .statusCode(202)
                .extract()
                .path("incident");
    }

    private List<String> holders(Target host) {
        return sql.list("""
                select i.number from containment c join incident i on i.id = c.incident_id
                where c.target_key = ? and c.released_at is null
                """, row -> row.text("number"), host.key());
    }

    private List<String> sentences(Given.Run incident) {
        return sql.list(
                "select body::jsonb ->> 'sentence' as sentence from timeline_entry where incident_id = ? order by seq",
                row -> row.text("sentence"),
                incident.incident());
    }

    private static void await(BooleanSupplier so) {
        var until = System.nanoTime() + 20_000_000_000L;
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(until);
            Thread.onSpinWait();
        }
    }
}
