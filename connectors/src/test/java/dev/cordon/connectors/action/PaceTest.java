package dev.cordon.connectors.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.contract.JobType;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PaceTest {

    @Test
    void one_job_type_can_be_given_a_deadline_of_its_own_by_the_environment() {
        var pace = new SmallRyeConfigBuilder()
                .withMapping(Pace.class)
                .withSources(new EnvConfigSource(Map.of("CORDON_ACTION_DEADLINES__HOST_ISOLATE_", "PT20M"), 300))
                .withDefaultValue("cordon.action.deadline", "PT15M")
                .withConverter(Duration.class, 100, Duration::parse)
                .withDefaultValue("cordon.action.lease", "PT20S")
                .withDefaultValue("cordon.action.write", "PT5S")
                .withDefaultValue("cordon.action.margin", "PT1S")
                .withDefaultValue("cordon.action.window", "PT10S")
                .withDefaultValue("cordon.action.watchers", "16")
                .withDefaultValue("cordon.action.looks", "40")
                .withDefaultValue("cordon.action.doubt-window", "PT2S")
                .withDefaultValue("cordon.action.copying", "PT8M")
                .build()
                .getConfigMapping(Pace.class);

        assertThat(pace.deadline(JobType.HOST_ISOLATE)).isEqualTo(Duration.ofMinutes(20));
        assertThat(pace.deadline(JobType.HOST_RELEASE)).isEqualTo(Duration.ofMinutes(15));
    }
}
