package dev.cordon.lab.program;

import dev.cordon.lab.setting.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// PostgreSQL refuses to run as root. Inside a user namespace without a mapping root is nobody in particular, yet its
/// files stay its own; where the kernel forbids that, another user of the machine has to run it and own its data.
record Unprivileged(List<String> prefix, Optional<String> owner) {

    static Unprivileged forRunning(Path postgres) throws IOException, InterruptedException {
        if (!System.getProperty("user.name").equals("root")) {
            return new Unprivileged(List.of(), Optional.empty());
        }
        var namespace = new Unprivileged(List.of("unshare", "-U"), Optional.empty());
        if (namespace.runs(postgres)) {
            return namespace;
        }
        for (var user : List.of("postgres", "nobody")) {
            var other = new Unprivileged(
                    List.of("setpriv", "--reuid=" + user, "--clear-groups", "--no-new-privs"), Optional.of(user));
            if (other.runs(postgres)) {
                return other;
            }
        }
        throw new Problem(
                "PostgreSQL refuses to run as root, and here neither `unshare -U` nor `setpriv --reuid=nobody` can run %s. Start as an ordinary user, or put CORDON_CACHE and CORDON_DATA where every user may read."
                        .formatted(postgres));
    }

    List<String> line(String... arguments) {
        var line = new ArrayList<>(prefix);
        line.addAll(List.of(arguments));
        return line;
    }

    /// A folder the one who runs PostgreSQL may write.
    void own(Path folder) throws IOException {
        if (owner.isPresent()) {
            var user = folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner.get());
            Files.setOwner(folder, user);
        }
    }

    private boolean runs(Path postgres) throws InterruptedException {
        try {
            var process = new ProcessBuilder(line(postgres.toString(), "--version"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
