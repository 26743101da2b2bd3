package dev.cordon.connectors.capability;

import dev.cordon.contract.Target;

/// By host name, fully qualified name, own address, or the vendor's id.
public non-sealed interface HostLookup extends Lookup<Target.Host>, Capability {}
