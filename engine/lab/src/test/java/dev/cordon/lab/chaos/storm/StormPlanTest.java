package dev.cordon.lab.chaos.storm;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cordon.lab.chaos.storm.StormAlert.Gravity;
import org.junit.jupiter.api.Test;

class StormPlanTest {
    private final StormPlan plan = StormPlan.of(10_000, 50);

    @Test
    void every_host_has_its_share_from_every_product() {
        assertThat(plan.hosts()).hasSize(50).allMatch(host -> plan.about(host) == 200);
        assertThat(plan.alerts().stream().collect(groupingBy(alert -> alert.host() + alert.product(), counting())))
                .hasSize(150);
        assertThat(plan.alerts()).extracting(StormAlert::reference).doesNotHaveDuplicates();
    }

    @Test
    void some_hosts_are_isolated_and_others_wait_for_an_approval() {
        assertThat(plan.hosts().stream().filter(plan::isolates)).hasSize(20);
        assertThat(plan.alerts().stream()
                        .filter(alert -> alert.gravity() == Gravity.HIGH)
                        .map(StormAlert::host)
                        .distinct())
                .hasSize(5)
                .noneMatch(plan::isolates);
    }

    @Test
    void a_small_storm_has_all_of_it_too() {
        var small = StormPlan.of(2_000, 50);

        assertThat(small.hosts().stream().filter(small::isolates)).hasSize(20);
        assertThat(small.alerts()).extracting(StormAlert::gravity).contains(Gravity.values());
    }

    @Test
    void each_product_s_words_are_json_and_name_the_host() throws Exception {
        for (var alert : plan.alerts().subList(0, 300)) {
            assertThat(new JsonMapper().readTree(alert.json()).toString())
                    .contains("\"" + alert.host() + "\"")
                    .contains(alert.id());
        }
    }
}
