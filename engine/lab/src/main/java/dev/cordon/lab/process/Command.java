package dev.cordon.lab.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A command line. Secrets go into the environment, never into the arguments, which every user of the machine can read.
public record Command(List<String> arguments, Map<String, String> environment, Path directory) {
    public Command {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }
}
