package dev.cordon.connectors.vendor.cortex;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.contract.Target;
import java.util.Map;

/// Runs one of the tenant's own scripts on one endpoint. A run carries nothing of ours by which it could be found
/// again; so the scripts must bear being run twice.
final class Scripts {
    private final Xdr xdr;

    Scripts(Xdr xdr) {
        this.xdr = xdr;
    }

    /// @return the receipt
    String run(Target.Host host, String script, Map<String, Object> parameters, int seconds, Ask ask) {
        return xdr.write(
                        "scripts/run_script",
                        Map.of(
                                "script_uid", script,
                                "timeout", seconds,
                                "parameters_values", parameters,
                                "filters", Xdr.only(host)),
                        ask)
                .begun();
    }
}
