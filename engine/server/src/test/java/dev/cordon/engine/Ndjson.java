package dev.cordon.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/// Records as the broker 8.6 writes them, with the fields the projection reads.
public final class Ndjson {
    private static final AtomicLong POSITIONS = new AtomicLong(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final long instance;
    private final List<Map<String, Object>> records = new ArrayList<>();

    public Ndjson(long instance) {
        this.instance = instance;
    }

    public Ndjson correlated(String runId) {
        return add(
                "MESSAGE_START_EVENT_SUBSCRIPTION",
                "CORRELATED",
                instance,
                Map.of("correlationKey", runId, "processInstanceKey", instance));
    }

    public Ndjson element(String intent, long key, String element, String type) {
        return add(
                "PROCESS_INSTANCE",
                intent,
                key,
                Map.of(
                        "processInstanceKey",
                        instance,
                        "elementId",
                        element,
                        "bpmnElementType",
                        type,
                        "bpmnEventType",
                        "UNSPECIFIED",
                        "flowScopeKey",
                        type.equals("PROCESS") ? -1L : instance,
                        "version",
                        3));
    }

    public Ndjson request(long scope, String json) {
        return add(
                "VARIABLE",
                "CREATED",
                Given.newKey(),
                Map.of("processInstanceKey", instance, "scopeKey", scope, "name", "request", "value", json));
    }

    public Ndjson userTask(String intent, long key, long elementInstance, long formKey) {
        return userTask(intent, key, elementInstance, formKey, Map.of("approval", "true"));
    }

    public Ndjson userTask(String intent, long key, long elementInstance, long formKey, Map<String, String> headers) {
        return add(
                "USER_TASK",
                intent,
                key,
                Map.of(
                        "processInstanceKey",
                        instance,
                        "userTaskKey",
                        key,
                        "elementInstanceKey",
                        elementInstance,
                        "elementId",
                        "approve-containment",
                        "formKey",
                        formKey,
                        "candidateGroupsList",
                        List.of("approver"),
                        "customHeaders",
                        headers,
                        "dueDate",
                        "2031-01-01T00:00:00Z[Etc/UTC]"));
    }

    public Ndjson incident(String intent, long key) {
        return add(
                "INCIDENT",
                intent,
                key,
                Map.of(
                        "processInstanceKey", instance,
                        "elementId", "isolate-host",
                        "errorType", "JOB_NO_RETRIES",
                        "errorMessage", "Falcon does not permit this to our credentials",
                        "jobKey", 7L));
    }

    public Ndjson decision(long key) {
        return add(
                "DECISION_EVALUATION",
                "EVALUATED",
                key,
                Map.of(
                        "processInstanceKey",
                        instance,
                        "elementId",
                        "decide",
                        "evaluationFailureMessage",
                        "",
                        "evaluatedDecisions",
                        List.of(Map.of(
                                "decisionId",
                                "containment-approval",
                                "decisionOutput",
                                "{\"approval\":\"required\",\"why\":\"a server\"}",
                                "evaluatedInputs",
                                List.of(Map.of("inputName", "severity", "inputValue", "4")),
                                "matchedRules",
                                List.of(Map.of("ruleId", "servers"))))));
    }

    public String lines() {
        return records.stream().map(Ndjson::line).collect(Collectors.joining("\n", "", "\n"));
    }

    private Ndjson add(String type, String intent, long key, Map<String, Object> value) {
        records.add(Map.of(
                "partitionId",
                1,
                "position",
                POSITIONS.incrementAndGet(),
                "key",
                key,
                "valueType",
                type,
                "intent",
                intent,
                "recordType",
                "EVENT",
                "timestamp",
                System.currentTimeMillis(),
                "value",
                value));
        return this;
    }

    private static String line(Map<String, Object> rec) {
        try {
            return JSON.writeValueAsString(rec);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
