package dev.cordon.connectors.vendor.sentinelone;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.ProcessKill;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Ends one process by the tenant's own script, which gets its number and its program. The console's own ways end
/// whole story lines, or everything of the same name.
final class ScriptKill implements ProcessKill {
    private static final int SECONDS = 300;
    // it becomes part of a command line
    private static final Pattern IMAGE = Pattern.compile("[0-9A-Za-z_][0-9A-Za-z._-]{0,127}");

    private final Console console;
    private final Tasks tasks;
    private final String script;
    private final String input;

    ScriptKill(Console console, String script, String input) {
        this.console = console;
        this.tasks = new Tasks(console);
        this.script = script;
        this.input = input;
    }

    @Override
    public Effect killing(Target.HostProcess process) {
        return new Kill(process);
    }

    private String input(Target.HostProcess process) {
        var image = process.program();
        if (!IMAGE.matcher(image).matches()) {
            throw new VendorException.Refused(
                    "image-needed", "without a plain program name the number may be another process by then");
        }
        return input.replace("{pid}", Long.toString(process.pid())).replace("{image}", image);
    }

    private final class Kill implements Effect {
        private final Target.HostProcess process;
        private @Nullable String receipt;
        private @Nullable String action;

        Kill(Target.HostProcess process) {
            this.process = process;
        }

        @Override
        public Look.State goal() {
            return Look.State.CONTAINED;
        }

        @Override
        public void resume(String earlier) {
            receipt = earlier.isEmpty() ? null : earlier;
        }

        @Override
        public Look.State look() {
            if (receipt != null) {
                return tasks.by(receipt, process.host()).map(Tasks.Task::state).orElse(Look.State.CONTAINING);
            }
            if (action != null) {
                return tasks.of(action, process.host()).map(Tasks.Task::state).orElse(Look.State.FREE);
            }
            console.agent(process.host()).here();
            return Look.State.FREE;
        }

        @Override
        public String ask(Ask ask) {
            var line = input(process);
            action = ask.actionId();
            receipt = tasks.run(process.host(), script, line, SECONDS, ask);
            return receipt;
        }
    }
}
