package dev.cordon.lab.bench;

import dev.cordon.lab.process.Command;
import dev.cordon.lab.process.Probe;
import dev.cordon.lab.process.Program;
import dev.cordon.lab.setting.Port;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// [BareAdapter] in a process of its own, with the memory settings of Cordon's connectors.
record BareProgram(int port, String broker, String vendor, Path directory) implements Program {

    @Override
    public List<Port> ports() {
        return List.of();
    }

    @Override
    public void prepare(Consumer<String> progress) {}

    @Override
    public Command command() {
        return new Command(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx160m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BareAdapter.class.getName(),
                        Integer.toString(port),
                        broker,
                        vendor,
                        Long.toString(ProcessHandle.current().pid())),
                Map.of(),
                directory);
    }

    @Override
    public boolean ready() throws IOException, InterruptedException {
        return Probe.ok("http://127.0.0.1:%d/ready".formatted(port));
    }
}
