package dev.cordon.connectors.capability;

import dev.cordon.contract.Target;

/// Makes an account's present password worthless. The new one is random and nobody knows it, or the account must choose
/// one at its next sign-in.
public non-sealed interface CredentialReset extends Capability {

    /// `CONTAINED` once the password was changed after the first look of this action, `FREE` before.
    Effect resetting(Target.Account account);
}
