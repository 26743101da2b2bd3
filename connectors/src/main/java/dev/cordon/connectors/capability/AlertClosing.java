package dev.cordon.connectors.capability;

import dev.cordon.contract.Target;

/// Closes an alert where it came from, and says there what it turned out to be.
public non-sealed interface AlertClosing extends Capability {

    /// `CONTAINED` when the product says that it is closed, whoever closed it; `FREE` otherwise.
    Effect closing(Target.SourceAlert alert, Closing closing);
}
