package dev.cordon.connectors.capability;

import dev.cordon.contract.Target;

/// Removes an account's second factors, so that those an intruder enrolled are worthless.
public non-sealed interface MfaReset extends Capability {

    /// `CONTAINED` when no factor is left, `FREE` otherwise.
    Effect resetting(Target.Account account);
}
