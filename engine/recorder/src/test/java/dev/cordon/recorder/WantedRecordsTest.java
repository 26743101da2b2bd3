package dev.cordon.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.zeebe.protocol.record.RecordType;
import io.camunda.zeebe.protocol.record.RecordValue;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.Intent;
import io.camunda.zeebe.protocol.record.intent.JobIntent;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceIntent;
import io.camunda.zeebe.protocol.record.intent.VariableIntent;
import io.camunda.zeebe.protocol.record.value.BpmnElementType;
import io.camunda.zeebe.protocol.record.value.ImmutableProcessInstanceRecordValue;
import io.camunda.zeebe.protocol.record.value.ImmutableVariableRecordValue;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WantedRecordsTest {
    private final WantedRecords wanted = new WantedRecords(Set.of("request"));

    @Test
    void only_events_are_wanted() {
        assertThat(wanted.acceptType(RecordType.EVENT)).isTrue();
        assertThat(wanted.acceptType(RecordType.COMMAND)).isFalse();
        assertThat(wanted.acceptType(RecordType.COMMAND_REJECTION)).isFalse();
    }

    @Test
    void the_broker_is_asked_for_these_value_types_only() {
        assertThat(ValueType.values())
                .filteredOn(wanted::acceptValue)
                .containsExactlyInAnyOrder(
                        ValueType.PROCESS_INSTANCE,
                        ValueType.MESSAGE_START_EVENT_SUBSCRIPTION,
                        ValueType.USER_TASK,
                        ValueType.VARIABLE,
                        ValueType.DECISION_EVALUATION,
                        ValueType.INCIDENT,
                        ValueType.JOB,
                        ValueType.TIMER,
                        ValueType.PROCESS,
                        ValueType.FORM,
                        ValueType.ERROR);
    }

    @Test
    void variables_are_wanted_by_name() {
        assertThat(accepts(ValueType.VARIABLE, VariableIntent.UPDATED, variable("request")))
                .isTrue();
        assertThat(accepts(ValueType.VARIABLE, VariableIntent.UPDATED, variable("password")))
                .isFalse();
    }

    @Test
    void elements_are_wanted_when_they_began_or_ended_and_are_no_sequence_flow() {
        var task = element(BpmnElementType.SERVICE_TASK);
        assertThat(accepts(ValueType.PROCESS_INSTANCE, ProcessInstanceIntent.ELEMENT_ACTIVATED, task))
                .isTrue();
        assertThat(accepts(ValueType.PROCESS_INSTANCE, ProcessInstanceIntent.ELEMENT_ACTIVATING, task))
                .isFalse();
        assertThat(accepts(
                        ValueType.PROCESS_INSTANCE,
                        ProcessInstanceIntent.ELEMENT_COMPLETED,
                        element(BpmnElementType.SEQUENCE_FLOW)))
                .isFalse();
    }

    @Test
    void jobs_are_wanted_when_they_went_wrong() {
        assertThat(accepts(ValueType.JOB, JobIntent.FAILED, FakeRecord.timer())).isTrue();
        assertThat(accepts(ValueType.JOB, JobIntent.COMPLETED, FakeRecord.timer()))
                .isFalse();
    }

    private boolean accepts(ValueType type, Intent intent, RecordValue value) {
        return wanted.accepts(FakeRecord.of(1, RecordType.EVENT, type, intent, value, 0));
    }

    private static RecordValue variable(String name) {
        return ImmutableVariableRecordValue.builder().withName(name).build();
    }

    private static RecordValue element(BpmnElementType type) {
        return ImmutableProcessInstanceRecordValue.builder()
                .withBpmnElementType(type)
                .build();
    }
}
