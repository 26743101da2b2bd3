package dev.cordon.lab;

import dev.cordon.lab.process.Running;
import dev.cordon.lab.setting.Folder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.function.Consumer;

/// A stack seen from outside, through its file: also one whose supervisor was killed and left its processes behind.
public final class Leftovers {
    private static final Duration SUPERVISOR_LIMIT = Duration.ofSeconds(60);

    private Leftovers() {}

    /// Ends the supervisor, which ends its parts in order, and then whatever is still there. False: there was nothing.
    public static boolean down(Folder folder, Consumer<String> tell) {
        var stack = StackFile.read(folder.stackFile());
        stack.map(StackFile::supervisor)
                .filter(Running::alive)
                .ifPresent(supervisor -> supervisor.stop(SUPERVISOR_LIMIT));
        stopParts(folder, tell);
        return stack.isPresent();
    }

    /// What the file names as running and nobody watches any more.
    static void stopParts(Folder folder, Consumer<String> tell) {
        var stack = StackFile.read(folder.stackFile());
        if (stack.isEmpty()) {
            return;
        }
        Shutdown.stop(stack.get().processes(), tell);
        try {
            if (stack.get().processes().stream().noneMatch(Running::alive)) {
                Files.deleteIfExists(folder.stackFile());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
