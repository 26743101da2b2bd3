package dev.cordon.lab.cli;

import dev.cordon.lab.setting.Problem;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// What `./cordon` understands beside building and testing, which the script itself does.
@Command(
        name = "./cordon",
        description = "Runs Cordon and everything it needs on this machine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {Up.class, Down.class, Status.class, Logs.class, Reset.class, Demo.class, Bench.class, Chaos.class
        },
        footer = {
            "  test    Run everything CI runs.",
            "",
            "Data lives in .cordon (another folder: CORDON_DATA). Ports and limits: docs/reference/configuration.md"
        })
public final class Cordon {
    private Cordon() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return new CommandLine(new Cordon())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    if (failure instanceof Problem) {
                        line.getErr().println("cordon: " + failure.getMessage());
                        return 1;
                    }
                    throw failure;
                })
                .execute(arguments);
    }
}
