package dev.cordon.lab.program;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The Java that runs this program runs the others too, each in as little memory as it can do with.
final class Jvm {
    private Jvm() {}

    static String home() {
        return System.getProperty("java.home");
    }

    static List<String> java(int heapMib, int metaspaceMib, String... more) {
        var line = new ArrayList<String>();
        line.add(Path.of(home(), "bin", "java").toString());
        line.add("-Xmx%dm".formatted(heapMib));
        line.add("-XX:MaxMetaspaceSize=%dm".formatted(metaspaceMib));
        line.add("-XX:+UseSerialGC");
        line.add("-XX:+ExitOnOutOfMemoryError");
        if (Runtime.version().feature() >= 25) {
            line.add("-XX:+UseCompactObjectHeaders");
        }
        line.add("--enable-native-access=ALL-UNNAMED");
        line.addAll(List.of(more));
        return line;
    }
}
