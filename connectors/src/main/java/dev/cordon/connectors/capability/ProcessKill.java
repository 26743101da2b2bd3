package dev.cordon.connectors.capability;

import dev.cordon.contract.Target;

/// Ends one process of one host.
public non-sealed interface ProcessKill extends Capability {

    /// `CONTAINED` when the process is known to be gone, `FREE` otherwise; a vendor that cannot list
    /// processes answers by what became of its own request.
    Effect killing(Target.HostProcess process);
}
