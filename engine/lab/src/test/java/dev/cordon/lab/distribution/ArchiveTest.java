package dev.cordon.lab.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
    @TempDir
    Path temp = Path.of("");

    @Test
    void unpacks_without_the_first_folder_and_keeps_what_is_executable() throws IOException {
        Archive.unpack(tar(file("broker-1.0/bin/broker", 0755), file("broker-1.0/README", 0644)), 1, temp);

        assertThat(temp.resolve("bin/broker")).isExecutable().hasContent("text");
        assertThat(Files.isExecutable(temp.resolve("README"))).isFalse();
    }

    @Test
    void a_name_that_leads_out_of_the_folder_is_refused() {
        assertThatThrownBy(() -> Archive.unpack(tar(file("a/../../evil", 0644)), 0, temp.resolve("in")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("outside");
        assertThat(temp.resolve("evil")).doesNotExist();
    }

    @Test
    void a_link_that_leads_out_of_the_folder_is_refused() {
        var link = new TarArchiveEntry("a/link", TarConstants.LF_SYMLINK);
        link.setLinkName("../../../etc/passwd");

        assertThatThrownBy(() -> Archive.unpack(tar(link), 0, temp))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("outside");
    }

    @Test
    void an_unfinished_folder_of_the_cache_is_filled_again() throws Exception {
        var cache = new Cache(temp);
        assertThatThrownBy(() -> cache.folder("broker", folder -> {
                    Files.writeString(folder.resolve("half"), "");
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");

        var folder = cache.folder("broker", draft -> Files.writeString(draft.resolve("whole"), ""));

        assertThat(folder.resolve("whole")).exists();
        assertThat(folder.resolve("half")).doesNotExist();
    }

    private static TarArchiveEntry file(String name, int mode) {
        var entry = new TarArchiveEntry(name, true);
        entry.setMode(mode);
        entry.setSize(4);
        return entry;
    }

    private static ByteArrayInputStream tar(TarArchiveEntry... entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (var entry : entries) {
                tar.putArchiveEntry(entry);
                if (entry.getSize() > 0) {
                    tar.write("text".getBytes(UTF_8));
                }
                tar.closeArchiveEntry();
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
