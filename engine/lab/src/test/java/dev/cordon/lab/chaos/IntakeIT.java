package dev.cordon.lab.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.lab.chaos.fuzz.Intake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A slice of `./cordon chaos intake`.
@ExtendWith(OneStack.class)
class IntakeIT {
    private final Site site;

    IntakeIT(Site site) {
        this.site = site;
    }

    @Test
    void survives_three_thousand_payloads_of_which_few_are_good() throws Exception {
        var result = Intake.against(site, 3000, 7, System.out::println).run();

        assertThat(result.perfect()).as(result.table()).isTrue();
    }
}
