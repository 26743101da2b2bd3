package dev.cordon.engine.ledger;

import static dev.cordon.contract.JobType.ALERT_CLOSE;
import static dev.cordon.contract.JobType.HOST_ISOLATE;
import static dev.cordon.contract.JobType.HOST_RELEASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.contract.Claim;
import dev.cordon.contract.Outcome;
import dev.cordon.contract.Settlement;
import dev.cordon.contract.Target;
import dev.cordon.engine.Given;
import dev.cordon.engine.PostgresResource;
import dev.cordon.engine.sql.Sql;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What may still be done for an incident that is closed: its sources may be told, what it contained may be released,
/// and nothing more is taken from anybody.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ClosedIncidentTest {
    private static final Target.SourceAlert ALERT = new Target.SourceAlert("qradar", "421", "Password spraying");

    @Inject
    ActionLedger ledger;

    @Inject
    Given given;

    @Inject
    Sql sql;

    @Test
    void its_alerts_may_be_closed_and_that_stands_in_no_register() {
        var run = closing();
        var intent = run.intends(ALERT_CLOSE, ALERT);

        var claim = ledger.claim(intent);

        assertThat(claim)
                .isInstanceOfSatisfying(
                        Claim.Fresh.class,
                        fresh -> ledger.settle(
                                UUID.fromString(intent.actionId()),
                                new Settlement(fresh.token(), new Outcome.Done("closed"), List.of())));
        assertThat(given.timeline(run)).containsSubsequence("action-intended", "action-settled");
        assertThat(sql.list(
                        "select 1 as n from containment where incident_id = ?", row -> row.number("n"), run.incident()))
                .isEmpty();
    }

    @Test
    void of_another_product_or_with_another_id_it_is_another_alert() {
        var run = closing();

        assertThat(code(ledger.claim(run.intends(ALERT_CLOSE, new Target.SourceAlert("qradar-emea", "421", "x")))))
                .isEqualTo("not-asked");
        assertThat(code(ledger.claim(run.intends(ALERT_CLOSE, new Target.SourceAlert("qradar", "42", "x")))))
                .isEqualTo("not-asked");
        assertThat(given.timeline(run)).doesNotContain("action-intended");
    }

    @Test
    void a_run_that_the_closing_did_not_ask_for_closes_no_alert() {
        var run = given.criticalRun();
        close(run);

        assertThat(code(ledger.claim(run.intends(ALERT_CLOSE, ALERT)))).isEqualTo("not-asked");
    }

    @Test
    void an_alert_of_an_open_incident_stays_open() {
        var run = closing();
        sql.update("update incident set status = 'in-progress' where id = ?", run.incident());

        assertThat(code(ledger.claim(run.intends(ALERT_CLOSE, ALERT)))).isEqualTo("incident-open");
    }

    @Test
    void nothing_is_contained_for_it_any_more_and_what_is_can_be_released() {
        var run = given.criticalRun();
        var host = Given.workstation();
        var contained = run.intends(HOST_ISOLATE, host);
        var claim = (Claim.Fresh) ledger.claim(contained);
        ledger.settle(
                UUID.fromString(contained.actionId()),
                new Settlement(claim.token(), new Outcome.Done("trace"), List.of()));
        close(run);

        assertThat(code(ledger.claim(run.intends(HOST_ISOLATE, Given.workstation(), 2))))
                .isEqualTo("incident-closed");
        assertThat(ledger.claim(run.intends(HOST_RELEASE, host))).isInstanceOf(Claim.Fresh.class);
    }

    private Given.Run closing() {
        var run = given.criticalRun();
        sql.update("""
                update playbook_run set target = '{"alerts": [{"is": "alert", "vendor": "qradar", "id": "421", "name": "x"}]}'
                where id = ?
                """, run.id());
        close(run);
        return run;
    }

    private void close(Given.Run run) {
        sql.update("update incident set status = 'closed' where id = ?", run.incident());
    }

    private static String code(Claim claim) {
        return claim instanceof Claim.Denied denied ? denied.code() : "allowed";
    }
}
