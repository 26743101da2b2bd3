package dev.cordon.lab.setting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Whether the machine has room for the stack, before half of it is up.
public final class Memory {
    private static final long NEEDED_MIB = 2500;

    private Memory() {}

    public static void requireEnough(Map<String, String> environment) {
        var needed = Long.parseLong(environment.getOrDefault("CORDON_MEMORY_MIB", Long.toString(NEEDED_MIB)));
        requireEnough(Path.of("/proc/meminfo"), needed);
    }

    static void requireEnough(Path meminfo, long neededMib) {
        try {
            if (!Files.exists(meminfo)) {
                return;
            }
            for (var line : Files.readAllLines(meminfo)) {
                if (line.startsWith("MemAvailable:")) {
                    var available = Long.parseLong(line.replaceAll("\\D", "")) / 1024;
                    if (available < neededMib) {
                        throw new Problem(
                                "The stack needs about %d MiB of memory and only %d MiB are available. Stop other programs, or lower the limit: CORDON_MEMORY_MIB=%d ./cordon up"
                                        .formatted(neededMib, available, available));
                    }
                }
            }
        } catch (IOException e) {
            throw new Problem("Cannot read " + meminfo, e);
        }
    }
}
