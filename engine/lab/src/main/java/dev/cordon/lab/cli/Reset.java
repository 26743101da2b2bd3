package dev.cordon.lab.cli;

import dev.cordon.lab.setting.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "reset",
        mixinStandardHelpOptions = true,
        description = "Delete all data of the local stack: incidents, evidence, accounts, secrets.")
final class Reset implements Callable<Integer> {
    @Mixin
    private final DataOption data = new DataOption();

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Override
    public Integer call() throws IOException {
        var folder = data.folder();
        if (!Files.exists(folder.root())) {
            Terminal.say("There is nothing in " + folder.root());
            return 0;
        }
        if (!Files.exists(folder.of("lock"))) {
            throw new Problem(folder.root() + " is not the folder of a stack. Nothing was deleted.");
        }
        if (!yes && !Question.yes("Delete everything in " + folder.root() + "?")) {
            Terminal.say("Nothing was deleted.");
            return 1;
        }
        folder.deleteUnlessInUse();
        Terminal.say("Deleted. The next ./cordon up starts afresh.");
        return 0;
    }
}
