package dev.cordon.lab.cli;

import dev.cordon.lab.Leftovers;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "down", mixinStandardHelpOptions = true, description = "Stop the local stack. Its data stays.")
final class Down implements Callable<Integer> {
    @Mixin
    private final DataOption data = new DataOption();

    @Override
    public Integer call() {
        var stopped = Leftovers.down(data.folder(), Terminal::say);
        Terminal.say(
                stopped
                        ? "Everything is stopped. The data stays in "
                                + data.folder().root()
                        : "Nothing was up.");
        return 0;
    }
}
