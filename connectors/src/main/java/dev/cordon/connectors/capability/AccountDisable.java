package dev.cordon.connectors.capability;

import dev.cordon.contract.Target;

/// Refuses an account's sign-in, and allows it again. Ends no session.
public non-sealed interface AccountDisable extends Containment<Target.Account>, Capability {}
