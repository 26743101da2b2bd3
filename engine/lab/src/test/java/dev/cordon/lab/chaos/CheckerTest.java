package dev.cordon.lab.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.lab.chaos.Snapshot.Post.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Each thing the checker counts, planted once: it must count that and nothing else.
class CheckerTest {
    private final Planted planted = new Planted();

    @Test
    void finds_nothing_where_everything_is_as_promised() {
        assertThat(counts()).isEmpty();
    }

    @Test
    void finds_an_accepted_alert_that_is_not_there() {
        planted.posts.add(new Snapshot.Post("wazuh lost", "aa", Answer.OK, "alert-lost"));

        assertThat(counts()).isEqualTo(Map.of(Harm.LOST_ALERTS, 1));
    }

    @Test
    void finds_an_accepted_alert_that_was_kept_with_another_body() {
        planted.posts.set(0, new Snapshot.Post("wazuh 1", "bb", Answer.OK, "alert-1"));

        assertThat(counts()).isEqualTo(Map.of(Harm.LOST_ALERTS, 1));
    }

    @Test
    void does_not_miss_an_alert_nobody_said_was_taken() {
        planted.posts.add(new Snapshot.Post("wazuh 2", "cc", Answer.UNKNOWN, null));
        planted.posts.add(new Snapshot.Post("wazuh 3", "dd", Answer.FAIL, null));

        assertThat(counts()).isEmpty();
    }

    @Test
    void finds_an_alert_that_was_routed_and_has_no_run() {
        planted.alerts.add(new Snapshot.Alert("alert-2", "aa", true));
        planted.write("alert-routed", "{\"alertId\":\"alert-2\",\"mode\":\"run\"}");

        assertThat(counts()).isEqualTo(Map.of(Harm.LOST_RUNS, 1));
    }

    @Test
    void finds_an_alert_that_was_never_routed() {
        planted.alerts.add(new Snapshot.Alert("alert-2", "aa", true));

        assertThat(counts()).isEqualTo(Map.of(Harm.LOST_RUNS, 1));
    }

    @Test
    void misses_no_run_where_the_alert_joined_one_or_was_only_recorded() {
        planted.alerts.add(new Snapshot.Alert("alert-2", "aa", true));
        planted.write("alert-routed", "{\"alertId\":\"alert-2\",\"mode\":\"run\"}");
        planted.write("run-joined", "{\"alertId\":\"alert-2\"}");
        planted.alerts.add(new Snapshot.Alert("alert-3", "aa", true));
        planted.write("alert-routed", "{\"alertId\":\"alert-3\",\"mode\":\"record\"}");
        planted.alerts.add(new Snapshot.Alert("alert-4", "aa", false));

        assertThat(counts()).isEmpty();
    }

    @Test
    void finds_two_runs_of_one_trigger() {
        planted.runs.add(Planted.run("run-2", true));

        assertThat(counts()).isEqualTo(Map.of(Harm.DOUBLED_RUNS, 1));
    }

    @Test
    void finds_two_instances_of_one_run() {
        planted.actions.add(Planted.action("action-2", "settled", "already-so"));

        assertThat(counts()).isEqualTo(Map.of(Harm.DOUBLED_RUNS, 1));
    }

    @Test
    void finds_a_second_request_for_one_action() {
        planted.arrive("contain", "action-1", 409, "containment_pending", "containment_pending");

        assertThat(counts()).isEqualTo(Map.of(Harm.DOUBLED_REQUESTS, 1));
    }

    @Test
    void allows_a_request_to_be_repeated_that_was_turned_away_at_the_door() {
        planted.arrivals.clear();
        planted.arrive("contain", "action-1", 0, "normal", "normal");
        planted.arrive("contain", "action-1", 401, "normal", "normal");
        planted.arrive("contain", "action-1", 202, "normal", "containment_pending");

        assertThat(counts()).isEmpty();
    }

    @Test
    void finds_one_run_changing_the_same_host_twice() {
        planted.actions.set(0, Planted.action("action-1", "settled", "done"));
        planted.actions.add(Planted.action("action-2", "again", "settled", "done"));
        planted.write("action-intended", "{\"actionId\":\"action-2\"}");
        planted.arrive("contain", "action-2", 202, "normal", "containment_pending");

        assertThat(counts()).isEqualTo(Map.of(Harm.DOUBLED_EFFECTS, 1));
    }

    @Test
    void finds_a_request_nobody_had_written_down() {
        planted.arrive("contain", "action-unknown", 409, "contained", "contained");

        assertThat(counts()).isEqualTo(Map.of(Harm.UNRECORDED_REQUESTS, 1));
    }

    @Test
    void finds_a_request_without_a_line_in_the_timeline() {
        planted.entries.removeIf(entry -> entry.kind().equals("action-intended"));
        planted.chain();

        assertThat(counts()).isEqualTo(Map.of(Harm.UNRECORDED_REQUESTS, 1));
    }

    @Test
    void finds_a_request_that_was_written_down_afterwards() {
        planted.actions.set(0, Planted.intendedAt(Planted.NOON.plusSeconds(60)));

        assertThat(counts()).containsEntry(Harm.UNRECORDED_REQUESTS, 1);
    }

    @Test
    void finds_a_containment_on_record_that_the_vendor_never_did() {
        planted.arrivals.clear();
        planted.world.put(Planted.TARGET, "contained");

        assertThat(counts()).isEqualTo(Map.of(Harm.FALSE_SUCCESSES, 1));
    }

    @Test
    void finds_a_verified_containment_that_is_not_so() {
        planted.world.put(Planted.TARGET, "containment_pending");

        assertThat(counts()).isEqualTo(Map.of(Harm.FALSE_SUCCESSES, 1));
    }

    @Test
    void finds_a_release_on_record_that_did_not_happen() {
        planted.release("done");
        planted.world.put(Planted.TARGET, "contained");

        assertThat(counts()).isEqualTo(Map.of(Harm.FALSE_SUCCESSES, 1));
    }

    @Test
    void finds_a_failure_on_record_where_the_vendor_did_it() {
        planted.actions.set(0, Planted.action("action-1", "settled", "refused"));

        assertThat(counts()).isEqualTo(Map.of(Harm.FALSE_FAILURES, 1));
    }

    @Test
    void finds_a_containment_of_ours_the_register_does_not_know() {
        planted.holds.clear();

        assertThat(counts()).isEqualTo(Map.of(Harm.FALSE_FAILURES, 1));
    }

    @Test
    void finds_a_request_that_needed_a_person_and_had_none() {
        planted.approvals.clear();

        assertThat(counts()).isEqualTo(Map.of(Harm.UNAPPROVED_SENDS, 1));
    }

    @Test
    void finds_an_approval_by_the_requester_of_other_targets_too_late_or_expired() {
        var good = planted.approvals.getFirst();
        for (var bad : List.of(
                Planted.approval("rosa", Planted.TARGET, "host.isolate", Planted.NOON.minusSeconds(60)),
                Planted.approval("amina", "host:crowdstrike:other", "host.isolate", Planted.NOON.minusSeconds(60)),
                Planted.approval("amina", Planted.TARGET, "account.disable", Planted.NOON.minusSeconds(60)),
                Planted.approval("amina", Planted.TARGET, "host.isolate", Planted.NOON.plusSeconds(60)),
                Planted.approval("amina", Planted.TARGET, "host.isolate", Planted.NOON.minusSeconds(7200)))) {
            planted.approvals.set(0, bad);
            assertThat(counts()).as(bad.toString()).isEqualTo(Map.of(Harm.UNAPPROVED_SENDS, 1));
        }
        planted.approvals.set(0, good);
        assertThat(counts()).isEmpty();
    }

    @Test
    void wants_no_person_for_a_workstation_in_a_critical_incident_unless_it_is_important_or_protected() {
        planted.approvals.clear();
        planted.severities.put(Planted.INCIDENT, 5);
        assertThat(counts()).isEmpty();

        planted.assets.add(new Snapshot.Asset("host", "ws-1", false, "high"));
        assertThat(counts()).isEqualTo(Map.of(Harm.UNAPPROVED_SENDS, 1));

        planted.assets.set(0, new Snapshot.Asset("host", "ws-1", true, "low"));
        assertThat(counts()).isEqualTo(Map.of(Harm.UNAPPROVED_SENDS, 1));
    }

    @Test
    void finds_a_request_after_its_run_was_cancelled() {
        planted.write("run-cancelled", "{\"runId\":\"run-1\"}", Planted.CLAIMED.minusSeconds(1));

        assertThat(counts()).isEqualTo(Map.of(Harm.SENDS_AFTER_CANCEL, 1));
    }

    @Test
    void lets_a_request_finish_that_was_claimed_before_the_cancellation_but_not_for_ever() {
        planted.write("run-cancelled", "{\"runId\":\"run-1\"}", Planted.CLAIMED.plusMillis(1));
        assertThat(counts()).isEmpty();

        planted.arrivals.set(0, Planted.arrival(1, Planted.CLAIMED.plusSeconds(21), "contain", "action-1", 202));
        assertThat(counts()).isEqualTo(Map.of(Harm.SENDS_AFTER_CANCEL, 1));
    }

    @Test
    void finds_a_request_after_its_approval_was_rejected() {
        planted.approvals.add(Planted.rejection(Planted.CLAIMED.minusSeconds(1)));

        assertThat(counts()).isEqualTo(Map.of(Harm.SENDS_AFTER_CANCEL, 1));
    }

    @Test
    void finds_a_request_while_the_kill_switch_was_on() {
        planted.killSwitch.add(new Snapshot.KillSwitch(Planted.CLAIMED.minusSeconds(9), true));
        assertThat(counts()).isEqualTo(Map.of(Harm.SENDS_AFTER_CANCEL, 1));

        planted.killSwitch.add(new Snapshot.KillSwitch(Planted.CLAIMED.minusSeconds(5), false));
        assertThat(counts()).isEmpty();
    }

    @Test
    void finds_a_run_that_waits_for_nothing() {
        planted.runs.set(0, Planted.run("run-1", false));

        assertThat(counts()).isEqualTo(Map.of(Harm.STUCK_RUNS, 1));
    }

    @Test
    void lets_a_run_wait_for_a_person_with_a_deadline_only() {
        planted.runs.set(0, Planted.run("run-1", false));
        planted.tasks.add(new Snapshot.Task("run-1", true, null));
        assertThat(counts()).isEqualTo(Map.of(Harm.STUCK_RUNS, 1));

        planted.tasks.set(0, new Snapshot.Task("run-1", true, Instant.MAX));
        assertThat(counts()).isEmpty();
    }

    @Test
    void lets_a_run_try_again_soon_or_within_the_hour_where_its_product_does_not_answer() {
        planted.runs.set(0, Planted.run("run-1", false));

        assertThat(stuckWhenTried(Duration.ofMinutes(1), false)).isFalse();
        assertThat(stuckWhenTried(Duration.ofMinutes(3), false)).isTrue();
        assertThat(stuckWhenTried(Duration.ofMinutes(61), true)).isFalse();
        assertThat(stuckWhenTried(Duration.ofMinutes(66), true)).isTrue();
    }

    private boolean stuckWhenTried(Duration before, boolean waits) {
        planted.actions.set(0, Planted.tried(before, waits));
        return counts().containsKey(Harm.STUCK_RUNS);
    }

    @Test
    void finds_an_open_action_whose_run_is_over_and_a_promise_nobody_keeps() {
        planted.actions.add(Planted.action("action-2", "another", "open", null));
        planted.stale.add("outbox: START_RUN");

        assertThat(counts()).isEqualTo(Map.of(Harm.STUCK_RUNS, 2));
    }

    @Test
    void finds_a_gap_a_change_and_a_cut_in_a_timeline() {
        var whole = List.copyOf(planted.entries);
        planted.entries.remove(1);
        assertThat(counts()).containsEntry(Harm.BROKEN_CHAINS, 1);

        planted.entries.clear();
        planted.entries.addAll(whole);
        planted.entries.set(0, Planted.reworded(whole.getFirst()));
        assertThat(counts()).isEqualTo(Map.of(Harm.BROKEN_CHAINS, 1));

        planted.entries.clear();
        planted.entries.addAll(whole);
        planted.write("note-added", "{}");
        planted.entries.removeLast();
        assertThat(counts()).isEqualTo(Map.of(Harm.BROKEN_CHAINS, 1));

        planted.entries.clear();
        assertThat(counts()).containsEntry(Harm.BROKEN_CHAINS, 1);
    }

    @Test
    void passes_on_where_a_secret_was_found() {
        planted.leaks.add("server.log holds the secret worker");

        assertThat(counts()).isEqualTo(Map.of(Harm.LEAKED_SECRETS, 1));
    }

    @Test
    void tells_every_count_as_a_table_and_as_json() {
        planted.approvals.clear();
        var findings = Checker.check(planted.snapshot());

        assertThat(findings.none()).isFalse();
        assertThat(findings.table()).contains("unapproved sends", "contain of WS-1");
        assertThat(findings.json().path("unapproved-sends").asInt()).isEqualTo(1);
        assertThat(findings.json().path("lost-alerts").asInt()).isZero();
        assertThat(findings.json()).hasSize(Harm.values().length);
    }

    private Map<Harm, Integer> counts() {
        var findings = Checker.check(planted.snapshot());
        return Arrays.stream(Harm.values())
                .filter(harm -> !findings.of(harm).isEmpty())
                .collect(
                        Collectors.toMap(harm -> harm, harm -> findings.of(harm).size()));
    }
}
