package dev.cordon.lab.cli;

import dev.cordon.lab.PartName;
import dev.cordon.lab.StackFile;
import dev.cordon.lab.setting.Folder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// The same `up`, in a process of its own that outlives the terminal; what it says is shown until the stack is ready.
final class Detached {
    private final Folder folder;

    Detached(Folder folder) {
        this.folder = folder;
    }

    int start(Set<PartName> parts, List<String> vendors) throws IOException, InterruptedException {
        folder.create();
        var log = folder.log("up");
        Files.deleteIfExists(log);
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Cordon.class.getName(),
                "up",
                "--without-accounts",
                "--data",
                folder.root().toString(),
                "--only",
                String.join(",", parts.stream().map(PartName::toString).toList()),
                "--vendors",
                String.join(",", vendors)));
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            line.addFirst("/usr/bin/setsid");
        }
        var process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        var shown = 0L;
        while (true) {
            var ended = !process.isAlive();
            var ready = ready(process.pid());
            shown = show(log, shown);
            if (ended) {
                return 1;
            }
            if (ready) {
                StackFile.read(folder.stackFile()).ifPresent(Terminal::summary);
                return 0;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private boolean ready(long pid) {
        return StackFile.read(folder.stackFile())
                .filter(stack -> stack.ready() && stack.supervisor().pid() == pid)
                .isPresent();
    }

    private static long show(Path log, long from) throws IOException {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(from);
            var bytes = new byte[(int) (file.length() - from)];
            file.readFully(bytes);
            System.out.print(new String(bytes, StandardCharsets.UTF_8));
            System.out.flush();
            return from + bytes.length;
        }
    }
}
