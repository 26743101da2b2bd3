package dev.cordon.connectors.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.connectors.action.LabHosts.Fault;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.capability.Vendors;
import dev.cordon.contract.Claim;
import dev.cordon.contract.Intent;
import dev.cordon.contract.JobType;
import dev.cordon.contract.Look.State;
import dev.cordon.contract.Outcome;
import dev.cordon.contract.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RunnerTest {
    private static final Target.Host LAPTOP = new Target.Host("lab", "aid-1", "WS-1", null, List.of(), null);

    private final List<String> lines = new ArrayList<>();
    private final ManualTime time = new ManualTime();
    private final MemoryLedger ledger = new MemoryLedger(time, lines);
    private final LabHosts lab = new LabHosts(time, lines);
    private final Vendors vendors = Lab.vendors(Lab.connector("lab", null, lab));
    private final Runner runner = runner(new Books(ledger, time), vendors, time);
    private final Runner withdrawing =
            runner(new UsualPace(List.of("host.isolate")), new Books(ledger, time), vendors, time);

    @Test
    void writes_the_intent_before_and_the_outcome_after() {
        assertThat(isolate()).isEqualTo(done("job-1"));
        assertThat(lines).containsExactly("intent host.isolate", "request CONTAINING", "outcome Done");
    }

    @Test
    void records_what_it_saw_and_the_outcome_rests_on_the_last_look() {
        lab.slowness = 2;
        isolate();

        assertThat(ledger.settlements.getFirst().looks())
                .extracting(look -> look.state())
                .containsExactly(State.FREE, State.CONTAINING, State.CONTAINING, State.CONTAINED);
    }

    @Test
    void what_was_so_before_is_not_ours() {
        lab.state = State.CONTAINED;

        assertThat(isolate()).isEqualTo(new Answer.Ended(new Outcome.AlreadySo()));
        assertThat(lab.requests).isZero();
    }

    @Test
    void what_somebody_else_has_under_way_is_waited_for_and_not_ours() {
        lab.state = State.CONTAINING;
        lab.slowness = 3;

        assertThat(isolate()).isEqualTo(new Answer.Ended(new Outcome.AlreadySo()));
        assertThat(lab.requests).isZero();
    }

    @Test
    void a_lift_in_flight_is_waited_for_before_asking() {
        lab.state = State.FREEING;
        lab.slowness = 3;

        assertThat(isolate()).isEqualTo(done("job-1"));
        assertThat(lab.requests).isEqualTo(1);
    }

    @Test
    void a_lift_that_does_not_end_sends_nothing_and_gives_the_job_back() {
        lab.state = State.FREEING;
        lab.slowness = Integer.MAX_VALUE;

        assertThat(isolate()).isInstanceOf(Answer.Later.class);
        assertThat(lab.requests).isZero();
        assertThat(ledger.pauses)
                .singleElement()
                .satisfies(pause -> assertThat(pause.asked()).isFalse());
    }

    @Test
    void a_release_is_the_mirror_image() {
        lab.state = State.CONTAINED;

        assertThat(release()).isEqualTo(done("job-1"));
        assertThat(lab.state).isEqualTo(State.FREE);
    }

    @Test
    void a_release_of_what_is_free_is_already_so() {
        assertThat(release()).isEqualTo(new Answer.Ended(new Outcome.AlreadySo()));
        assertThat(lab.requests).isZero();
    }

    @Test
    void a_release_waits_for_a_containment_in_flight() {
        lab.state = State.CONTAINING;
        lab.slowness = 2;

        assertThat(release()).isEqualTo(done("job-1"));
        assertThat(lab.state).isEqualTo(State.FREE);
    }

    @Test
    void an_answer_lost_after_the_effect_is_a_success_because_it_was_seen() {
        lab.fault = Fault.LOST_AFTER;

        assertThat(isolate()).isEqualTo(done("the request had no answer, its effect was seen"));
        assertThat(lab.requests).isEqualTo(1);
    }

    @Test
    void an_answer_lost_before_the_effect_is_asked_for_again_only_under_a_new_claim_after_a_look() {
        lab.fault = Fault.LOST_BEFORE;

        assertThat(isolate()).isInstanceOf(Answer.Later.class);
        assertThat(lab.requests).isEqualTo(1);
        assertThat(ledger.pauses)
                .singleElement()
                .satisfies(pause -> assertThat(pause.asked()).isTrue());

        var looksBefore = lab.looks;
        assertThat(isolate()).isEqualTo(done("job-2"));
        assertThat(lab.looks).isGreaterThan(looksBefore + 1);
        assertThat(lab.effects).isEqualTo(1);
    }

    @Test
    void a_refusal_is_an_outcome() {
        lab.fault = Fault.REFUSED;

        assertThat(isolate()).isEqualTo(new Answer.Ended(new Outcome.Refused("bad-request", "no")));
    }

    @Test
    void a_conflict_with_one_who_was_faster_is_already_so() {
        lab.fault = Fault.CONFLICT;
        var answer = runner.run(
                intent(JobType.HOST_ISOLATE), new Overtaken(lab.containing(LAPTOP), () -> lab.state = State.CONTAINED));

        assertThat(answer).isEqualTo(new Answer.Ended(new Outcome.AlreadySo()));
        assertThat(lab.effects).isZero();
    }

    @Test
    void a_refusal_of_what_somebody_else_has_just_done_is_already_so() {
        lab.fault = Fault.REFUSED;
        var answer = runner.run(
                intent(JobType.HOST_ISOLATE), new Overtaken(lab.containing(LAPTOP), () -> lab.state = State.CONTAINED));

        assertThat(answer).isEqualTo(new Answer.Ended(new Outcome.AlreadySo()));
    }

    @Test
    void a_conflict_that_the_look_does_not_explain_comes_back_later() {
        lab.fault = Fault.CONFLICT;

        assertThat(isolate()).isInstanceOf(Answer.Later.class);
        assertThat(isolate()).isEqualTo(done("job-2"));
    }

    @Test
    void a_missing_permission_stands_still_for_a_person() {
        lab.fault = Fault.FORBIDDEN;

        assertThat(isolate()).isEqualTo(new Answer.Blocked("403"));
        assertThat(lines).endsWith("pause");
    }

    @Test
    void what_takes_longer_than_the_window_is_watched_at_the_next_delivery_and_not_asked_again() {
        lab.slowness = 30;

        assertThat(isolate()).isInstanceOf(Answer.Later.class);
        assertThat(ledger.pauses)
                .singleElement()
                .satisfies(pause -> assertThat(pause.asked()).isTrue());
        assertThat(time.nanos())
                .isBetween(
                        Duration.ofSeconds(10).toNanos(), Duration.ofSeconds(12).toNanos());

        lab.slowness = 0;
        assertThat(isolate()).isEqualTo(done("job-1"));
        assertThat(lab.requests).isEqualTo(1);
    }

    @Test
    void while_many_are_in_hand_each_watches_shortly_and_gives_its_hand_to_the_next() {
        lab.slowness = Integer.MAX_VALUE;

        assertThat(among(80, this::isolate)).isInstanceOf(Answer.Later.class);
        assertThat(time.nanos())
                .isBetween(
                        Duration.ofMillis(1900).toNanos(),
                        Duration.ofMillis(2100).toNanos());
        assertThat(lab.requests).isEqualTo(1);
    }

    @Test
    void while_many_are_in_hand_what_was_asked_for_earlier_gets_one_look() {
        lab.slowness = Integer.MAX_VALUE;
        isolate();
        lab.looks = 0;

        assertThat(among(80, this::isolate)).isInstanceOf(Answer.Later.class);
        assertThat(lab.looks).isEqualTo(1);
    }

    @Test
    void while_many_are_in_hand_what_is_so_is_still_seen() {
        lab.slowness = 2;

        assertThat(among(80, this::isolate)).isEqualTo(done("job-1"));
    }

    @Test
    void what_is_waited_for_is_looked_at_no_oftener_than_half_of_the_budget_allows() {
        lab.slowness = Integer.MAX_VALUE;
        var thrifty = runner(new Books(ledger, time), Lab.vendors(Lab.connector("lab", 100, lab)), time);
        thrifty.run(intent(JobType.HOST_ISOLATE), lab.containing(LAPTOP));

        assertThat(lab.looks).as("looks in ten seconds").isLessThanOrEqualTo(11);
    }

    @Test
    void what_never_shows_ends_unverified_and_never_before_the_deadline() {
        lab.slowness = Integer.MAX_VALUE;
        var end = delivered(this::isolate);

        assertThat(end)
                .isEqualTo(new Answer.Ended(new Outcome.Unverified(
                        "asked earlier, not seen to happen (job-1): waiting for the effect to show: under way")));
        assertThat(time.nanos())
                .isBetween(
                        Duration.ofMinutes(15).toNanos(), Duration.ofMinutes(16).toNanos());
        assertThat(lab.requests).isEqualTo(1);
    }

    @Test
    void what_is_accepted_again_and_again_and_never_shows_ends_unverified() {
        var forgetful = new Overtaken(lab.containing(LAPTOP), () -> lab.state = State.FREE);
        var end = delivered(() -> runner.run(intent(JobType.HOST_ISOLATE), forgetful));

        assertThat(end)
                .isEqualTo(new Answer.Ended(
                        new Outcome.Unverified("asked earlier, not seen to happen (job-%d)".formatted(lab.requests))));
    }

    @Test
    void a_worker_that_died_after_sending_is_not_repeated_and_its_work_counts_as_ours() {
        lab.fault = Fault.DIED_AFTER;
        assertThatThrownBy(this::isolate).isInstanceOf(LabHosts.Died.class);
        assertThat(isolate()).as("the dead one's lease").isInstanceOf(Answer.Later.class);

        time.sleep(Duration.ofSeconds(20));
        assertThat(isolate()).isEqualTo(done("found so after an interrupted attempt"));
        assertThat(lab.requests).isEqualTo(1);
    }

    @Test
    void a_worker_that_died_before_sending_leaves_the_asking_to_the_next() {
        ledger.claim(intent(JobType.HOST_ISOLATE));
        time.sleep(Duration.ofSeconds(20));

        assertThat(isolate()).isEqualTo(done("job-1"));
    }

    @Test
    void without_an_answer_to_the_claim_nothing_is_looked_at_and_nothing_sent() {
        ledger.silentFor = 1;

        assertThat(isolate()).isEqualTo(new Answer.Later(Duration.ofSeconds(3), "the ledger did not answer to claim"));
        assertThat(lab.looks).isZero();
        assertThat(lab.requests).isZero();
    }

    @Test
    void what_is_settled_is_answered_without_a_look() {
        isolate();
        lab.looks = 0;

        assertThat(isolate()).isEqualTo(done("job-1"));
        assertThat(lab.looks).isZero();
        assertThat(lab.requests).isEqualTo(1);
    }

    @Test
    void while_another_holds_it_nothing_is_done() {
        ledger.claim(intent(JobType.HOST_ISOLATE));

        assertThat(isolate()).isEqualTo(new Answer.Later(Duration.ofSeconds(20), "another worker is on it"));
        assertThat(lab.looks).isZero();
    }

    @Test
    void what_the_server_denies_is_not_done() {
        ledger.denial = new Claim.Denied("kill-switch", "stopped by otto");

        assertThat(isolate()).isEqualTo(new Answer.Denied("kill-switch", "stopped by otto"));
        assertThat(lab.looks).isZero();
    }

    @Test
    void nothing_is_asked_when_too_little_of_the_lease_is_left() {
        lab.lookTakes = Duration.ofSeconds(15);

        assertThat(isolate()).isInstanceOf(Answer.Later.class);
        assertThat(lab.requests).isZero();
    }

    @Test
    void the_vendor_is_told_until_when_it_may_send() {
        lab.lookTakes = Duration.ofSeconds(3);
        isolate();

        assertThat(lab.leaseLeft).containsExactly(Duration.ofSeconds(16));
    }

    @Test
    void an_outcome_that_is_not_taken_at_once_is_told_again() {
        var books = new MemoryLedgerThatForgets(ledger, 2);
        var answer =
                runner(new Books(books, time), vendors, time).run(intent(JobType.HOST_ISOLATE), lab.containing(LAPTOP));

        assertThat(answer).isEqualTo(done("job-1"));
    }

    @Test
    void an_outcome_that_is_never_taken_is_found_again_by_looking() {
        var books = new MemoryLedgerThatForgets(ledger, 3);
        var answer =
                runner(new Books(books, time), vendors, time).run(intent(JobType.HOST_ISOLATE), lab.containing(LAPTOP));
        assertThat(answer).isInstanceOf(Answer.Later.class);

        time.sleep(Duration.ofSeconds(20));
        assertThat(isolate()).isEqualTo(done("found so after an interrupted attempt"));
        assertThat(lab.requests).isEqualTo(1);
    }

    @Test
    void a_vendor_that_cannot_be_looked_at_is_not_asked_and_gets_the_time_it_wants() {
        lab.blindness.add(new VendorException.Unavailable("429", Duration.ofSeconds(40)));

        assertThat(isolate()).isEqualTo(new Answer.Later(Duration.ofSeconds(40), "429"));
        assertThat(lab.requests).isZero();
    }

    @Test
    void a_glance_that_fails_after_the_request_is_repeated() {
        var blind =
                new Overtaken(lab.containing(LAPTOP), () -> lab.blindness.add(new VendorException.Unavailable("503")));

        assertThat(runner.run(intent(JobType.HOST_ISOLATE), blind)).isEqualTo(done("job-1"));
    }

    @Test
    void a_vendor_that_is_away_until_the_deadline_is_shown_to_a_person() {
        var end = delivered(() -> {
            lab.blindness.add(new VendorException.Unavailable("503"));
            return isolate();
        });

        assertThat(end).isEqualTo(new Answer.Blocked("nothing was asked before the deadline: 503"));
        assertThat(isolate()).as("once a person let it go on").isEqualTo(done("job-1"));
    }

    @Test
    void a_refusal_after_a_claim_that_was_given_back_unasked_is_a_refusal_and_no_doubt() {
        lab.blindness.add(new VendorException.Unavailable("503"));
        assertThat(isolate()).isInstanceOf(Answer.Later.class);
        lab.blindness.add(new VendorException.Refused("target-not-found", "gone"));

        assertThat(isolate()).isEqualTo(new Answer.Ended(new Outcome.Refused("target-not-found", "gone")));
        assertThat(lab.requests).isZero();
    }

    @Test
    void a_vendor_that_goes_away_after_the_request_leaves_it_unverified() {
        lab.slowness = Integer.MAX_VALUE;
        isolate();
        var end = delivered(() -> {
            lab.blindness.add(new VendorException.Unavailable("503"));
            return isolate();
        });

        assertThat(end)
                .isEqualTo(new Answer.Ended(new Outcome.Unverified("asked earlier, not seen to happen (job-1): 503")));
    }

    @Test
    void a_target_the_vendor_does_not_know_is_refused() {
        lab.blindness.add(new VendorException.Refused("target-not-found", "gone"));

        assertThat(isolate()).isEqualTo(new Answer.Ended(new Outcome.Refused("target-not-found", "gone")));
    }

    @Test
    void a_target_that_vanishes_after_the_request_is_unverified_and_not_refused() {
        var vanishing = new Overtaken(
                lab.containing(LAPTOP),
                () -> lab.blindness.add(new VendorException.Refused("target-not-found", "gone")));

        assertThat(runner.run(intent(JobType.HOST_ISOLATE), vanishing))
                .isEqualTo(new Answer.Ended(new Outcome.Unverified("asked, and can no longer be looked at: gone")));
    }

    @Test
    void what_is_still_under_way_at_the_deadline_is_taken_back_where_somebody_wants_that() {
        lab.slowness = Integer.MAX_VALUE;
        lab.recalls = true;

        assertThat(delivered(this::isolateOrWithdraw))
                .isEqualTo(unverified("asked earlier, not seen to happen (job-1): withdrawn"));
        assertThat(lines)
                .filteredOn(line -> line.startsWith("request"))
                .containsExactly("request CONTAINING", "request FREEING");
        assertThat(ledger.settlements.getFirst().looks().getLast().state()).isEqualTo(State.FREEING);
        assertThat(isolateOrWithdraw()).as("once").isInstanceOf(Answer.Ended.class);
        assertThat(lab.requests).isEqualTo(2);
    }

    @Test
    void a_withdrawal_without_an_answer_says_so_and_claims_nothing() {
        lab.slowness = Integer.MAX_VALUE;
        lab.recalls = true;
        isolateOrWithdraw();
        lab.fault = Fault.LOST_AFTER;

        assertThat(delivered(this::isolateOrWithdraw))
                .isEqualTo(unverified("asked earlier, not seen to happen (job-1): its withdrawal had no answer"));
        assertThat(lab.requests).isEqualTo(2);
    }

    @Test
    void a_withdrawal_that_is_turned_away_leaves_the_containment_standing() {
        lab.slowness = Integer.MAX_VALUE;
        lab.recalls = true;
        isolateOrWithdraw();
        lab.fault = Fault.CONFLICT;

        assertThat(delivered(this::isolateOrWithdraw))
                .isEqualTo(
                        unverified("asked earlier, not seen to happen (job-1): its withdrawal was turned away: 409"));
        assertThat(lab.state).isEqualTo(State.CONTAINING);
    }

    @Test
    void what_a_product_cannot_take_back_stands_and_says_so() {
        lab.slowness = Integer.MAX_VALUE;

        assertThat(delivered(this::isolateOrWithdraw))
                .isEqualTo(unverified("asked earlier, not seen to happen (job-1): under way, and the product cannot"
                        + " take it back"));
        assertThat(lab.requests).isEqualTo(1);
    }

    @Test
    void what_is_unverified_without_being_under_way_is_not_taken_back() {
        lab.recalls = true;
        var forgetful = new Overtaken(lab.containing(LAPTOP), () -> lab.state = State.FREE);

        delivered(() -> withdrawing.run(intent(JobType.HOST_ISOLATE), forgetful));

        assertThat(lines).doesNotContain("request FREEING");
    }

    @Test
    void a_release_takes_back_what_is_still_under_way_where_the_product_can() {
        lab.state = State.CONTAINING;
        lab.slowness = 3;
        lab.recalls = true;

        assertThat(release()).isEqualTo(done("job-1"));
        assertThat(ledger.settlements.getFirst().looks().getFirst().state()).isEqualTo(State.CONTAINED);
        assertThat(lab.state).isEqualTo(State.FREE);
    }

    private Answer isolateOrWithdraw() {
        return withdrawing.run(intent(JobType.HOST_ISOLATE), lab.containing(LAPTOP));
    }

    private static Answer unverified(String receipt) {
        return new Answer.Ended(new Outcome.Unverified(receipt));
    }

    static Runner runner(Books books, Vendors vendors, Time time) {
        return runner(new UsualPace(), books, vendors, time);
    }

    private static Runner runner(Pace pace, Books books, Vendors vendors, Time time) {
        return new Runner(books, pace, time, new Crowd(pace), new Rota(vendors, pace, time));
    }

    private Answer among(int many, Supplier<Answer> job) {
        return runner.crowd.joinedBy(() -> many == 2 ? job.get() : among(many - 1, job));
    }

    private Answer isolate() {
        return runner.run(intent(JobType.HOST_ISOLATE), lab.containing(LAPTOP));
    }

    private Answer release() {
        return runner.run(intent(JobType.HOST_RELEASE), lab.releasing(LAPTOP));
    }

    /// As the broker does it: again after each backoff, until there is an answer.
    private Answer delivered(Supplier<Answer> job) {
        for (var delivery = 0; delivery < 200; delivery++) {
            var answer = job.get();
            if (!(answer instanceof Answer.Later later)) {
                return answer;
            }
            time.sleep(later.after());
        }
        throw new AssertionError("the job never ended");
    }

    private static Answer done(String receipt) {
        return new Answer.Ended(new Outcome.Done(receipt));
    }

    private static Intent intent(JobType type) {
        return new Intent("action-1", "incident-1", "run-1", type, LAPTOP, "ransomware", "isolate", "worker-1");
    }
}
