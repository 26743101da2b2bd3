package dev.cordon.lab.distribution;

import dev.cordon.lab.setting.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/// PostgreSQL for this machine, out of the jar on the class path.
public final class PostgresBinaries {
    private PostgresBinaries() {}

    public static Path unpacked(Cache cache, Consumer<String> progress) throws IOException, InterruptedException {
        String sha256;
        try (var content = open()) {
            sha256 = Download.sha256(content);
        }
        return cache.folder("postgresql-" + sha256.substring(0, 12), folder -> {
            progress.accept("Unpacking PostgreSQL");
            try (var content = open()) {
                Archive.unpack(content, 0, folder);
            }
        });
    }

    private static InputStream open() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        var processor = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        var name = "/postgres-" + system + "-" + processor + ".txz";
        var content = PostgresBinaries.class.getResourceAsStream(name);
        if (content == null) {
            throw new Problem(
                    "There is no PostgreSQL for this machine on the class path (%s). Rebuild on it: ./mvnw package -pl engine/lab -am"
                            .formatted(name));
        }
        return content;
    }
}
