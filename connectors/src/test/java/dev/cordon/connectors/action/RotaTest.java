package dev.cordon.connectors.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.connectors.capability.Vendors;
import dev.cordon.contract.Claim;
import dev.cordon.contract.Intent;
import dev.cordon.contract.JobType;
import dev.cordon.contract.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RotaTest {
    private static final Duration DEADLINE = Duration.ofMinutes(15);

    private final ManualTime time = new ManualTime();
    private final Vendors vendors =
            Lab.vendors(Lab.connector("lab", null), Lab.connector("small", 100), Lab.connector("large", 600));
    private final Rota rota = new Rota(vendors, new UsualPace(), time);

    @Test
    void a_few_come_back_as_soon_as_their_backoff_says() {
        pending("lab", 30);

        assertThat(rota.away(action("lab", "mine"), held(1))).isLessThan(Duration.ofMillis(1201));
    }

    @Test
    void two_thousand_are_looked_at_forty_times_a_second_all_together() {
        pending("lab", 1999);

        assertThat(rota.away(action("lab", "mine"), held(1))).isEqualTo(Duration.ofSeconds(50));
    }

    @Test
    void looking_takes_half_of_a_rate_budget_and_leaves_the_other_half_for_asking() {
        pending("large", 1999);

        assertThat(rota.away(action("large", "mine"), held(1))).isEqualTo(Duration.ofSeconds(400));
        assertThat(rota.spacing("large")).isEqualTo(Duration.ofMillis(200));
        assertThat(rota.spacing("lab")).isZero();
    }

    @Test
    void nobody_stays_away_past_its_deadline_because_of_the_others() {
        pending("small", 1999);

        assertThat(rota.away(action("small", "mine"), held(1))).isEqualTo(DEADLINE);
    }

    @Test
    void one_vendor_that_is_slow_delays_no_other() {
        pending("small", 1999);

        assertThat(rota.away(action("large", "mine"), held(1))).isLessThan(Duration.ofMillis(1201));
    }

    @Test
    void what_is_over_is_not_waited_for() {
        pending("large", 1999);
        for (var number = 0; number < 1999; number++) {
            rota.over(action("large", "other-" + number));
        }

        assertThat(rota.away(action("large", "mine"), held(1))).isLessThan(Duration.ofMillis(1201));
    }

    @Test
    void what_came_back_to_another_process_is_forgotten() {
        pending("large", 1999);
        time.sleep(Duration.ofMinutes(20));

        assertThat(rota.away(action("large", "mine"), held(1))).isLessThan(Duration.ofMillis(1201));
    }

    @Test
    void the_deadline_counts_from_the_first_claim_and_is_never_early() {
        var mine = action("large", "mine");
        var first = held(1);
        pending("large", 1999);
        rota.away(mine, first);

        time.sleep(DEADLINE.minusMillis(1));
        assertThat(rota.past(mine, held(2))).isFalse();
        time.sleep(Duration.ofMillis(1));
        assertThat(rota.past(mine, held(3))).isTrue();
    }

    @Test
    void what_another_process_had_in_hand_counts_from_what_the_ledger_knows() {
        assertThat(rota.past(action("lab", "mine"), held(34))).isFalse();
        assertThat(rota.past(action("lab", "mine"), held(35))).isTrue();
    }

    private void pending(String vendor, int many) {
        for (var number = 0; number < many; number++) {
            rota.away(action(vendor, "other-" + number), held(1));
        }
    }

    private Held held(int attempt) {
        var until = Instant.MAX;
        return attempt == 1
                ? Held.of(new Claim.Fresh("token", until), time.nanos())
                : Held.of(new Claim.InDoubt("token", until, attempt, true, false, null), time.nanos());
    }

    private static Intent action(String vendor, String id) {
        var host = new Target.Host(vendor, id, id, null, List.of(), null);
        return new Intent(id, "incident-1", "run-1", JobType.HOST_ISOLATE, host, "why", "isolate", "worker-1");
    }
}
