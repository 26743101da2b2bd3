package dev.cordon.connectors.capability;

import dev.cordon.contract.Target;

/// Copies volatile data out of a host, in the order of volatility (RFC 3227). Changes nothing that matters and may be
/// repeated.
public non-sealed interface ForensicCollection extends Capability {

    Acquisition collecting(Target.Host host);
}
