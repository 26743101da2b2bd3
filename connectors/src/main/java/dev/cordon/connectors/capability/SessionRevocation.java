package dev.cordon.connectors.capability;

import dev.cordon.contract.Target;

/// Ends an account's sessions and long-lived tokens.
public non-sealed interface SessionRevocation extends Capability {

    /// `CONTAINED` when nothing is left to end, `FREE` otherwise.
    Effect revoking(Target.Account account);
}
