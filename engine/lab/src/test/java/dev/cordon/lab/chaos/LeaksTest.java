package dev.cordon.lab.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaksTest {
    private final Leaks leaks = new Leaks(Map.of("worker", "kL3v-Qx81_ab", "owner", "zzTop-0042-x"));

    @TempDir
    Path temp = Path.of("");

    @Test
    void finds_a_secret_in_a_text_and_does_not_tell_it() {
        assertThat(leaks.in("a timeline", "{\"why\":\"bad password kL3v-Qx81_ab\"}"))
                .containsExactly("a timeline holds the secret worker");
        assertThat(leaks.in("a timeline", "kL3v-Qx81_a, almost")).isEmpty();
        assertThat(leaks.in("a timeline", "")).isEmpty();
    }

    @Test
    void finds_a_secret_anywhere_in_a_big_file_that_is_no_text() throws IOException {
        var size = (1 << 20) + 500;
        for (var at : new int[] {0, (1 << 20) - 5, (1 << 20) - 12, size - 12}) {
            var bytes = new byte[size];
            System.arraycopy("zzTop-0042-x".getBytes(java.nio.charset.StandardCharsets.UTF_8), 0, bytes, at, 12);
            Files.createDirectories(temp.resolve("deep"));
            Files.write(temp.resolve("deep/segment.log"), bytes);

            assertThat(leaks.below(temp)).as("at " + at).containsExactly("segment.log holds the secret owner");
        }
    }

    @Test
    void finds_nothing_where_there_is_nothing() throws IOException {
        Files.writeString(temp.resolve("server.log"), "zzTop-0041-x ".repeat(200_000));

        assertThat(leaks.below(temp)).isEmpty();
        assertThat(leaks.below(temp.resolve("missing"))).isEmpty();
    }
}
