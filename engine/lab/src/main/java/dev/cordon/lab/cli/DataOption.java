package dev.cordon.lab.cli;

import dev.cordon.lab.StackFile;
import dev.cordon.lab.setting.Folder;
import dev.cordon.lab.setting.Problem;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// Which stack is meant.
final class DataOption {
    @Option(
            names = "--data",
            defaultValue = "${env:CORDON_DATA:-.cordon}",
            paramLabel = "FOLDER",
            description = "Where the stack's data lives (default: ${DEFAULT-VALUE}).")
    Path data = Path.of(".cordon");

    Folder folder() {
        return new Folder(data);
    }

    StackFile running() {
        return StackFile.read(folder().stackFile())
                .orElseThrow(() ->
                        new Problem("No stack is up in %s. Start it with ./cordon up".formatted(folder().root())));
    }
}
