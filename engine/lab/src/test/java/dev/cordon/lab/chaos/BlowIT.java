package dev.cordon.lab.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.lab.PartName;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every part is killed while something is under way, and comes back without hands.
@ExtendWith(OneStack.class)
class BlowIT {
    private final Site site;

    BlowIT(Site site) {
        this.site = site;
    }

    @AfterEach
    void nothing_went_wrong() throws Exception {
        site.range().forgive();
        Policies.requireNoHarm(site);
    }

    @ParameterizedTest
    @EnumSource
    void survives(Blow blow) throws Exception {
        blow.strike(site);
    }

    @Test
    void finishes_every_alert_of_a_storm_in_which_the_server_and_the_connectors_are_killed() throws Exception {
        var result = new KillRun(site, EnumSet.of(PartName.CONNECTORS, PartName.SERVER), 100, 200).run();

        System.out.println(result.table());
        assertThat(result.perfect()).as(result.table()).isTrue();
    }
}
