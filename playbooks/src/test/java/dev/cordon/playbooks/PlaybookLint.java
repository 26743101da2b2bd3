package dev.cordon.playbooks;

import io.camunda.zeebe.model.bpmn.instance.BpmnModelElementInstance;
import io.camunda.zeebe.model.bpmn.instance.BusinessRuleTask;
import io.camunda.zeebe.model.bpmn.instance.CompensateEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.EndEvent;
import io.camunda.zeebe.model.bpmn.instance.ExclusiveGateway;
import io.camunda.zeebe.model.bpmn.instance.FlowNode;
import io.camunda.zeebe.model.bpmn.instance.IntermediateThrowEvent;
import io.camunda.zeebe.model.bpmn.instance.Message;
import io.camunda.zeebe.model.bpmn.instance.MessageEventDefinition;
import io.camunda.zeebe.model.bpmn.instance.Process;
import io.camunda.zeebe.model.bpmn.instance.SequenceFlow;
import io.camunda.zeebe.model.bpmn.instance.StartEvent;
import io.camunda.zeebe.model.bpmn.instance.SubProcess;
import io.camunda.zeebe.model.bpmn.instance.Task;
import io.camunda.zeebe.model.bpmn.instance.bpmndi.BpmnEdge;
import io.camunda.zeebe.model.bpmn.instance.bpmndi.BpmnShape;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeCalledDecision;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeVersionTag;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.xml.ModelException;
import org.jspecify.annotations.Nullable;

/// What a playbook must be before it may run. Each rule answers with complaints.
final class PlaybookLint {
    /// Everything a playbook may be made of: no scripts, no calls to other processes, no tasks outside the contract.
    private static final Set<String> WORDS = Set.of(
            "startEvent",
            "endEvent",
            "boundaryEvent",
            "intermediateThrowEvent",
            "intermediateCatchEvent",
            "serviceTask",
            "userTask",
            "businessRuleTask",
            "subProcess",
            "exclusiveGateway",
            "parallelGateway");

    private static final List<Function<Playbook, Stream<String>>> RULES = List.of(
            PlaybookLint::process,
            PlaybookLint::start,
            PlaybookLint::words,
            PlaybookLint::names,
            PlaybookLint::decisions,
            PlaybookLint::compensation,
            PlaybookLint::diagram,
            PlaybookLint::company,
            JobRules::complaints,
            HumanTaskRules::complaints);

    private PlaybookLint() {}

    static List<String> complaints(java.nio.file.Path folder) {
        try {
            var playbook = Playbook.read(folder);
            return RULES.stream().flatMap(rule -> rule.apply(playbook)).toList();
        } catch (IOException | ModelException e) {
            return List.of("does not parse: " + e.getMessage());
        }
    }

    private static Stream<String> process(Playbook playbook) {
        var processes = playbook.all(Process.class).toList();
        if (processes.size() != 1) {
            return Stream.of("has " + processes.size() + " processes, not one");
        }
        var process = processes.getFirst();
        return Stream.of(
                        when(
                                !playbook.id().equals(process.getId()),
                                "the process is called %s, not like its folder".formatted(process.getId())),
                        when(!process.isExecutable(), "the process is not executable"),
                        when(blank(process.getName()), "the process has no name for people"),
                        when(process.getDocumentations().isEmpty(), "the process has no documentation"),
                        when(
                                process.getSingleExtensionElement(ZeebeVersionTag.class) == null,
                                "the process has no version tag"))
                .filter(Objects::nonNull);
    }

    private static Stream<String> start(Playbook playbook) {
        var expected = "playbook-requested-" + playbook.id();
        var messages = playbook.all(StartEvent.class)
                .filter(event -> event.getParentElement() instanceof Process)
                .map(PlaybookLint::messageOf)
                .toList();
        return messages.equals(List.of(expected))
                ? Stream.empty()
                : Stream.of("starts with %s, not with the message %s".formatted(messages, expected));
    }

    private static String messageOf(StartEvent event) {
        return event.getEventDefinitions().stream()
                .filter(MessageEventDefinition.class::isInstance)
                .map(definition -> ((MessageEventDefinition) definition).getMessage())
                .filter(Objects::nonNull)
                .map(Message::getName)
                .findFirst()
                .orElse("no message");
    }

    private static Stream<String> words(Playbook playbook) {
        return playbook.all(FlowNode.class)
                .map(node -> node.getElementType().getTypeName())
                .filter(word -> !WORDS.contains(word))
                .map("%s is not allowed"::formatted);
    }

    private static Stream<String> names(Playbook playbook) {
        var nameless = playbook.all(FlowNode.class)
                .filter(node -> node instanceof Task
                        || node instanceof SubProcess
                        || node instanceof EndEvent
                        || node instanceof IntermediateThrowEvent
                        || asks(node))
                .filter(node -> blank(node.getName()))
                .map(node -> node.getId() + " has no name");
        var undecided = playbook.all(ExclusiveGateway.class)
                .filter(gateway -> asks(gateway) && gateway.getDefault() == null)
                .map(gateway -> gateway.getId() + " has no default flow");
        return Stream.concat(nameless, undecided);
    }

    private static boolean asks(FlowNode node) {
        return node instanceof ExclusiveGateway && node.getOutgoing().size() > 1;
    }

    private static Stream<String> decisions(Playbook playbook) {
        return playbook.all(BusinessRuleTask.class)
                .map(task -> {
                    var called = task.getSingleExtensionElement(ZeebeCalledDecision.class);
                    if (called == null) {
                        return task.getId() + " calls no decision";
                    }
                    var file = called.getDecisionId() + ".dmn";
                    return when(
                            !Files.exists(Folders.SHARED.resolve(file))
                                    && !Files.exists(playbook.folder().resolve(file)),
                            "%s calls the decision %s, which does not exist"
                                    .formatted(task.getId(), called.getDecisionId()));
                })
                .filter(Objects::nonNull);
    }

    /// Camunda 8.6.0 fails the whole deployment with a NullPointerException where the id is missing.
    private static Stream<String> compensation(Playbook playbook) {
        return playbook.all(CompensateEventDefinition.class)
                .filter(definition -> blank(definition.getAttributeValue("id")))
                .map(definition -> "a compensateEventDefinition has no id");
    }

    private static Stream<String> diagram(Playbook playbook) {
        var shapes =
                playbook.all(BpmnShape.class).map(BpmnShape::getBpmnElement).collect(Collectors.toSet());
        var edges = playbook.all(BpmnEdge.class).map(BpmnEdge::getBpmnElement).collect(Collectors.toSet());
        return Stream.concat(
                        playbook.all(FlowNode.class).filter(node -> !shapes.contains(node)),
                        playbook.all(SequenceFlow.class).filter(flow -> !edges.contains(flow)))
                .map(BpmnModelElementInstance.class::cast)
                .map(element -> element.getAttributeValue("id") + " is not drawn");
    }

    private static Stream<String> company(Playbook playbook) {
        return Stream.of(
                        when(playbook.readme().isBlank(), "has no README.md"),
                        when(Folders.scenarios(playbook.folder()).isEmpty(), "has no scenario"))
                .filter(Objects::nonNull);
    }

    static @Nullable String when(boolean wrong, String complaint) {
        return wrong ? complaint : null;
    }

    static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
