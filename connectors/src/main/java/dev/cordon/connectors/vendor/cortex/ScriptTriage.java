package dev.cordon.connectors.vendor.cortex;

import dev.cordon.connectors.capability.Acquisition;
import dev.cordon.connectors.capability.Artifact;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.ForensicCollection;
import dev.cordon.contract.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/// Volatile data by the tenant's own script: what it collects, and in which order, stands there.
final class ScriptTriage implements ForensicCollection {
    private static final int SECONDS = 1800;

    private final Xdr xdr;
    private final Scripts scripts;
    private final Downloads downloads;
    private final String script;

    ScriptTriage(Xdr xdr, Downloads downloads, String script) {
        this.xdr = xdr;
        this.scripts = new Scripts(xdr);
        this.downloads = downloads;
        this.script = script;
    }

    @Override
    public Acquisition collecting(Target.Host host) {
        return new Acquisition() {
            @Override
            public String request(Ask ask) {
                xdr.endpoint(host).here();
                return scripts.run(host, script, Map.of(), SECONDS, ask);
            }

            @Override
            public boolean ready(String ticket) {
                return GroupAction.ofScript(xdr, ticket).done();
            }

            @Override
            public Artifact copy(String ticket, Ask ask, OutputStream out) throws IOException {
                // the link ends after some minutes, so it is asked for when it is needed
                var files = xdr.read(
                                "scripts/get_script_execution_results_files",
                                Map.of("action_id", GroupAction.id(ticket), "endpoint_id", Xdr.id(host)))
                        .content();
                downloads.copy(files.path("DATA").textValue(), out);
                return new Artifact("triage.zip", "application/zip", null, null, null, ticket);
            }
        };
    }
}
