package dev.cordon.recorder;

import static io.camunda.zeebe.protocol.record.intent.ProcessInstanceIntent.ELEMENT_ACTIVATED;
import static io.camunda.zeebe.protocol.record.intent.ProcessInstanceIntent.ELEMENT_COMPLETED;
import static io.camunda.zeebe.protocol.record.intent.ProcessInstanceIntent.ELEMENT_TERMINATED;
import static java.util.Map.entry;

import io.camunda.zeebe.exporter.api.context.Context;
import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.RecordType;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.DecisionEvaluationIntent;
import io.camunda.zeebe.protocol.record.intent.ErrorIntent;
import io.camunda.zeebe.protocol.record.intent.FormIntent;
import io.camunda.zeebe.protocol.record.intent.IncidentIntent;
import io.camunda.zeebe.protocol.record.intent.Intent;
import io.camunda.zeebe.protocol.record.intent.JobIntent;
import io.camunda.zeebe.protocol.record.intent.MessageStartEventSubscriptionIntent;
import io.camunda.zeebe.protocol.record.intent.ProcessIntent;
import io.camunda.zeebe.protocol.record.intent.TimerIntent;
import io.camunda.zeebe.protocol.record.intent.UserTaskIntent;
import io.camunda.zeebe.protocol.record.intent.VariableIntent;
import io.camunda.zeebe.protocol.record.value.BpmnElementType;
import io.camunda.zeebe.protocol.record.value.ProcessInstanceRecordValue;
import io.camunda.zeebe.protocol.record.value.VariableRecordValue;
import java.util.Map;
import java.util.Set;

/// What the server wants to know. The broker asks by type and value type before it deserialises; intents, elements and
/// variable names are asked here, because the filter of 8.6 has no word for them.
final class WantedRecords implements Context.RecordFilter {
    private static final Map<ValueType, Set<Intent>> WANTED = Map.ofEntries(
            entry(ValueType.PROCESS_INSTANCE, Set.of(ELEMENT_ACTIVATED, ELEMENT_COMPLETED, ELEMENT_TERMINATED)),
            entry(ValueType.MESSAGE_START_EVENT_SUBSCRIPTION, Set.of(MessageStartEventSubscriptionIntent.CORRELATED)),
            entry(
                    ValueType.USER_TASK,
                    Set.of(
                            UserTaskIntent.CREATED,
                            UserTaskIntent.COMPLETED,
                            UserTaskIntent.CANCELED,
                            UserTaskIntent.ASSIGNED)),
            entry(ValueType.VARIABLE, Set.of(VariableIntent.CREATED, VariableIntent.UPDATED)),
            entry(
                    ValueType.DECISION_EVALUATION,
                    Set.of(DecisionEvaluationIntent.EVALUATED, DecisionEvaluationIntent.FAILED)),
            entry(ValueType.INCIDENT, Set.of(IncidentIntent.CREATED, IncidentIntent.RESOLVED)),
            entry(
                    ValueType.JOB,
                    Set.of(JobIntent.FAILED, JobIntent.TIMED_OUT, JobIntent.ERROR_THROWN, JobIntent.CANCELED)),
            entry(ValueType.TIMER, Set.of(TimerIntent.CREATED, TimerIntent.TRIGGERED, TimerIntent.CANCELED)),
            entry(ValueType.PROCESS, Set.of(ProcessIntent.CREATED)),
            entry(ValueType.FORM, Set.of(FormIntent.CREATED)),
            entry(ValueType.ERROR, Set.of(ErrorIntent.CREATED)));

    private final Set<String> variables;

    WantedRecords(Set<String> variables) {
        this.variables = variables;
    }

    @Override
    public boolean acceptType(RecordType type) {
        return type == RecordType.EVENT;
    }

    @Override
    public boolean acceptValue(ValueType type) {
        return WANTED.containsKey(type);
    }

    boolean accepts(Record<?> record) {
        return acceptType(record.getRecordType())
                && WANTED.getOrDefault(record.getValueType(), Set.of()).contains(record.getIntent())
                && switch (record.getValue()) {
                    case VariableRecordValue variable -> variables.contains(variable.getName());
                    case ProcessInstanceRecordValue element ->
                        element.getBpmnElementType() != BpmnElementType.SEQUENCE_FLOW;
                    default -> true;
                };
    }
}
