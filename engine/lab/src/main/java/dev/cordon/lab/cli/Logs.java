package dev.cordon.lab.cli;

import dev.cordon.lab.PartName;
import dev.cordon.lab.setting.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "logs", mixinStandardHelpOptions = true, description = "Show the log of one part.")
final class Logs implements Callable<Integer> {
    @Mixin
    private final DataOption data = new DataOption();

    @Parameters(
            paramLabel = "PART",
            description =
                    "One of postgresql, camunda, keycloak, range, server, connectors, up (what ./cordon up -d said).")
    private String part = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            defaultValue = "200",
            description = "How many lines to begin with (default: ${DEFAULT-VALUE}).")
    private int lines;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var known = Stream.concat(Arrays.stream(PartName.values()).map(PartName::toString), Stream.of("up"))
                .toList();
        if (!known.contains(part)) {
            throw new Problem("There is no part '%s'. There are: %s".formatted(part, String.join(", ", known)));
        }
        var log = data.folder().log(part);
        if (!Files.exists(log)) {
            throw new Problem(log + " is not there: " + part + " was never started.");
        }
        var tail = List.of("tail", "-n", Integer.toString(lines), follow ? "-F" : "-q", log.toString());
        return new ProcessBuilder(tail).inheritIO().start().waitFor();
    }
}
