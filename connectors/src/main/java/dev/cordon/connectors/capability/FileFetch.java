package dev.cordon.connectors.capability;

import dev.cordon.contract.Target;

/// Copies one file out of a host.
public non-sealed interface FileFetch extends Capability {

    Acquisition fetching(Target.HostFile file);
}
