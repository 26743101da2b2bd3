package dev.cordon.engine.ledger;

import static dev.cordon.contract.JobType.ACCOUNT_DISABLE;
import static dev.cordon.contract.JobType.HOST_ISOLATE;
import static dev.cordon.contract.JobType.HOST_RELEASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.contract.Claim;
import dev.cordon.contract.Intent;
import dev.cordon.contract.Look;
import dev.cordon.contract.Outcome;
import dev.cordon.contract.Pause;
import dev.cordon.contract.Settlement;
import dev.cordon.contract.Target;
import dev.cordon.contract.Watched;
import dev.cordon.engine.Given;
import dev.cordon.engine.PostgresResource;
import dev.cordon.engine.TestClock;
import dev.cordon.engine.containment.Watch;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.recorder.RecorderSays;
import dev.cordon.engine.sql.Sql;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ActionLedgerTest {
    private static final List<Look> SEEN = List.of(new Look(Instant.EPOCH, Look.State.CONTAINED));

    @Inject
    ActionLedger ledger;

    @Inject
    Watch watch;

    @Inject
    Given given;

    @Inject
    TestClock clock;

    @Inject
    RecorderSays recorder;

    @Inject
    Sql sql;

    @AfterEach
    void the_kill_switch_is_off_again() {
        sql.update("update policy_switch set on_ = false where name = 'kill'");
    }

    @Test
    void the_first_claim_is_fresh_and_its_line_stands_before_anything_is_sent() {
        var run = given.criticalRun();

        var claim = ledger.claim(run.intends(HOST_ISOLATE, Given.workstation()));

        assertThat(claim).isInstanceOf(Claim.Fresh.class);
        assertThat(given.timeline(run)).last().isEqualTo("action-intended");
    }

    @Test
    void of_twenty_at_once_one_is_fresh_and_the_others_are_told_to_wait() throws Exception {
        var run = given.criticalRun();
        var intent = run.intends(HOST_ISOLATE, Given.workstation());
        try (var threads = Executors.newFixedThreadPool(10)) {
            var claims = threads
                    .invokeAll(IntStream.range(0, 20)
                            .mapToObj(i -> (Callable<Claim>) () -> ledger.claim(intent))
                            .toList())
                    .stream()
                    .map(future -> future.resultNow())
                    .toList();

            assertThat(claims).filteredOn(Claim.Fresh.class::isInstance).hasSize(1);
            assertThat(claims).filteredOn(Claim.Busy.class::isInstance).hasSize(19);
        }
        assertThat(given.timeline(run)).containsOnlyOnce("action-intended");
    }

    @Test
    void who_comes_after_a_holder_that_died_is_in_doubt() {
        var run = given.criticalRun();
        var intent = run.intends(HOST_ISOLATE, Given.workstation());
        ledger.claim(intent);

        clock.forward(ActionLedger.LEASE.plusSeconds(1));
        recorder.isThere();

        assertThat(ledger.claim(intent)).isInstanceOfSatisfying(Claim.InDoubt.class, doubt -> {
            assertThat(doubt.attempt()).isEqualTo(2);
            assertThat(doubt.asked()).isFalse();
        });
        assertThat(given.timeline(run)).containsSubsequence("action-intended", "action-taken-over");
    }

    @Test
    void a_pause_gives_the_claim_back_at_once_and_remembers_that_it_was_asked() {
        var run = given.criticalRun();
        var intent = run.intends(HOST_ISOLATE, Given.workstation());
        var token = token(ledger.claim(intent));

        ledger.pause(id(intent), new Pause(token, true, "ticket-1", SEEN));
        ledger.pause(id(intent), new Pause(token, true, "ticket-1", SEEN));

        assertThat(ledger.claim(intent)).isInstanceOfSatisfying(Claim.InDoubt.class, doubt -> {
            assertThat(doubt.asked()).isTrue();
            assertThat(doubt.receipt()).isEqualTo("ticket-1");
        });
    }

    @Test
    void a_product_that_is_waited_for_is_told_of_once_and_the_attempts_meanwhile_are_not() {
        var run = given.criticalRun();
        var intent = run.intends(HOST_ISOLATE, Given.workstation());
        var now = clock.instant();
        var waits = new Pause.Waits("no answer: ConnectException", now.plusSeconds(60), now.plusSeconds(86_400));
        var token = token(ledger.claim(intent));
        for (int attempt = 1; attempt <= 4; attempt++) {
            ledger.pause(id(intent), new Pause(token, false, null, List.of(), waits));
            token = token(ledger.claim(intent));
        }

        assertThat(given.timeline(run)).containsOnlyOnce("action-waits").doesNotContain("action-taken-over");
        assertThat(sql.list(
                        "select attempt from action_attempt where action_id = ? and ending = 'paused'",
                        row -> row.number("attempt"),
                        id(intent)))
                .hasSize(4);

        ledger.pause(id(intent), new Pause(token, true, null, SEEN));
        ledger.claim(intent);
        assertThat(given.timeline(run))
                .as("what was asked for is told of again")
                .last()
                .isEqualTo("action-taken-over");
    }

    @Test
    void whoever_dies_while_a_product_is_waited_for_is_told_of() {
        var run = given.criticalRun();
        var intent = run.intends(HOST_ISOLATE, Given.workstation());
        var now = clock.instant();
        var waits = new Pause.Waits("no answer", now.plusSeconds(60), now.plusSeconds(86_400));
        ledger.pause(id(intent), new Pause(token(ledger.claim(intent)), false, null, List.of(), waits));
        ledger.claim(intent);

        clock.forward(ActionLedger.LEASE.plusSeconds(1));
        recorder.isThere();
        ledger.claim(intent);

        assertThat(given.timeline(run)).last().isEqualTo("action-taken-over");
    }

    @Test
    void the_first_outcome_wins_and_whoever_asks_later_gets_it() {
        var run = given.criticalRun();
        var intent = run.intends(HOST_ISOLATE, Given.workstation());
        var token = token(ledger.claim(intent));
        var done = new Outcome.Done("trace-1");

        assertThat(ledger.settle(id(intent), new Settlement(token, done, SEEN))).isEqualTo(done);
        assertThat(ledger.settle(id(intent), new Settlement(token, new Outcome.AlreadySo(), SEEN)))
                .isEqualTo(done);
        assertThat(ledger.claim(intent)).isEqualTo(new Claim.Settled(done));
        assertThat(given.timeline(run)).containsOnlyOnce("action-settled");
    }

    @Test
    void a_holder_whose_lease_was_taken_over_can_no_longer_settle() {
        var run = given.criticalRun();
        var intent = run.intends(HOST_ISOLATE, Given.workstation());
        var lost = token(ledger.claim(intent));
        clock.forward(ActionLedger.LEASE.plusSeconds(1));
        recorder.isThere();
        ledger.claim(intent);

        assertThatThrownBy(() -> ledger.settle(id(intent), new Settlement(lost, new Outcome.Done("late"), SEEN)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.slug()).isEqualTo("claim-lost"));
    }

    @Test
    void a_protected_asset_is_denied_and_a_redelivery_hears_the_same() {
        var run = given.criticalRun();
        var target = Given.workstation();
        given.isProtected(target);
        var intent = run.intends(HOST_ISOLATE, target);

        assertThat(code(ledger.claim(intent))).isEqualTo("protected-asset");
        assertThat(code(ledger.claim(intent))).isEqualTo("protected-asset");
        assertThat(given.timeline(run)).containsOnlyOnce("action-denied").doesNotContain("action-intended");
    }

    @Test
    void the_kill_switch_and_a_cancelled_run_deny_and_a_second_holder_leaves_an_unverified_containment() {
        var run = given.criticalRun();
        var started = run.intends(HOST_ISOLATE, Given.workstation());
        ledger.claim(started);
        sql.update("update policy_switch set on_ = true where name = 'kill'");

        assertThat(code(ledger.claim(run.intends(HOST_ISOLATE, Given.workstation()))))
                .isEqualTo("kill-switch");
        clock.forward(ActionLedger.LEASE.plusSeconds(1));
        recorder.isThere();
        assertThat(ledger.claim(started))
                .isInstanceOfSatisfying(
                        Claim.Settled.class,
                        settled -> assertThat(settled.outcome()).isInstanceOf(Outcome.Unverified.class));

        sql.update("update policy_switch set on_ = false where name = 'kill'");
        sql.update("update playbook_run set state = 'cancelled' where id = ?", run.id());
        assertThat(code(ledger.claim(run.intends(HOST_ISOLATE, Given.workstation()))))
                .isEqualTo("run-over");
    }

    @Test
    void what_was_left_behind_by_a_run_that_is_over_stands_in_the_register_as_not_verified() {
        var run = given.criticalRun();
        var host = Given.workstation();
        ledger.claim(run.intends(HOST_ISOLATE, host));
        sql.update("update playbook_run set state = 'cancelled', ended_at = ? where id = ?", clock.instant(), run.id());

        ledger.settleOrphans();
        assertThat(held(host)).as("its holder may still report").isEmpty();
        clock.forward(ActionLedger.LEASE.plusSeconds(15));
        recorder.isThere();
        ledger.settleOrphans();

        assertThat(held(host)).containsExactly("owned unverified");
        assertThat(given.timeline(run)).endsWith("action-settled");
    }

    @Test
    void without_a_recorder_nothing_is_contained_and_nothing_is_lost() {
        var run = given.criticalRun();
        recorder.isBehind(Duration.ofMinutes(5));

        assertThat(ledger.claim(run.intends(HOST_ISOLATE, Given.workstation()))).isInstanceOf(Claim.Busy.class);
        recorder.isThere();
        assertThat(ledger.claim(run.intends(HOST_ISOLATE, Given.workstation()))).isInstanceOf(Claim.Fresh.class);
    }

    @Test
    void a_server_needs_an_approval_that_names_it_and_is_still_valid() {
        var run = given.criticalRun();
        var approved = Given.server();
        assertThat(code(ledger.claim(run.intends(HOST_ISOLATE, approved, 1)))).isEqualTo("approval-missing");

        approve(run, approved, Duration.ofHours(1));

        assertThat(ledger.claim(run.intends(HOST_ISOLATE, approved, 2))).isInstanceOf(Claim.Fresh.class);
        assertThat(code(ledger.claim(run.intends(HOST_ISOLATE, Given.server(), 3))))
                .isEqualTo("approval-missing");
        clock.forward(Duration.ofHours(2));
        recorder.isThere();
        assertThat(code(ledger.claim(run.intends(HOST_ISOLATE, approved, 4)))).isEqualTo("approval-expired");
    }

    @Test
    void a_rejection_after_an_approval_withdraws_it() {
        var run = given.criticalRun();
        var host = Given.server();
        approve(run, host, Duration.ofHours(1));
        clock.forward(Duration.ofSeconds(1));
        recorder.isThere();
        decide(run, host, false, Duration.ofHours(1));

        assertThat(code(ledger.claim(run.intends(HOST_ISOLATE, host)))).isEqualTo("approval-missing");
    }

    @Test
    void an_approval_of_another_action_or_run_does_not_count() {
        var run = given.run(4, "ravi");
        var other = given.run(4, "ravi");
        var host = Given.workstation();
        approve(other, host, Duration.ofHours(1));
        var account = new Target.Account("keycloak", "id-" + UUID.randomUUID(), "m.keller", null);
        approve(run, account, Duration.ofHours(1));

        assertThat(code(ledger.claim(run.intends(HOST_ISOLATE, host)))).isEqualTo("approval-missing");
        assertThat(code(ledger.claim(run.intends(ACCOUNT_DISABLE, account)))).isEqualTo("approval-missing");
    }

    @Test
    void what_we_contained_stands_in_the_register_until_it_is_released() {
        var run = given.criticalRun();
        var host = Given.workstation();
        done(run.intends(HOST_ISOLATE, host));
        assertThat(held(host)).containsExactly("owned verified");

        done(run.intends(HOST_RELEASE, host));

        assertThat(held(host)).isEmpty();
        assertThat(ledger.claim(run.intends(HOST_RELEASE, host, 2)))
                .isEqualTo(new Claim.Settled(new Outcome.AlreadySo()));
    }

    @Test
    void what_was_so_before_us_is_not_ours_to_release() {
        var run = given.criticalRun();
        var host = Given.workstation();
        var isolate = run.intends(HOST_ISOLATE, host);
        ledger.settle(id(isolate), new Settlement(token(ledger.claim(isolate)), new Outcome.AlreadySo(), SEEN));

        assertThat(code(ledger.claim(run.intends(HOST_RELEASE, host)))).isEqualTo("not-ours");
        assertThat(code(ledger.claim(given.criticalRun().intends(HOST_RELEASE, host))))
                .isEqualTo("not-ours");
    }

    @Test
    void what_another_incident_still_needs_is_handed_on_and_the_last_one_releases() {
        var first = given.criticalRun();
        var second = given.criticalRun();
        var host = Given.workstation();
        done(first.intends(HOST_ISOLATE, host));
        var joined = second.intends(HOST_ISOLATE, host);
        ledger.settle(id(joined), new Settlement(token(ledger.claim(joined)), new Outcome.AlreadySo(), SEEN));

        assertThat(code(ledger.claim(first.intends(HOST_RELEASE, host)))).isEqualTo("still-needed");
        assertThat(given.timeline(first)).contains("containment-handed-over");

        done(second.intends(HOST_RELEASE, host));
        assertThat(held(host)).isEmpty();
    }

    @Test
    void an_unverified_containment_is_ours_and_says_so() {
        var run = given.criticalRun();
        var host = Given.workstation();
        var isolate = run.intends(HOST_ISOLATE, host);
        ledger.settle(
                id(isolate), new Settlement(token(ledger.claim(isolate)), new Outcome.Unverified("trace"), List.of()));

        assertThat(held(host)).containsExactly("owned unverified");
        assertThat(ledger.claim(run.intends(HOST_RELEASE, host))).isInstanceOf(Claim.Fresh.class);
    }

    @Test
    void what_was_not_seen_is_watched_until_it_is() {
        var run = given.criticalRun();
        var host = Given.workstation();
        var isolate = run.intends(HOST_ISOLATE, host);
        ledger.settle(
                id(isolate), new Settlement(token(ledger.claim(isolate)), new Outcome.Unverified("trace"), List.of()));

        assertThat(watch.watched()).contains(new Watched(isolate.actionId(), HOST_ISOLATE, host));

        watch.sighted(id(isolate), Look.State.CONTAINING);
        assertThat(held(host)).containsExactly("owned unverified");

        watch.sighted(id(isolate), Look.State.CONTAINED);
        watch.sighted(id(isolate), Look.State.CONTAINED);
        assertThat(held(host)).containsExactly("owned verified");
        assertThat(given.timeline(run)).containsOnlyOnce("effect-seen");
        assertThat(watch.watched()).extracting(Watched::actionId).doesNotContain(isolate.actionId());
    }

    @Test
    void a_release_that_was_not_seen_ends_the_containment_when_it_is() {
        var run = given.criticalRun();
        var host = Given.workstation();
        done(run.intends(HOST_ISOLATE, host));
        var release = run.intends(HOST_RELEASE, host);
        ledger.settle(
                id(release), new Settlement(token(ledger.claim(release)), new Outcome.Unverified("trace"), List.of()));

        assertThat(watch.watched()).contains(new Watched(release.actionId(), HOST_RELEASE, host));
        watch.sighted(id(release), Look.State.CONTAINED);
        assertThat(held(host)).containsExactly("owned unverified");

        watch.sighted(id(release), Look.State.FREE);
        assertThat(held(host)).isEmpty();
    }

    @Test
    void a_claim_for_a_run_nobody_knows_or_of_another_incident_is_denied() {
        var run = given.criticalRun();
        var other = given.criticalRun();
        var intent = run.intends(HOST_ISOLATE, Given.workstation());
        var mixed = new Intent(
                intent.actionId(),
                other.incident().toString(),
                intent.runId(),
                intent.action(),
                intent.target(),
                "why",
                "element",
                "worker");

        assertThat(code(ledger.claim(mixed))).isEqualTo("unknown-run");
    }

    private void done(Intent intent) {
        var token = token(ledger.claim(intent));
        ledger.settle(id(intent), new Settlement(token, new Outcome.Done("trace"), SEEN));
    }

    private void approve(Given.Run run, Target target, Duration valid) {
        decide(run, target, true, valid);
    }

    private void decide(Given.Run run, Target target, boolean approved, Duration valid) {
        given.decided(run, target, HOST_ISOLATE, approved, valid);
    }

    private List<String> held(Target target) {
        return sql.list(
                "select owned, verified from containment where target_key = ? and released_at is null",
                row -> (row.bool("owned") ? "owned" : "not-owned")
                        + (row.bool("verified") ? " verified" : " unverified"),
                target.key());
    }

    private static UUID id(Intent intent) {
        return UUID.fromString(intent.actionId());
    }

    private static String token(Claim claim) {
        return switch (claim) {
            case Claim.Fresh fresh -> fresh.token();
            case Claim.InDoubt doubt -> doubt.token();
            default -> throw new AssertionError("not ours: " + claim);
        };
    }

    private static String code(Claim claim) {
        return claim instanceof Claim.Denied denied ? denied.code() : claim.toString();
    }
}
