package dev.cordon.lab.cli;

import dev.cordon.lab.StackFile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Show what runs. Status 0 when everything is up, 3 when something is not.")
final class Status implements Callable<Integer> {
    @Mixin
    private final DataOption data = new DataOption();

    @Override
    public Integer call() {
        var stack = StackFile.read(data.folder().stackFile());
        if (stack.isEmpty()) {
            Terminal.say("Nothing is up in " + data.folder().root());
            return 3;
        }
        var complete = stack.get().ready();
        for (var process : stack.get().processes()) {
            Terminal.say("%-12s %-6s pid %-8d %s"
                    .formatted(process.name(), process.alive() ? "up" : "DOWN", process.pid(), process.log()));
            complete &= process.alive();
        }
        if (!stack.get().supervisor().alive()) {
            Terminal.say("The process that watched over them is gone: ./cordon down stops what is left.");
            complete = false;
        }
        Terminal.summary(stack.get());
        return complete ? 0 : 3;
    }
}
