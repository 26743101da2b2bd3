package dev.cordon.engine.timeline.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimelineEventTest {
    @Test
    void every_event_is_known_by_a_kind_of_its_own() {
        assertThat(TimelineEvent.types()).hasSizeGreaterThan(30).allMatch(Class::isRecord);
        assertThat(TimelineEvent.types().map(TimelineEvent::kind))
                .doesNotHaveDuplicates()
                .contains("incident-opened", "alert-routed", "run-ended", "action-intended", "containment-shared")
                .contains("task-decided", "evidence-collected");
    }
}
