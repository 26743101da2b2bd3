package dev.cordon.engine.ledger;

import static dev.cordon.contract.JobType.FILE_QUARANTINE;
import static dev.cordon.contract.JobType.INDICATOR_BLOCK;
import static dev.cordon.contract.JobType.INDICATOR_UNBLOCK;
import static dev.cordon.contract.JobType.PROCESS_KILL;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.cordon.contract.Claim;
import dev.cordon.contract.Intent;
import dev.cordon.contract.JobType;
import dev.cordon.contract.Outcome;
import dev.cordon.contract.Settlement;
import dev.cordon.contract.Target;
import dev.cordon.engine.Given;
import dev.cordon.engine.PostgresResource;
import dev.cordon.engine.sql.Sql;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What is on a host, and what is on none.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TargetGuardTest {
    @Inject
    ActionLedger ledger;

    @Inject
    Given prepared;

    @Inject
    Sql sql;

    @Test
    void what_is_on_a_protected_host_is_as_protected_as_the_host() {
        var host = Given.workstation();
        prepared.isProtected(host);

        assertThat(denied(PROCESS_KILL, new Target.HostProcess(host, 4711, "mimikatz.exe")))
                .isEqualTo("protected-asset");
        assertThat(denied(FILE_QUARANTINE, new Target.HostFile(host, "C:\\Temp\\a.exe", null, null)))
                .isEqualTo("protected-asset");
    }

    @Test
    void protection_counts_by_the_vendors_id_of_the_host_too() {
        var host = Given.workstation();
        sql.update("insert into asset (kind, name, protected, why) values ('host', ?, true, 'by id')", host.id());

        assertThat(denied(PROCESS_KILL, new Target.HostProcess(host, 4711, null)))
                .isEqualTo("protected-asset");
    }

    @Test
    void what_the_decision_does_not_know_needs_an_approval_even_when_the_alert_is_critical() {
        var host = Given.workstation();

        assertThat(denied(INDICATOR_BLOCK, hash())).isEqualTo("approval-missing");
        assertThat(denied(PROCESS_KILL, new Target.HostProcess(host, 4711, null)))
                .isEqualTo("approval-missing");
        assertThat(denied(FILE_QUARANTINE, new Target.HostFile(host, "/tmp/a", null, null)))
                .isEqualTo("approval-missing");
    }

    @Test
    void an_approval_of_one_hash_is_none_of_another() {
        var run = prepared.criticalRun();
        prepared.decided(run, hash(), INDICATOR_BLOCK, true, Duration.ofHours(1));

        assertThat(ledger.claim(run.intends(INDICATOR_BLOCK, hash())))
                .isInstanceOfSatisfying(
                        Claim.Denied.class, denied -> assertThat(denied.code()).isEqualTo("approval-missing"));
    }

    @Test
    @TestSecurity(
            user = "ravi",
            roles = {"viewer", "responder"})
    void a_blocked_hash_stands_in_the_register_and_is_released_like_everything_else() {
        var run = prepared.criticalRun();
        var hash = hash();
        prepared.decided(run, hash, INDICATOR_BLOCK, true, Duration.ofHours(1));
        done(run.intends(INDICATOR_BLOCK, hash));

        var id = given().get("/api/containments?incident=" + run.number())
                .then()
                .body("items.action", contains("indicator.block"))
                .body("items[0].undoneBy", equalTo("indicator.unblock"))
                .body("items[0].target.is", equalTo("indicator"))
                .body("items[0].target.name", equalTo(hash.name()))
                .body("items[0].approvedBy", equalTo("amina"))
                .extract()
                .<String>path("items[0].id");
        assertThat(release(id)).isEqualTo(202);
        assertThat(release(id)).as("asked for twice").isEqualTo(409);
        assertThat(sql.list(
                        """
                        select payload -> 'variables' ->> 'action' as action, payload -> 'variables' -> 'target' as target
                        from outbox where payload ->> 'playbook' = 'release-containment'
                          and payload -> 'variables' ->> 'incidentId' = ?
                        """,
                        row -> row.text("action") + " " + row.json("target", Target.class),
                        run.incident().toString()))
                .containsExactly("indicator.block " + hash);

        done(run.intends(INDICATOR_UNBLOCK, hash));
        given().get("/api/containments?incident=" + run.number()).then().body("items", hasSize(0));
    }

    @Test
    @TestSecurity(user = "vera", roles = "viewer")
    void the_timeline_says_in_words_what_was_done_to_a_hash() {
        var run = prepared.criticalRun();
        var hash = hash();
        prepared.decided(run, hash, INDICATOR_BLOCK, true, Duration.ofHours(1));
        done(run.intends(INDICATOR_BLOCK, hash));
        done(run.intends(INDICATOR_UNBLOCK, hash));

        given().get("/api/incidents/" + run.number() + "/timeline?limit=500")
                .then()
                .body(
                        "items.findAll { it.kind.startsWith('action-') }.sentence",
                        contains(
                                "About to block %s (crowdstrike): credential dumping".formatted(hash.name()),
                                "block %s (crowdstrike): done, and seen to be so".formatted(hash.name()),
                                "About to unblock %s (crowdstrike): credential dumping".formatted(hash.name()),
                                "unblock %s (crowdstrike): done, and seen to be so".formatted(hash.name())));
    }

    private static int release(String id) {
        return given().contentType(ContentType.JSON)
                .body("{\"reason\": \"a false alarm\"}")
                .post("/api/containments/" + id + "/release")
                .statusCode();
    }

    private void done(Intent intent) {
        var claim = ledger.claim(intent);
        assertThat(claim).isInstanceOf(Claim.Fresh.class);
        ledger.settle(
                UUID.fromString(intent.actionId()),
                new Settlement(((Claim.Fresh) claim).token(), new Outcome.Done("trace"), List.of()));
    }

    private String denied(JobType action, Target target) {
        return ledger.claim(prepared.criticalRun().intends(action, target)) instanceof Claim.Denied denied
                ? denied.code()
                : "allowed";
    }

    private static Target.Indicator hash() {
        var digits = UUID.randomUUID().toString().replace("-", "");
        return new Target.Indicator("crowdstrike", "sha256", digits + digits);
    }
}
