package dev.cordon.lab.program;

import dev.cordon.lab.setting.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// What this project's own build made, found from the root of the checkout.
public record Built(Path root) {

    /// `CORDON_HOME`, or the nearest folder upwards that looks like the checkout.
    public static Built from(Map<String, String> environment) {
        var told = environment.get("CORDON_HOME");
        if (told != null) {
            return new Built(Path.of(told).toAbsolutePath().normalize());
        }
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("mvnw")) && Files.isDirectory(folder.resolve("engine"))) {
                return new Built(folder);
            }
        }
        throw new Problem("This is not a checkout of Cordon. Start `./cordon` there, or set CORDON_HOME.");
    }

    Path server() {
        return required(root.resolve("engine/server/target/quarkus-app/quarkus-run.jar"));
    }

    Path connectors() {
        return required(root.resolve("connectors/target/quarkus-app/quarkus-run.jar"));
    }

    public Path recorder() {
        var target = root.resolve("engine/recorder/target");
        if (Files.isDirectory(target)) {
            try (var jars = Files.newDirectoryStream(target, "cordon-recorder-*.jar")) {
                for (var jar : jars) {
                    return jar;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return required(target.resolve("cordon-recorder.jar"));
    }

    private static Path required(Path jar) {
        if (!Files.exists(jar)) {
            throw new Problem("%s is not built. Run ./mvnw package -DskipTests".formatted(jar));
        }
        return jar;
    }
}
