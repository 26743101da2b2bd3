package dev.cordon.lab.cli;

import dev.cordon.lab.PartName;
import dev.cordon.lab.StackFile;
import dev.cordon.lab.process.Running;
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
        for (var name : PartName.values()) {
            complete &= show(stack.get(), name);
        }
        if (!stack.get().supervisor().alive()) {
            Terminal.say("The process that watched over them is gone: ./cordon down stops what is left.");
            complete = false;
        }
        Terminal.summary(stack.get());
        return complete ? 0 : 3;
    }

    private static boolean show(StackFile stack, PartName name) {
        var process = stack.processes().stream()
                .filter(p -> p.name().equals(name.toString()))
                .findFirst();
        var alive = process.map(Running::alive).orElse(false);
        Terminal.say("%-12s %-6s %s"
                .formatted(
                        name,
                        alive ? "up" : "DOWN",
                        process.map(p -> "pid %-8d %s".formatted(p.pid(), p.log()))
                                .orElse("")));
        return alive;
    }
}
