package dev.cordon.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.lab.setting.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackFileTest {
    @TempDir
    Path temp = Path.of("");

    @Test
    void only_its_owner_reads_it() throws IOException {
        contents().write(temp.resolve("stack.json"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve("stack.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void says_again_what_was_written() {
        var contents = contents();
        contents.write(temp.resolve("stack.json"));

        assertThat(StackFile.read(temp.resolve("stack.json"))).contains(contents);
        assertThat(StackFile.read(temp.resolve("other.json"))).isEmpty();
    }

    @Test
    void keeps_the_names_other_programs_rely_on() throws IOException {
        contents().write(temp.resolve("stack.json"));

        assertThat(Files.readString(temp.resolve("stack.json")))
                .contains(
                        "\"server\"",
                        "\"console\"",
                        "\"grpc\"",
                        "\"rest\"",
                        "\"management\"",
                        "\"database\"",
                        "\"issuer\"",
                        "\"clientId\"",
                        "\"range\"",
                        "\"vendors\"",
                        "\"accounts\"",
                        "\"sources\"",
                        "\"processes\"");
    }

    private StackFile contents() {
        return StackContents.of(
                new Stack(temp, Ports.free(), EnumSet.noneOf(PartName.class), text -> {}), true, List.of());
    }
}
