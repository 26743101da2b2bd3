package dev.cordon.engine.evidence.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.engine.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final long LARGEST = 1024;

    @TempDir
    Path directory;

    @Test
    void a_body_is_hashed_and_read_back_in_parts() throws IOException {
        try (var file = spool().receive(body("abcdef"))) {
            assertThat(file.size()).isEqualTo(6);
            assertThat(file.sha256()).isEqualTo("bef57ec7f53a6d40beb640a780a639c83bc29ac8a9816f1fc6c5c6dcd93c4721");
            assertThat(file.part(1, 3).readAllBytes()).isEqualTo("bcd".getBytes(UTF_8));
            assertThat(file.part(4, 2).readAllBytes()).isEqualTo("ef".getBytes(UTF_8));
        }
        assertThat(incoming()).isEmpty();
    }

    @Test
    void a_body_that_is_too_long_leaves_nothing() throws IOException {
        var spool = spool();

        assertThatThrownBy(() -> spool.receive(body("x".repeat(1025))))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(413));
        assertThat(incoming()).isEmpty();
    }

    @Test
    void a_body_that_breaks_off_leaves_nothing() throws IOException {
        var spool = spool();
        var closed = InputStream.nullInputStream();
        closed.close();

        assertThatThrownBy(() -> spool.receive(new SequenceInputStream(body("half"), closed)))
                .isInstanceOf(IOException.class);
        assertThat(incoming()).isEmpty();
    }

    @Test
    void a_disk_that_is_nearly_full_takes_nothing() throws IOException {
        var spool = new Spool(directory, LARGEST, Long.MAX_VALUE);

        assertThatThrownBy(() -> spool.receive(body("abc"))).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.slug()).isEqualTo("evidence-not-kept");
            assertThat(problem.retryAfter()).isPresent();
        });
        assertThat(incoming()).isEmpty();
    }

    @Test
    void what_a_dead_server_left_is_removed_and_what_is_being_received_stays() throws IOException {
        try (var held = spool().receive(body("still at it"))) {
            Files.writeString(directory.resolve("incoming").resolve("left"), "half of a dump");

            spool();

            assertThat(incoming()).containsExactly(held.path());
        }
    }

    private Spool spool() {
        return new Spool(directory, LARGEST, 0);
    }

    private List<Path> incoming() throws IOException {
        try (var files = Files.list(directory.resolve("incoming"))) {
            return files.toList();
        }
    }

    private static InputStream body(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
