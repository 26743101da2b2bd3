package dev.cordon.lab.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.lab.setting.Port;
import dev.cordon.lab.setting.Ports;
import dev.cordon.lab.setting.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartTest {
    @TempDir
    Path temp = Path.of("");

    private final List<Part> parts = new ArrayList<>();

    @AfterEach
    void end() {
        parts.forEach(Part::kill);
    }

    @Test
    void one_that_dies_at_its_start_shows_the_end_of_its_log() {
        var part = part("echo first; seq 1 30; echo no such database; exit 7");
        part.launch();

        assertThatThrownBy(() -> part.awaitReady(Duration.ofSeconds(10)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("sleeper died at its start")
                .hasMessageContaining("no such database")
                .hasMessageNotContaining("first");
    }

    @Test
    void one_whose_log_tells_what_can_be_done_about_it_says_so_last() {
        var part = part("echo the tables are others; exit 1");
        part.launch();

        assertThatThrownBy(() -> part.awaitReady(Duration.ofSeconds(10)))
                .isInstanceOf(Problem.class)
                .hasMessageEndingWith("Begin anew");
    }

    @Test
    void a_kill_takes_its_children_along() throws Exception {
        var part = part("sleep 600 & wait");
        part.launch();
        var children = children(part.running().pid());

        part.kill();

        assertThat(part.alive()).isFalse();
        assertThat(children).isNotEmpty().noneMatch(Running::alive);
        assertThat(part.ended().get(10, TimeUnit.SECONDS)).isEqualTo(128 + 9);
    }

    @Test
    void one_that_ignores_the_signal_is_ended_by_force() {
        var part = part("trap '' TERM; while :; do sleep 1; done");
        part.launch();

        part.running().stop(Duration.ofMillis(500));

        assertThat(part.alive()).isFalse();
    }

    @Test
    void leads_a_session_of_its_own_so_that_ctrl_c_does_not_reach_it() throws Exception {
        var part = part("ps -o sid= -p $$; exec sleep 600");
        part.launch();

        while (part.tail(1).isBlank()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(part.tail(1).strip()).isEqualTo(Long.toString(part.running().pid()));
    }

    @Test
    void a_process_id_given_out_again_is_not_taken_for_the_old_process() {
        var part = part("exec sleep 600");
        part.launch();
        var earlier = new Running("sleeper", part.running().pid(), Instant.now().minusSeconds(3600), "", "TERM");

        earlier.kill();

        assertThat(earlier.alive()).isFalse();
        assertThat(part.alive()).isTrue();
    }

    private static List<Running> children(long pid) throws InterruptedException {
        var handle = ProcessHandle.of(pid).orElseThrow();
        var deadline = Instant.now().plusSeconds(10);
        while (handle.children().findAny().isEmpty() && Instant.now().isBefore(deadline)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return handle.children()
                .map(child -> Running.of("child", child, Path.of("/"), "TERM"))
                .toList();
    }

    private Part part(String script) {
        var part = new Part("sleeper", new Script(script), Ports.free(), temp.resolve("sleeper.log"));
        parts.add(part);
        return part;
    }

    private record Script(String text) implements Program {
        @Override
        public List<Port> ports() {
            return List.of(Port.RANGE);
        }

        @Override
        public void prepare(Consumer<String> progress) {}

        @Override
        public Command command() {
            return new Command(List.of("/bin/sh", "-c", text), Map.of(), Path.of("/"));
        }

        @Override
        public boolean ready() {
            return false;
        }

        @Override
        public Optional<String> remedy(String log) {
            return log.contains("the tables are others") ? Optional.of("Begin anew") : Optional.empty();
        }
    }
}
