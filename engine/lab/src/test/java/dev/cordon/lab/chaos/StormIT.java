package dev.cordon.lab.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.lab.chaos.storm.Storm;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OneStack.class)
class StormIT {
    /// That nobody is shut out, on a small machine that may do other things besides; how fast is measured by hand.
    private static final Duration BOUND = Duration.ofSeconds(15);

    private final Site site;

    StormIT(Site site) {
        this.site = site;
    }

    @Test
    void two_thousand_alerts_about_fifty_hosts_are_fifty_incidents_and_nobody_is_held_up() throws Exception {
        var result = new Storm(site, 2_000, 50, Duration.ofSeconds(20), BOUND).run();

        System.out.println(result.table());
        assertThat(result.wrong()).as(result.table()).isEmpty();
        Policies.requireNoHarm(site);
    }
}
