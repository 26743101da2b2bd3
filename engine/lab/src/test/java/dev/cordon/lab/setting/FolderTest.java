package dev.cordon.lab.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {
    @TempDir
    Path temp = Path.of("");

    @Test
    void one_folder_holds_one_stack() throws IOException {
        var folder = new Folder(temp.resolve("data"));
        try (var first = folder.lock()) {
            assertThat(first).isNotNull();
            assertThatThrownBy(folder::lock)
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("already up")
                    .hasMessageContaining("./cordon down");
        }
    }

    @Test
    void the_next_stack_may_have_it_when_the_first_is_gone() throws IOException {
        var folder = new Folder(temp.resolve("data"));
        folder.lock().close();

        folder.lock().close();
    }

    @Test
    void what_is_in_use_is_not_deleted() throws IOException {
        var folder = new Folder(temp.resolve("data"));
        try (var lock = folder.lock()) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(folder::deleteUnlessInUse).isInstanceOf(Problem.class);
        }
        assertThat(folder.root()).isDirectory();

        folder.deleteUnlessInUse();

        assertThat(folder.root()).doesNotExist();
    }

    @Test
    void secrets_stay_the_same_and_are_readable_by_their_owner_only() throws IOException {
        var folder = new Folder(temp.resolve("data"));
        folder.create();

        var first = folder.secrets().of("worker");

        assertThat(folder.secrets().of("worker")).isEqualTo(first);
        assertThat(folder.secrets().of("recorder")).isNotEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.of("secrets.json"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.root())))
                .isEqualTo("rwx------");
    }

    @Test
    void too_little_memory_is_said_before_anything_starts() throws IOException {
        var meminfo = Files.writeString(temp.resolve("meminfo"), "MemTotal: 8000000 kB\nMemAvailable:  1024000 kB\n");

        assertThatThrownBy(() -> Memory.requireEnough(meminfo, 2500))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("only 1000 MiB");
        Memory.requireEnough(meminfo, 900);
    }
}
