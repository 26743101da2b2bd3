package dev.cordon.connectors.capability;

import dev.cordon.contract.Target;

/// Takes one file out of use on one host.
public non-sealed interface FileQuarantine extends Capability {

    /// `CONTAINED` when the vendor says that the file is put away, `FREE` otherwise.
    Effect quarantining(Target.HostFile file);
}
