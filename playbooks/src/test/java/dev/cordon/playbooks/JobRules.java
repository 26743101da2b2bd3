package dev.cordon.playbooks;

import dev.cordon.contract.JobType;
import io.camunda.zeebe.model.bpmn.instance.Association;
import io.camunda.zeebe.model.bpmn.instance.BoundaryEvent;
import io.camunda.zeebe.model.bpmn.instance.CompensateEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.ErrorEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.ServiceTask;
import io.camunda.zeebe.model.bpmn.instance.SubProcess;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeExecutionListeners;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeIoMapping;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeTaskDefinition;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/// What holds for every job a playbook asks for.
final class JobRules {
    /// The heading under which a README says why a containment has no compensation handler.
    static final String NO_COMPENSATION = "## Why there is no compensation";

    /// The heading under which a README names the job types of others that the playbook uses.
    static final String PAST_THE_LEDGER = "## What happens past the ledger";

    static final Set<String> NOT_ITS_OWN =
            Set.of("result", "target", "problem", "candidates", "reason", "runId", "incidentId");

    private JobRules() {}

    static Stream<String> complaints(Playbook playbook) {
        var listeners = playbook.all(ZeebeExecutionListeners.class)
                .map(listener -> "an execution listener is a job outside the contract");
        return Stream.concat(listeners, playbook.all(ServiceTask.class).flatMap(task -> complaints(playbook, task)));
    }

    private static Stream<String> complaints(Playbook playbook, ServiceTask task) {
        var type = typeOf(task);
        if (type.isEmpty()) {
            return admitted(playbook, task)
                    ? Stream.empty()
                    : Stream.of(task.getId() + " has a type that is no job type, and the README does not own up to it");
        }
        return Stream.of(
                        PlaybookLint.when(!hasTarget(task), "%s is given no target".formatted(task.getId())),
                        PlaybookLint.when(
                                !keepsResult(task), "%s maps its result to no name of its own".formatted(task.getId())),
                        PlaybookLint.when(
                                !caught(playbook, task, type.get()),
                                "%s leaves errors uncaught".formatted(task.getId())),
                        PlaybookLint.when(
                                !undone(playbook, task, type.get()),
                                "%s contains, and neither does a compensation handler undo it nor the README say why not"
                                        .formatted(task.getId())))
                .filter(Objects::nonNull);
    }

    /// Jobs of Camunda's own connectors are nobody's actions: no claim, no approval, no record. Whoever uses one says
    /// so.
    private static boolean admitted(Playbook playbook, ServiceTask task) {
        var section = playbook.readme().split(Pattern.quote(PAST_THE_LEDGER), 2);
        return section.length == 2
                && definedType(task)
                        .filter(type -> !type.startsWith("="))
                        .filter(type -> section[1].split("\\n## ", 2)[0].contains("`" + type + "`"))
                        .isPresent();
    }

    private static Optional<String> definedType(ServiceTask task) {
        return Optional.ofNullable(task.getSingleExtensionElement(ZeebeTaskDefinition.class))
                .map(ZeebeTaskDefinition::getType);
    }

    private static Optional<JobType> typeOf(ServiceTask task) {
        return definedType(task)
                .flatMap(type -> Stream.of(JobType.values())
                        .filter(known -> known.value().equals(type))
                        .findFirst());
    }

    private static boolean hasTarget(ServiceTask task) {
        return mapping(task).stream()
                .flatMap(io -> io.getInputs().stream())
                .anyMatch(input -> input.getTarget().equals("target"));
    }

    private static boolean keepsResult(ServiceTask task) {
        var outputs =
                mapping(task).stream().flatMap(io -> io.getOutputs().stream()).toList();
        return outputs.stream().anyMatch(output -> output.getSource().startsWith("=result"))
                && outputs.stream().noneMatch(output -> NOT_ITS_OWN.contains(output.getTarget()));
    }

    private static Optional<ZeebeIoMapping> mapping(ServiceTask task) {
        return Optional.ofNullable(task.getSingleExtensionElement(ZeebeIoMapping.class));
    }

    /// What looks may find nothing or several; what acts may be denied or refused.
    private static boolean caught(Playbook playbook, ServiceTask task, JobType type) {
        var codes = playbook.boundaryOf(task)
                .flatMap(event -> event.getEventDefinitions().stream())
                .filter(ErrorEventDefinition.class::isInstance)
                .map(definition -> ((ErrorEventDefinition) definition).getError())
                .map(error -> error == null ? "*" : error.getErrorCode())
                .collect(Collectors.toSet());
        return codes.contains("*")
                || (type.finds() && codes.containsAll(Set.of("target-ambiguous", "target-not-found")));
    }

    private static boolean undone(Playbook playbook, ServiceTask task, JobType type) {
        return type.effect() != JobType.Effect.CONTAINS
                || playbook.readme().contains(NO_COMPENSATION)
                || playbook.boundaryOf(task)
                        .filter(JobRules::compensates)
                        .flatMap(event -> playbook.all(Association.class)
                                .filter(association -> association.getSource().equals(event))
                                .map(Association::getTarget))
                        .flatMap(JobRules::jobsOf)
                        .anyMatch(job -> type.undoneBy().equals(Optional.of(job)));
    }

    private static boolean compensates(BoundaryEvent event) {
        return event.getEventDefinitions().stream().anyMatch(CompensateEventDefinition.class::isInstance);
    }

    private static Stream<JobType> jobsOf(ModelElementInstance handler) {
        var tasks = switch (handler) {
            case ServiceTask task -> Stream.of(task);
            case SubProcess process -> process.getChildElementsByType(ServiceTask.class).stream();
            default -> Stream.<ServiceTask>empty();
        };
        return tasks.flatMap(task -> typeOf(task).stream());
    }
}
