package dev.cordon.playbooks;

import com.fasterxml.jackson.databind.JsonNode;
import io.camunda.zeebe.model.bpmn.instance.TimerEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.UserTask;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeAssignmentDefinition;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeFormDefinition;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeIoMapping;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeTaskHeaders;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeTaskSchedule;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeUserTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What holds for everything a playbook asks of people.
final class HumanTaskRules {
    private static final Set<String> GROUPS = Set.of("approver", "responder", "admin");

    private HumanTaskRules() {}

    static Stream<String> complaints(Playbook playbook) {
        return playbook.all(UserTask.class).flatMap(task -> complaints(playbook, task));
    }

    private static Stream<String> complaints(Playbook playbook, UserTask task) {
        var groups = groupsOf(task);
        return Stream.of(
                        PlaybookLint.when(
                                task.getSingleExtensionElement(ZeebeUserTask.class) == null,
                                "%s is not a native user task".formatted(task.getId())),
                        PlaybookLint.when(
                                !Files.exists(Folders.FORMS.resolve(formOf(task) + ".form")),
                                "%s shows the form %s, which does not exist".formatted(task.getId(), formOf(task))),
                        PlaybookLint.when(
                                groups.isEmpty() || !GROUPS.containsAll(groups),
                                "%s is for %s, and such groups there are not".formatted(task.getId(), groups)),
                        PlaybookLint.when(!due(task), "%s has no due date".formatted(task.getId())),
                        PlaybookLint.when(
                                playbook.boundaryOf(task)
                                        .flatMap(event -> event.getEventDefinitions().stream())
                                        .noneMatch(TimerEventDefinition.class::isInstance),
                                "nothing happens when nobody does %s".formatted(task.getId())),
                        PlaybookLint.when(!asks(task), "%s has no variable request to show".formatted(task.getId())),
                        PlaybookLint.when(
                                !keepsAnswer(task), "%s maps its answer to no name of its own".formatted(task.getId())),
                        PlaybookLint.when(
                                approves(task) != groups.contains("approver"),
                                "%s must be for approvers and carry approval=true, or neither".formatted(task.getId())),
                        PlaybookLint.when(
                                approves(task) && !decidable(task),
                                "%s approves with a form that cannot say approve and reject".formatted(task.getId())),
                        PlaybookLint.when(
                                hasHeader(task, "picks", "target") != asksFor(task, "pick"),
                                "%s must show a form with the field pick and carry picks=target, or neither"
                                        .formatted(task.getId())))
                .filter(Objects::nonNull);
    }

    private static String formOf(UserTask task) {
        return Optional.ofNullable(task.getSingleExtensionElement(ZeebeFormDefinition.class))
                .map(ZeebeFormDefinition::getFormId)
                .orElse("");
    }

    private static List<String> groupsOf(UserTask task) {
        return Optional.ofNullable(task.getSingleExtensionElement(ZeebeAssignmentDefinition.class))
                .map(ZeebeAssignmentDefinition::getCandidateGroups)
                .map(groups ->
                        Arrays.stream(groups.split(",", -1)).map(String::strip).toList())
                .orElse(List.of());
    }

    private static boolean due(UserTask task) {
        var schedule = task.getSingleExtensionElement(ZeebeTaskSchedule.class);
        return schedule != null && !PlaybookLint.blank(schedule.getDueDate());
    }

    private static boolean asks(UserTask task) {
        var io = task.getSingleExtensionElement(ZeebeIoMapping.class);
        return io != null
                && io.getInputs().size() == 1
                && io.getInputs().stream().allMatch(input -> input.getTarget().equals("request"));
    }

    private static boolean keepsAnswer(UserTask task) {
        var io = task.getSingleExtensionElement(ZeebeIoMapping.class);
        return io != null
                && io.getOutputs().stream()
                        .anyMatch(output -> output.getSource().equals("=answer")
                                && !output.getTarget().equals("answer"));
    }

    private static boolean approves(UserTask task) {
        return hasHeader(task, "approval", "true");
    }

    private static boolean hasHeader(UserTask task, String key, String value) {
        return Optional.ofNullable(task.getSingleExtensionElement(ZeebeTaskHeaders.class)).stream()
                .flatMap(headers -> headers.getHeaders().stream())
                .anyMatch(header ->
                        header.getKey().equals(key) && header.getValue().equals(value));
    }

    private static boolean decidable(UserTask task) {
        return fields(task)
                .filter(field -> field.path("key").asText().equals("decision"))
                .map(field -> field.findValuesAsText("value"))
                .anyMatch(values -> values.containsAll(List.of("approve", "reject")));
    }

    private static boolean asksFor(UserTask task, String key) {
        return fields(task).anyMatch(field -> field.path("key").asText().equals(key));
    }

    private static Stream<JsonNode> fields(UserTask task) {
        try {
            var file = Folders.FORMS.resolve(formOf(task) + ".form");
            return Files.exists(file)
                    ? Scenario.JSON.readTree(file.toFile()).findParents("key").stream()
                    : Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
