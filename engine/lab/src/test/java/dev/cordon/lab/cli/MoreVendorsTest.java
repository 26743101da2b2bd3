package dev.cordon.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.lab.StackFile;
import dev.cordon.lab.process.Running;
import dev.cordon.lab.setting.Folder;
import dev.cordon.lab.setting.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MoreVendorsTest {
    @TempDir
    Path temp = Path.of("");

    private final List<Process> started = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private Folder folder;

    @BeforeEach
    void make() {
        folder = new Folder(temp.resolve("stack"));
        folder.create();
    }

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void a_stack_that_has_them_is_left_alone() throws Exception {
        var connectors = sleeper();

        more().require(stack(List.of("crowdstrike", "keycloak"), connectors), List.of("keycloak", "crowdstrike"));

        assertThat(connectors.isAlive()).isTrue();
        assertThat(told).isEmpty();
    }

    @Test
    void one_without_connectors_cannot_learn_and_the_command_is_named() throws IOException {
        var stack = stack(List.of("crowdstrike", "keycloak"));

        assertThatThrownBy(() -> more().require(stack, List.of("defender", "okta")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("./cordon up --vendors defender,okta");
        assertThat(folder.vendors().names()).containsExactly("crowdstrike", "keycloak");
    }

    @Test
    void the_connectors_are_ended_and_waited_for_until_the_supervisor_has_new_ones() throws Exception {
        var before = sleeper();
        var stack = stack(List.of("crowdstrike", "keycloak"), before);
        stack.write(folder.stackFile());
        var supervisor = CompletableFuture.runAsync(() -> {
            before.onExit().join();
            stack(folder.vendors().names(), sleeper()).write(folder.stackFile());
        });

        more().require(stack, List.of("crowdstrike", "okta"));

        supervisor.join();
        assertThat(before.isAlive()).isFalse();
        assertThat(StackFile.read(folder.stackFile()).orElseThrow().vendors())
                .containsExactly("crowdstrike", "keycloak", "okta");
        assertThat(told).hasSize(1).first().asString().contains("okta").doesNotContain("crowdstrike");
    }

    private MoreVendors more() {
        return new MoreVendors(folder, told::add);
    }

    private Process sleeper() {
        try {
            var process = new ProcessBuilder("sleep", "600").start();
            started.add(process);
            return process;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private StackFile stack(List<String> vendors, Process... connectors) {
        return new StackFile(
                "",
                "",
                new StackFile.Camunda("", "", ""),
                "",
                new StackFile.Oidc("", ""),
                "",
                vendors,
                List.of(),
                List.of(),
                new StackFile.Company("", "", List.of()),
                true,
                Running.of("supervisor", ProcessHandle.current(), temp, "TERM"),
                java.util.stream.Stream.of(connectors)
                        .map(process -> Running.of("connectors", process.toHandle(), temp, "TERM"))
                        .toList());
    }
}
