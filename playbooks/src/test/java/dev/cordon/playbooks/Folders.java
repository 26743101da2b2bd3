package dev.cordon.playbooks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Where playbooks, decisions and forms lie, seen from the module's folder, which is where Maven starts its tests.
final class Folders {
    static final Path FORMS = Path.of("../ui-forms/forms");
    static final Path SHARED = Path.of("shared");

    private Folders() {}

    static List<Path> playbooks() {
        return list(Path.of("."))
                .filter(folder -> Files.exists(folder.resolve("playbook.bpmn")))
                .map(Path::normalize)
                .toList();
    }

    static List<Path> scenarios(Path playbook) {
        return list(playbook.resolve("scenarios"))
                .filter(file -> file.toString().endsWith(".json"))
                .toList();
    }

    /// Everything a broker needs, in the order in which it may be deployed: decisions, forms, processes.
    static List<Path> deployable() {
        var decisions = Stream.concat(playbooks().stream(), Stream.of(SHARED))
                .flatMap(Folders::list)
                .filter(file -> file.toString().endsWith(".dmn"));
        var forms = list(FORMS).filter(file -> file.toString().endsWith(".form"));
        var processes = playbooks().stream().map(folder -> folder.resolve("playbook.bpmn"));
        return Stream.of(decisions, forms, processes).flatMap(files -> files).toList();
    }

    private static Stream<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (var files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
