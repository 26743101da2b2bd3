package dev.cordon.engine.playbook;

import dev.cordon.contract.JobType;
import io.camunda.zeebe.model.bpmn.Bpmn;
import io.camunda.zeebe.model.bpmn.BpmnModelInstance;
import io.camunda.zeebe.model.bpmn.instance.FlowNode;
import io.camunda.zeebe.model.bpmn.instance.zeebe.ZeebeTaskDefinition;
import io.quarkus.runtime.util.ClassPathUtils;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What this server was built with: playbooks, decisions and forms, as they stand in `playbooks/` and `ui-forms/forms`.
@ApplicationScoped
public class Catalogue {
    /// @param name as it is deployed: `contain-compromised-host.bpmn`, `alert-routing.dmn`, `approve-containment.form`
    public record Resource(String name, String text) {}

    /// @param names element id to name, for every named flow node
    /// @param lookups ids of the service tasks that only look something up
    /// @param effects of its jobs
    public record Playbook(
            String id,
            String title,
            String description,
            String bpmn,
            Map<String, String> names,
            Set<String> lookups,
            Set<JobType.Effect> effects) {
        /// Whether it takes something out of circulation.
        public boolean contains() {
            return effects.contains(JobType.Effect.CONTAINS);
        }

        public String nameOf(String element) {
            return names.getOrDefault(element, element);
        }
    }

    private final List<Resource> resources = new ArrayList<>();
    private final Map<String, Playbook> playbooks = new HashMap<>();

    Catalogue() {
        read("cordon/playbooks", 2);
        read("cordon/forms", 1);
        for (var resource : resources) {
            if (resource.name().endsWith(".bpmn")) {
                var playbook = parse(resource.text());
                playbooks.put(playbook.id(), playbook);
            }
        }
    }

    public List<Resource> resources() {
        return List.copyOf(resources);
    }

    public List<Resource> decisions() {
        return resources.stream()
                .filter(resource -> resource.name().endsWith(".dmn"))
                .toList();
    }

    public List<Playbook> playbooks() {
        return playbooks.values().stream()
                .sorted((a, b) -> a.id().compareTo(b.id()))
                .toList();
    }

    public Optional<Playbook> playbook(String id) {
        return Optional.ofNullable(playbooks.get(id));
    }

    static Playbook parse(String bpmn) {
        BpmnModelInstance model =
                Bpmn.readModelFromStream(new ByteArrayInputStream(bpmn.getBytes(StandardCharsets.UTF_8)));
        var process = model.getModelElementsByType(io.camunda.zeebe.model.bpmn.instance.Process.class)
                .iterator()
                .next();
        var names = new HashMap<String, String>();
        for (var node : model.getModelElementsByType(FlowNode.class)) {
            if (node.getName() != null && !node.getName().isBlank()) {
                names.put(node.getId(), node.getName().strip().replaceAll("\\s+", " "));
            }
        }
        var lookups = model.getModelElementsByType(ZeebeTaskDefinition.class).stream()
                .filter(task -> looksOnly(task.getType()))
                .map(task -> ((FlowNode) task.getParentElement().getParentElement()).getId())
                .collect(Collectors.toSet());
        var effects = model.getModelElementsByType(ZeebeTaskDefinition.class).stream()
                .flatMap(task -> jobType(task.getType()))
                .map(JobType::effect)
                .collect(Collectors.toSet());
        var documentation = process.getDocumentations().stream()
                .map(text -> text.getTextContent().strip())
                .findFirst()
                .orElse("");
        var title = process.getName() == null ? process.getId() : process.getName();
        return new Playbook(process.getId(), title, documentation, bpmn, Map.copyOf(names), lookups, effects);
    }

    private static boolean looksOnly(String jobType) {
        return jobType(jobType).anyMatch(JobType::finds);
    }

    private static Stream<JobType> jobType(String value) {
        return Stream.of(JobType.values()).filter(type -> type.value().equals(value));
    }

    private void read(String root, int depth) {
        try {
            ClassPathUtils.consumeAsPaths(Catalogue.class.getClassLoader(), root, path -> readAll(path, depth));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readAll(Path root, int depth) {
        try (var files = Files.walk(root, depth)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                resources.add(new Resource(deployedName(file), Files.readString(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Every playbook's file is called `playbook.bpmn`; deployed, it carries its folder's name.
    private static String deployedName(Path file) {
        var name = String.valueOf(file.getFileName());
        var folder = file.getParent();
        return name.equals("playbook.bpmn") && folder != null ? folder.getFileName() + ".bpmn" : name;
    }
}
