package dev.cordon.connectors.vendor.defender;

import static dev.cordon.connectors.vendor.defender.MachineAction.LIVE_RESPONSE;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.ProcessKill;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Ends one process by a script of the tenant's library, which gets its number and its program: Defender has no
/// call of its own for that. Its transcript says whether the process is gone.
final class DefenderKill implements ProcessKill {
    private static final Pattern SCRIPT = Pattern.compile("[0-9A-Za-z_][0-9A-Za-z ._-]{0,127}");
    // it becomes part of a command line
    private static final Pattern IMAGE = Pattern.compile("[0-9A-Za-z_][0-9A-Za-z._-]{0,127}");
    private static final String RECEIPT = "machine action ";

    private final MachineActions actions;
    private final Transcripts transcripts;
    private final String script;
    private final String input;

    DefenderKill(Defender defender, String script, String input) {
        this.actions = new MachineActions(defender);
        this.transcripts = new Transcripts(defender);
        this.script = script;
        this.input = input;
    }

    @Override
    public Effect killing(Target.HostProcess process) {
        return new Kill(process);
    }

    private Map<String, Object> body(Target.HostProcess process) {
        if (!SCRIPT.matcher(script).matches()) {
            throw new VendorException.Misconfigured("the settings name a script that cannot be one");
        }
        var image = process.program();
        if (!IMAGE.matcher(image).matches()) {
            throw new VendorException.Refused(
                    "image-needed", "without a plain program name the number may be another process by then");
        }
        var line = input.replace("{pid}", Long.toString(process.pid())).replace("{image}", image);
        return Map.of(
                "Commands",
                List.of(Map.of(
                        "type",
                        "RunScript",
                        "params",
                        List.of(Map.of("key", "ScriptName", "value", script), Map.of("key", "Args", "value", line)))));
    }

    private final class Kill implements Effect {
        private final Target.HostProcess process;
        private @Nullable String reference;
        /// Of a request that may not have been answered.
        private @Nullable String asked;

        Kill(Target.HostProcess process) {
            this.process = process;
        }

        @Override
        public Look.State goal() {
            return Look.State.CONTAINED;
        }

        @Override
        public void resume(String receipt) {
            if (receipt.startsWith(RECEIPT)) {
                reference = receipt.substring(RECEIPT.length());
            }
        }

        @Override
        public Look.State look() {
            if (reference != null) {
                return state(actions.read(reference));
            }
            return asked == null
                    ? Look.State.FREE
                    : actions.asked(process.host(), LIVE_RESPONSE, asked)
                            .map(this::state)
                            .orElse(Look.State.FREE);
        }

        private Look.State state(MachineAction action) {
            return switch (action.state()) {
                case UNDER_WAY -> Look.State.CONTAINING;
                case OVER -> Look.State.FREE;
                case SUCCEEDED -> {
                    if (action.anyStepFailed() || !transcripts.endedWell(action)) {
                        throw new VendorException.Refused(
                                "failed-on-host", "the script did not end it: it is still there, or is another one");
                    }
                    yield Look.State.CONTAINED;
                }
            };
        }

        @Override
        public String ask(Ask ask) {
            var body = body(process);
            asked = ask.actionId();
            reference = null;
            var action = actions.asked(process.host(), LIVE_RESPONSE, ask.actionId())
                    .orElseGet(() -> actions.ask(process.host(), "runliveresponse", LIVE_RESPONSE, body, ask));
            reference = action.reference();
            return RECEIPT + reference;
        }
    }
}
