package dev.cordon.connectors.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.connectors.capability.AlertClosing;
import dev.cordon.connectors.capability.Closing;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.capability.Vendors;
import dev.cordon.contract.Intent;
import dev.cordon.contract.JobType;
import dev.cordon.contract.Look.State;
import dev.cordon.contract.Outcome;
import dev.cordon.contract.Sighting;
import dev.cordon.contract.Target;
import dev.cordon.contract.Verdict;
import dev.cordon.contract.Watched;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Two tenants of one product with a host of the same id each: the connector's name decides.
class ActionsTest {
    private static final Target.Host OURS = new Target.Host("lab", "1", "WS-1", null, List.of(), null);
    private static final Target.Host THEIRS = new Target.Host("lab-eu", "1", "WS-1", null, List.of(), null);

    private final List<String> lines = new ArrayList<>();
    private final ManualTime time = new ManualTime();
    private final MemoryLedger ledger = new MemoryLedger(time, lines);
    private final LabHosts here = new LabHosts(time, lines);
    private final LabHosts europe = new LabHosts(time, lines);
    private final Vendors vendors =
            Lab.vendors(Lab.connector("lab", null, here), Lab.connector("lab-eu", null, europe));
    private final Books books = new Books(ledger, time);
    private final Actions actions = new Actions(
            RunnerTest.runner(books, vendors, time),
            new Collector(books, new NoLocker(), new Spool(Path.of("")), new UsualPace(), time),
            new Finder(ledger, vendors, new Estate()),
            vendors);

    @Test
    void an_action_goes_to_the_tenant_that_its_target_names_and_to_no_other() {
        assertThat(actions.perform(isolate(THEIRS))).isInstanceOf(Answer.Ended.class);

        assertThat(europe.effects).isEqualTo(1);
        assertThat(here.effects).isZero();
    }

    @Test
    void a_check_says_how_it_is_and_claims_nothing() {
        europe.state = State.CONTAINED;

        assertThat(actions.check(JobType.HOST_CHECK, THEIRS)).isEqualTo(new Answer.Seen(State.CONTAINED));
        assertThat(actions.check(JobType.HOST_CHECK, OURS)).isEqualTo(new Answer.Seen(State.FREE));
        assertThat(lines).isEmpty();
    }

    @Test
    void a_check_of_a_vendor_that_is_away_is_asked_again_later() {
        here.blindness.add(new VendorException.Unavailable("503"));

        assertThat(actions.check(JobType.HOST_CHECK, OURS)).isInstanceOf(Answer.Later.class);
    }

    @Test
    void what_a_product_cannot_do_is_said_with_its_name() {
        assertThat(actions.check(JobType.ACCOUNT_CHECK, new Target.Account("lab", "1", "alice", null)))
                .isEqualTo(new Answer.Ended(new Outcome.Refused("unsupported", "lab cannot do account.check")));
        assertThat(Actions.jobTypes(Lab.connector("lab", null, here)))
                .containsExactly(JobType.HOST_CHECK, JobType.HOST_ISOLATE, JobType.HOST_RELEASE);
    }

    @Test
    void what_a_product_cannot_do_is_refused_on_record_and_the_playbook_can_go_on() {
        var revoke = new Intent(
                "action-1",
                "incident-1",
                "run-1",
                JobType.SESSIONS_REVOKE,
                new Target.Account("lab", "1", "alice", null),
                "why",
                "revoke",
                "worker-1");

        assertThat(actions.perform(revoke))
                .isEqualTo(new Answer.Ended(new Outcome.Refused("unsupported", "lab cannot do sessions.revoke")));
        assertThat(lines).containsExactly("intent sessions.revoke", "outcome Refused");
    }

    @Test
    void a_target_of_another_kind_is_not_acted_on() {
        assertThat(actions.perform(isolate(new Target.Account("lab", "1", "alice", null))))
                .isEqualTo(new Answer.Blocked("host.isolate cannot be done to account"));
        assertThat(here.effects).isZero();
    }

    @Test
    void the_watch_tells_what_came_true_after_all_and_asks_for_nothing() {
        ledger.watched.add(new Watched("action-1", JobType.HOST_ISOLATE, OURS));
        ledger.watched.add(new Watched("action-2", JobType.HOST_RELEASE, THEIRS));
        ledger.watched.add(new Watched(
                "action-3", JobType.HOST_ISOLATE, new Target.Host("gone", "1", "x", null, List.of(), null)));
        here.state = State.CONTAINED;
        europe.state = State.CONTAINED;
        var watchman = new Watchman(ledger, actions, time);

        watchman.goRound();
        assertThat(ledger.sightings).extracting(Sighting::actionId).containsExactly("action-1");

        europe.state = State.FREE;
        watchman.goRound();
        assertThat(ledger.sightings).extracting(Sighting::actionId).contains("action-2");
        assertThat(here.requests + europe.requests).isZero();
    }

    @Test
    void what_ended_is_told_as_it_ended() {
        here.state = State.CONTAINED;

        assertThat(actions.perform(isolate(OURS))).isEqualTo(new Answer.Ended(new Outcome.AlreadySo()));
    }

    @Test
    void an_alert_is_closed_by_the_connector_it_names_with_the_verdict_it_was_given() {
        var told = new ArrayList<Closing>();
        AlertClosing siem = (alert, closing) -> {
            told.add(closing);
            return here.containing(OURS);
        };
        var withSiem = Lab.vendors(Lab.connector("siem", null, siem));
        var actions = new Actions(
                RunnerTest.runner(books, withSiem, time),
                new Collector(books, new NoLocker(), new Spool(Path.of("")), new UsualPace(), time),
                new Finder(ledger, withSiem, new Estate()),
                withSiem);
        var closing = new Closing("INC-2026-000123", Verdict.BENIGN, "a scanner");

        assertThat(actions.close(close("siem"), closing, null)).isInstanceOf(Answer.Ended.class);
        assertThat(told).containsExactly(closing);
        assertThat(lines).first().isEqualTo("intent alert.close");
        assertThat(actions.perform(close("siem"))).isEqualTo(new Answer.Blocked("alert.close needs a verdict"));
        assertThat(actions.close(close("gone"), closing, null)).isInstanceOf(Answer.Blocked.class);
    }

    @Test
    void a_product_that_cannot_close_alerts_refuses_it_on_record() {
        assertThat(actions.close(close("lab"), new Closing("INC-2026-000123", Verdict.BENIGN, "a scanner"), null))
                .isEqualTo(new Answer.Ended(new Outcome.Refused("unsupported", "lab cannot do alert.close")));
    }

    private static Intent close(String vendor) {
        var alert = new Target.SourceAlert(vendor, "421", "Excessive failed logins");
        return new Intent("action-9", "incident-1", "run-1", JobType.ALERT_CLOSE, alert, "why", "close", "worker-1");
    }

    private static Intent isolate(Target target) {
        return new Intent(
                "action-1", "incident-1", "run-1", JobType.HOST_ISOLATE, target, "why", "isolate", "worker-1");
    }
}
