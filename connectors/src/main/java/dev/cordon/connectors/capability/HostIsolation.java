package dev.cordon.connectors.capability;

import dev.cordon.contract.Target;

/// Cuts a host off from everything but its vendor's cloud, and connects it again.
public non-sealed interface HostIsolation extends Containment<Target.Host>, Capability {}
