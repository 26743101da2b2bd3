package dev.cordon.connectors.vendor.cortex;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.ProcessKill;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.Map;
import java.util.regex.Pattern;

/// Ends one process by the tenant's own script, which gets its number and its program; Cortex's own ends everything of
/// the same name.
final class ScriptKill implements ProcessKill {
    private static final int SECONDS = 300;
    private static final Pattern IMAGE = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N} ._()-]{0,127}");

    private final Xdr xdr;
    private final Scripts scripts;
    private final String script;

    ScriptKill(Xdr xdr, String script) {
        this.xdr = xdr;
        this.scripts = new Scripts(xdr);
        this.script = script;
    }

    @Override
    public Effect killing(Target.HostProcess process) {
        return new Kill(process);
    }

    private static String image(Target.HostProcess process) {
        var image = process.program();
        if (!IMAGE.matcher(image).matches()) {
            throw new VendorException.Refused(
                    "image-needed", "without a plain program name the number may be another process by then");
        }
        return image;
    }

    private final class Kill implements Effect {
        private final Target.HostProcess process;
        private String receipt = "";

        Kill(Target.HostProcess process) {
            this.process = process;
        }

        @Override
        public Look.State goal() {
            return Look.State.CONTAINED;
        }

        @Override
        public void resume(String earlier) {
            receipt = earlier;
        }

        @Override
        public Look.State look() {
            if (GroupAction.names(receipt)) {
                return GroupAction.ofScript(xdr, receipt).done() ? Look.State.CONTAINED : Look.State.CONTAINING;
            }
            xdr.endpoint(process.host()).here();
            return Look.State.FREE;
        }

        @Override
        public String ask(Ask ask) {
            Map<String, Object> parameters = Map.of("pid", process.pid(), "image", image(process));
            receipt = scripts.run(process.host(), script, parameters, SECONDS, ask);
            return receipt;
        }
    }
}
