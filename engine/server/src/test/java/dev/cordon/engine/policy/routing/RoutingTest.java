package dev.cordon.engine.policy.routing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.cordon.engine.PostgresResource;
import dev.cordon.engine.sql.Sql;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestSecurity(
        user = "otto",
        roles = {"admin", "viewer"})
class RoutingTest {
    private static final String PATH = "/api/policy/routing";
    private static final int ROUNDS = 5;
    private static final String HIGH_RUNS = """
            <outputEntry id="high-gives-mode">
                      <text>"run"</text>""";
    private static final Map<String, Object> MEDIUM = Map.of(
            "when", Map.of("severity", 3, "techniques", List.of(), "hasHost", true),
            "then", Map.of("playbook", "contain-compromised-host", "mode", "propose"));

    @Inject
    Sql sql;

    /// Other tests route by what is shipped.
    @AfterEach
    void the_shipped_version_is_in_force_again() {
        sql.update("update routing set version = 0");
    }

    @Test
    void the_version_in_force_can_be_read_with_its_text() {
        given().get(PATH)
                .then()
                .statusCode(200)
                .body("version.version", equalTo(0))
                .body("version.state", equalTo("in-force"))
                .body("dmn", containsString("<decision id=\"alert-routing\""));
        given().get(PATH + "/versions").then().body("items.version", hasItem(0));
        given().get(PATH + "/versions/99999").then().statusCode(404);
    }

    @Test
    void a_proposal_routes_nothing_until_somebody_else_confirms_it() {
        var alert = alert(4);
        var mine = propose(0, careful()).statusCode(202).extract().<Integer>path("version.version");
        given().get(PATH).then().body("version.version", equalTo(0));
        confirm(mine).statusCode(403).body("type", endsWith("author-cannot-confirm"));
        route(alert, null).body("output.mode", equalTo("run")).body("version", equalTo(0));
        route(alert, mine).body("output.mode", equalTo("propose")).body("version", equalTo(mine));

        var olgas = bySomebodyElse(mine);
        confirm(olgas)
                .statusCode(200)
                .body("state", equalTo("in-force"))
                .body("author", equalTo("olga"))
                .body("confirmedBy", equalTo("otto"));

        route(alert, null)
                .body("effect", equalTo("propose"))
                .body("version", equalTo(olgas))
                .body("rules", equalTo(List.of("high")));
        given().get(PATH + "/versions/" + mine).then().body("version.state", equalTo("outdated"));
        confirm(olgas).statusCode(409).body("type", endsWith("already-confirmed"));
    }

    @Test
    void the_timeline_says_which_version_routed_an_alert() {
        var version =
                bySomebodyElse(propose(0, careful()).statusCode(202).extract().<Integer>path("version.version"));
        confirm(version).statusCode(200);

        var alert = alert(4);

        assertThat(awaitRouted(alert)).isEqualTo(version + " propose");
    }

    @Test
    void proposing_and_confirming_are_lines_in_the_audit_trail() {
        var mine = propose(0, careful()).extract().<Integer>path("version.version");
        var olgas = bySomebodyElse(mine);
        confirm(olgas).statusCode(200);

        given().get("/api/policy/changes")
                .then()
                .body("find { it.what == 'routing-proposed' }.detail.version", equalTo(mine))
                .body("find { it.what == 'routing-proposed' }.detail.reason", equalTo("too many at night"))
                .body("find { it.what == 'routing' }.detail.version", equalTo(olgas))
                .body("find { it.what == 'routing' }.detail.author", equalTo("olga"))
                .body("find { it.what == 'routing' }.actor", equalTo("otto"));
    }

    @Test
    void of_two_proposals_for_one_version_one_comes_into_force() throws Exception {
        var mine = propose(0, careful()).extract().<Integer>path("version.version");
        var first = bySomebodyElse(mine);
        var second = bySomebodyElse(mine);
        assertThat(atOnce(() -> confirm(first), () -> confirm(second))).containsExactlyInAnyOrder(200, 409);
        propose(0, careful()).statusCode(409).body("type", endsWith("version-changed"));
    }

    @Test
    void its_author_withdraws_a_proposal_and_nobody_confirms_it_any_more() {
        var mine = propose(0, careful()).extract().<Integer>path("version.version");
        reject(mine, "not mine to reject").statusCode(403).body("type", endsWith("author-cannot-reject"));

        withdraw(mine)
                .statusCode(200)
                .body("state", equalTo("withdrawn"))
                .body("refusedBy", equalTo("otto"))
                .body("refusal", nullValue());

        confirm(mine).statusCode(409).body("type", endsWith("already-withdrawn"));
        withdraw(mine).statusCode(409).body("type", endsWith("already-withdrawn"));
        given().get(PATH).then().body("version.version", equalTo(0));
        given().get(PATH + "/versions/" + mine).then().body("version.state", equalTo("withdrawn"));
        given().get("/api/policy/changes")
                .then()
                .body("find { it.what == 'routing-withdrawn' }.detail.version", equalTo(mine))
                .body("find { it.what == 'routing-withdrawn' }.actor", equalTo("otto"));
    }

    @Test
    void somebody_else_rejects_a_proposal_with_a_reason() {
        var olgas = bySomebodyElse(propose(0, careful()).extract().<Integer>path("version.version"));
        withdraw(olgas).statusCode(403).body("type", endsWith("not-the-author"));
        reject(olgas, "").statusCode(400).body("invalid[0].field", equalTo("reason"));

        reject(olgas, "the night shift is two people")
                .statusCode(200)
                .body("state", equalTo("rejected"))
                .body("refusedBy", equalTo("otto"))
                .body("refusal", equalTo("the night shift is two people"));

        confirm(olgas).statusCode(409).body("type", endsWith("already-rejected"));
        reject(olgas, "again").statusCode(409).body("type", endsWith("already-rejected"));
        given().get("/api/policy/changes")
                .then()
                .body("find { it.what == 'routing-rejected' }.detail.version", equalTo(olgas))
                .body("find { it.what == 'routing-rejected' }.detail.author", equalTo("olga"))
                .body("find { it.what == 'routing-rejected' }.detail.reason", equalTo("the night shift is two people"));
    }

    @Test
    void what_has_been_in_force_or_can_no_longer_come_into_force_is_neither_withdrawn_nor_rejected() {
        var mine = propose(0, careful()).extract().<Integer>path("version.version");
        var olgas = bySomebodyElse(mine);
        confirm(olgas).statusCode(200);

        reject(olgas, "too late").statusCode(409).body("type", endsWith("already-confirmed"));
        withdraw(mine).statusCode(409).body("type", endsWith("version-changed"));
        reject(0, "what it was built with").statusCode(409).body("type", endsWith("already-confirmed"));
        withdraw(99_999).statusCode(404);
    }

    @Test
    void of_two_who_confirm_at_once_one_does() throws Exception {
        var mine = propose(0, careful()).extract().<Integer>path("version.version");
        for (int i = 0; i < ROUNDS; i++) {
            var olgas = bySomebodyElse(mine);
            assertThat(atOnce(() -> confirm(olgas), () -> confirm(olgas))).containsExactlyInAnyOrder(200, 409);
            assertThat(decisions(olgas)).isEqualTo(1);
            the_shipped_version_is_in_force_again();
        }
    }

    @Test
    void of_a_confirmation_and_a_rejection_at_once_one_holds() throws Exception {
        var mine = propose(0, careful()).extract().<Integer>path("version.version");
        for (int i = 0; i < ROUNDS; i++) {
            var olgas = bySomebodyElse(mine);
            var codes = atOnce(() -> confirm(olgas), () -> reject(olgas, "no"));

            assertThat(codes).containsExactlyInAnyOrder(200, 409);
            assertThat(decisions(olgas)).isEqualTo(1);
            given().get(PATH).then().body("version.version", equalTo(codes.getFirst() == 200 ? olgas : 0));
            the_shipped_version_is_in_force_again();
        }
    }

    @Test
    void a_trial_says_what_would_have_been_different_and_proposes_nothing() {
        var alert = alert(4);
        alert(1);
        var before = versions();

        given().contentType(ContentType.JSON)
                .body(Map.of("dmn", careful(), "cases", List.of(MEDIUM), "alerts", 2000))
                .post(PATH + "/trial")
                .then()
                .statusCode(200)
                .body("comparedWith", equalTo(0))
                .body("cases", equalTo(1))
                .body("alerts", greaterThanOrEqualTo(2))
                .body("notStarting", greaterThanOrEqualTo(1))
                .body("starting", equalTo(0))
                .body("differences.alertId", hasItem(alert))
                .body("differences[0].now.mode", equalTo("run"))
                .body("differences[0].then.mode", equalTo("propose"));
        assertThat(versions()).isEqualTo(before);
    }

    @Test
    void the_shipped_table_passes_its_own_checks_and_changes_nothing() {
        given().contentType(ContentType.JSON)
                .body(Map.of("dmn", shipped()))
                .post(PATH + "/trial")
                .then()
                .statusCode(200)
                .body("different", equalTo(0));
    }

    @Test
    void a_case_that_does_not_hold_refuses_the_proposal() {
        var before = versions();
        var wrong = Map.of(
                "when", Map.of("severity", 4, "techniques", List.of(), "hasHost", true),
                "then", Map.of("playbook", "contain-compromised-host", "mode", "run"));

        given().contentType(ContentType.JSON)
                .body(Map.of("version", 0, "dmn", careful(), "reason", "r", "cases", List.of(MEDIUM, wrong)))
                .put(PATH)
                .then()
                .statusCode(422)
                .body("type", endsWith("routing-invalid"))
                .body("detail", containsString("Case 2"));
        assertThat(versions()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <text>"isolate-host"</text>             | <text>"erase-everything"</text>              | no playbook erase-everything
                    <text>"isolate-host"</text>             | <text>"release-containment"</text>           | no playbook release-containment
                    <text>"isolate-host"</text>             | <text>source</text>                          | written out
                    <text>"propose"</text>                  | <text>"ask"</text>                           | the mode is
                    <text>4</text>                          | <text>7</text>                               | from 0 to 6
                    hitPolicy="FIRST"                       | hitPolicy="COLLECT"                          | hit policy
                    name="severity" typeRef                 | name="level" typeRef                         | outputs are
                    <decision id="alert-routing"            | <decision id="routing"                       | no decision alert-routing
                    <text>source</text>                     | <text>weather</text>                         | reads weather
                    <text>source</text>                     | <text>"wazuh"</text>                         | reads nothing of the alert
                    <text>[3..4)</text>                     | <text>[3..4</text>                           | parse
                    <text>[3..4)</text>                     | <text>matches(ruleName, "(a+)+b")</text>     | calls matches
                    <text>[3..4)</text>                     | <text>count(for i in 1..9 return i) = 9</text> | uses For
                    <text>[3..4)</text>                     | <text>some i in 1..9 satisfies i = 9</text>  | uses IterationContext
                    <text>[3..4)</text>                     | <text>((((((((((3))))))))))</text>           | brackets
                    <decision id="alert-routing"            | <decision id="other" name="other"><literalExpression id="one"><text>1</text></literalExpression></decision><decision id="alert-routing" | exactly one decision
                    <definitions                            | <definitions><definitions                    | not XML
                    """)
    void what_would_not_route_as_it_reads_is_refused(String text, String instead, String why) {
        assertThat(shipped()).contains(text);
        propose(0, shipped().replaceFirst(Pattern.quote(text), Matcher.quoteReplacement(instead)))
                .statusCode(422)
                .body("type", endsWith("routing-invalid"))
                .body("detail", containsString(why));
    }

    @Test
    void a_file_with_a_dtd_or_entities_is_refused_before_it_is_parsed() {
        for (var dtd : List.of(
                "<!DOCTYPE definitions SYSTEM \"http://127.0.0.1:9/x.dtd\">",
                "<!DOCTYPE definitions [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>")) {
            propose(0, shipped().replaceFirst("<definitions", dtd + "<definitions"))
                    .statusCode(422)
                    .body("detail", containsString("DTD"));
        }
        var deep = "<definitions>" + "<a>".repeat(100) + "</a>".repeat(100) + "</definitions>";
        propose(0, deep).statusCode(422).body("detail", containsString("deep"));
        propose(0, "x".repeat(600 * 1024)).statusCode(400);
    }

    @Test
    void an_alert_that_names_nothing_starts_nothing_whatever_the_table_says() {
        var open = shipped()
                .replace("<text>\"record\"</text>", "<text>\"run\"</text>")
                .replace("<text>\"\"</text>", "<text>\"isolate-host\"</text>");
        given().contentType(ContentType.JSON)
                .body(Map.of(
                        "dmn",
                        open,
                        "cases",
                        List.of(Map.of(
                                "when", Map.of("severity", 5, "hasHost", false, "hasAccount", false),
                                "then", Map.of("playbook", "isolate-host", "mode", "propose")))))
                .post(PATH + "/trial")
                .then()
                .statusCode(200);
    }

    @Test
    @TestSecurity(user = "vera", roles = "viewer")
    void whoever_reads_incidents_reads_the_routing_and_changes_nothing() {
        given().get(PATH).then().statusCode(200);
        propose(0, "x").statusCode(403);
        confirm(1).statusCode(403);
        withdraw(1).statusCode(403);
        reject(1, "no").statusCode(403);
    }

    /// High alerts are proposed instead of run.
    private static String careful() {
        var careful = shipped().replace(HIGH_RUNS, HIGH_RUNS.replace("run", "propose"));
        assertThat(careful).isNotEqualTo(shipped());
        return careful;
    }

    private static String shipped() {
        return given().get(PATH + "/versions/0").path("dmn");
    }

    private static ValidatableResponse propose(int version, String dmn) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("version", version, "dmn", dmn, "reason", "too many at night"))
                .put(PATH)
                .then();
    }

    private static ValidatableResponse confirm(int version) {
        return given().contentType(ContentType.JSON)
                .post(PATH + "/versions/" + version + "/confirmation")
                .then();
    }

    private static ValidatableResponse withdraw(int version) {
        return given().contentType(ContentType.JSON)
                .post(PATH + "/versions/" + version + "/withdrawal")
                .then();
    }

    private static ValidatableResponse reject(int version, String reason) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("reason", reason))
                .post(PATH + "/versions/" + version + "/rejection")
                .then();
    }

    private static List<Integer> atOnce(Supplier<ValidatableResponse> one, Supplier<ValidatableResponse> other)
            throws InterruptedException {
        try (var threads = Executors.newFixedThreadPool(2)) {
            Callable<Integer> first = () -> one.get().extract().statusCode();
            Callable<Integer> second = () -> other.get().extract().statusCode();
            return threads.invokeAll(List.of(first, second)).stream()
                    .map(Future::resultNow)
                    .toList();
        }
    }

    private int decisions(int version) {
        return sql.one("""
                        select (select count(*) from routing_confirmation where version = ?)
                            + (select count(*) from routing_refusal where version = ?) as decisions
                        """, row -> row.number("decisions"), version, version).orElseThrow();
    }

    /// The same proposal, from olga.
    private int bySomebodyElse(int version) {
        return sql.one("""
                        insert into routing_version (version, based_on, dmn, cases, checks, reason, author, proposed_at)
                        select (select max(version) + 1 from routing_version), based_on, dmn, cases, checks, reason, 'olga',
                            proposed_at from routing_version where version = ? returning version
                        """, row -> row.number("version"), version).orElseThrow();
    }

    private List<Integer> versions() {
        return given().get(PATH + "/versions").path("items.version");
    }

    private static ValidatableResponse route(String alert, @Nullable Integer version) {
        var question = version == null
                ? Map.<String, Object>of("alertId", alert)
                : Map.<String, Object>of("alertId", alert, "version", version);
        return given().contentType(ContentType.JSON)
                .body(question)
                .post(PATH + "/test")
                .then()
                .statusCode(200);
    }

    private static String alert(int severity) {
        return given().header("Authorization", "Bearer " + PostgresResource.SOURCE_SECRET)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "id",
                        UUID.randomUUID().toString(),
                        "title",
                        "t",
                        "host",
                        "routed-" + UUID.randomUUID(),
                        "severity",
                        severity))
                .post("/hooks/batches")
                .then()
                .statusCode(202)
                .extract()
                .path("alertId");
    }

    private String awaitRouted(String alert) {
        var until = System.nanoTime() + 10_000_000_000L;
        while (System.nanoTime() < until) {
            var routed = sql.one("""
                    select body::jsonb -> 'detail' ->> 'version' as version, body::jsonb -> 'detail' ->> 'mode' as mode
                    from timeline_entry where kind = 'alert-routed' and body::jsonb -> 'detail' ->> 'alertId' = ?
                    """, row -> row.text("version") + " " + row.text("mode"), alert);
            if (routed.isPresent()) {
                return routed.get();
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("not routed");
    }
}
