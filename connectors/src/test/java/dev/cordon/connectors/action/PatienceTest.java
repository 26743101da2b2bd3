package dev.cordon.connectors.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.line.Urgency;
import dev.cordon.contract.Intent;
import dev.cordon.contract.JobType;
import dev.cordon.contract.Look.State;
import dev.cordon.contract.Outcome;
import dev.cordon.contract.Pause;
import dev.cordon.contract.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// A product that is away while nothing is urgent.
class PatienceTest {
    private static final Target.Host HOST = new Target.Host("lab", "aid-1", "WS-1", null, List.of(), null);
    private static final Duration WEEK = Duration.ofDays(7);

    private final List<String> lines = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();
    private final ManualTime time = new ManualTime();
    private final Instant begun = time.now();
    private final Patience patience = new Patience(begun.plus(WEEK));
    private final MemoryLedger ledger = new MemoryLedger(time, lines);
    private final LabHosts lab = new LabHosts(time, lines);
    private final Runner runner =
            RunnerTest.runner(new Books(ledger, time), Lab.vendors(Lab.connector("lab", null, lab)), time);

    @Test
    void what_is_away_for_days_is_told_when_it_is_back_and_nobody_has_to_see_to_it() {
        assertThat(deliveredWhileAwayFor(Duration.ofDays(6))).isEqualTo(new Answer.Ended(new Outcome.Done("job-1")));
        assertThat(lab.requests).isEqualTo(1);
        assertThat(time.now()).isBefore(begun.plus(Duration.ofDays(6)).plus(Duration.ofMinutes(61)));
    }

    @Test
    void what_is_away_for_half_an_hour_is_not_waited_for_much_longer() {
        deliveredWhileAwayFor(Duration.ofMinutes(30));

        assertThat(time.now()).isBefore(begun.plus(Duration.ofMinutes(65)));
    }

    @Test
    void it_is_asked_ever_more_seldom_and_at_least_once_an_hour() {
        deliveredWhileAwayFor(WEEK.multipliedBy(2));

        assertThat(waits.getFirst()).isLessThan(Duration.ofSeconds(2));
        assertThat(waits)
                .filteredOn(wait -> wait.compareTo(Duration.ofHours(1)) > 0)
                .isEmpty();
        assertThat(waits).hasSizeLessThan(190);
    }

    @Test
    void what_never_comes_back_is_given_up_on_record_and_sent_nothing() {
        assertThat(deliveredWhileAwayFor(WEEK.multipliedBy(2)))
                .isEqualTo(new Answer.Ended(
                        new Outcome.Refused("not-reached", "it did not answer until 2030-01-08T00:00:00Z: 503")));
        assertThat(time.now()).isBetween(begun.plus(WEEK), begun.plus(WEEK).plus(Duration.ofMinutes(1)));
        assertThat(lab.requests).isZero();
    }

    @Test
    void the_ledger_hears_of_a_wait_that_is_worth_telling_and_until_when_it_lasts() {
        deliveredWhileAwayFor(Duration.ofMinutes(10));

        var told = ledger.pauses.stream()
                .map(Pause::waits)
                .filter(Objects::nonNull)
                .toList();
        assertThat(ledger.pauses.getFirst().waits()).isNull();
        assertThat(told).isNotEmpty().allSatisfy(wait -> {
            assertThat(wait.why()).isEqualTo("503");
            assertThat(wait.until()).isEqualTo(begun.plus(WEEK));
            assertThat(wait.next()).isBetween(begun.plusSeconds(60), begun.plus(Duration.ofMinutes(20)));
        });
    }

    @Test
    void what_was_sent_before_it_went_away_is_waited_for_and_seen_when_it_is_back() {
        lab.slowness = 30;
        assertThat(deliver()).isInstanceOf(Answer.Later.class);
        lab.slowness = 0;

        assertThat(deliveredWhileAwayFor(Duration.ofDays(1))).isEqualTo(new Answer.Ended(new Outcome.Done("job-1")));
        assertThat(lab.requests).isEqualTo(1);
    }

    @Test
    void what_was_sent_and_can_never_be_looked_at_again_is_not_called_done_nor_refused() {
        lab.slowness = Integer.MAX_VALUE;
        deliver();

        assertThat(deliveredWhileAwayFor(WEEK.multipliedBy(2)))
                .isEqualTo(new Answer.Ended(new Outcome.Unverified("asked earlier, not seen to happen (job-1): 503")));
    }

    @Test
    void what_a_worker_that_died_may_have_sent_is_not_called_refused() {
        ledger.claim(intent());
        time.sleep(Duration.ofSeconds(20));

        assertThat(deliveredWhileAwayFor(WEEK.multipliedBy(2)))
                .isEqualTo(new Answer.Ended(
                        new Outcome.Unverified("interrupted, and it did not answer until 2030-01-08T00:00:00Z: 503")));
    }

    @Test
    void what_answers_and_does_not_do_it_is_not_waited_for_longer_than_usual() {
        lab.slowness = Integer.MAX_VALUE;

        assertThat(deliveredWhileAwayFor(Duration.ZERO)).isInstanceOf(Answer.Ended.class);
        assertThat(time.now()).isBefore(begun.plus(Duration.ofMinutes(17)));
    }

    @Test
    void what_somebody_else_did_while_it_was_away_is_not_called_ours() {
        deliver(true);
        lab.state = State.CONTAINED;

        assertThat(deliver()).isEqualTo(new Answer.Ended(new Outcome.AlreadySo()));
        assertThat(lab.requests).isZero();
    }

    private Answer deliveredWhileAwayFor(Duration away) {
        var back = time.now().plus(away);
        for (var delivery = 0; delivery < 400; delivery++) {
            var answer = deliver(time.now().isBefore(back));
            if (!(answer instanceof Answer.Later later)) {
                return answer;
            }
            waits.add(later.after());
            time.sleep(later.after());
        }
        throw new AssertionError("the job never ended");
    }

    private Answer deliver() {
        return deliver(false);
    }

    private Answer deliver(boolean away) {
        lab.blindness.clear();
        if (away) {
            lab.blindness.add(new VendorException.Unavailable("503"));
        }
        return runner.run(intent(), lab.containing(HOST), Urgency.PATIENT, patience);
    }

    private static Intent intent() {
        return new Intent(
                "action-1", "incident-1", "run-1", JobType.ALERT_CLOSE, HOST, "a scanner", "close", "worker-1");
    }
}
