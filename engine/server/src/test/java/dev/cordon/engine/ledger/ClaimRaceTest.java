package dev.cordon.engine.ledger;

import static dev.cordon.contract.JobType.HOST_ISOLATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.contract.Claim;
import dev.cordon.contract.Intent;
import dev.cordon.engine.Given;
import dev.cordon.engine.PostgresResource;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Timeline;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A claim that comes while somebody is cancelling its run or closing its incident: once that is committed, nothing is
/// granted.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ClaimRaceTest {
    @Inject
    ActionLedger ledger;

    @Inject
    Given given;

    @Inject
    Timeline timeline;

    @Inject
    Sql sql;

    @Test
    void a_claim_that_waited_for_a_cancellation_is_denied_and_was_never_intended() throws Exception {
        var run = given.criticalRun();
        var intent = run.intends(HOST_ISOLATE, Given.workstation());

        var claim = claimedWhile(run, intent, "update playbook_run set state = 'cancelled' where id = ?", run.id());

        assertThat(code(claim)).isEqualTo("run-over");
        assertThat(given.timeline(run)).containsOnlyOnce("action-denied").doesNotContain("action-intended");
        assertThat(code(ledger.claim(intent))).isEqualTo("run-over");
        assertThat(given.timeline(run)).containsOnlyOnce("action-denied");
    }

    @Test
    void a_claim_that_waited_for_a_closing_is_denied() throws Exception {
        var run = given.criticalRun();
        var intent = run.intends(HOST_ISOLATE, Given.workstation());

        var claim = claimedWhile(run, intent, "update incident set status = 'closed' where id = ?", run.incident());

        assertThat(code(claim)).isEqualTo("incident-closed");
    }

    /// The change is made, and not committed yet, when the claim begins.
    private Claim claimedWhile(Given.Run run, Intent intent, String change, Object id) throws Exception {
        try (var threads = Executors.newSingleThreadExecutor()) {
            Callable<Claim> claim = () -> ledger.claim(intent);
            var claiming = QuarkusTransaction.requiringNew().call(() -> {
                timeline.hold(run.incident());
                sql.update(change, id);
                var submitted = threads.submit(claim);
                awaitSomebodyWaiting();
                assertThat(submitted).isNotDone();
                return submitted;
            });
            return claiming.get(10, TimeUnit.SECONDS);
        }
    }

    private void awaitSomebodyWaiting() throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            var waits = sql.one(
                    "select count(*) as n from pg_locks where not granted and pid <> pg_backend_pid()",
                    row -> row.number("n"));
            if (waits.orElse(0) > 0) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(25);
        }
        throw new AssertionError("the claim waits for nobody");
    }

    private static String code(Claim claim) {
        return claim instanceof Claim.Denied denied ? denied.code() : "allowed";
    }
}
