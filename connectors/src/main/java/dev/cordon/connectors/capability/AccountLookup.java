package dev.cordon.connectors.capability;

import dev.cordon.contract.Target;

/// By user name, mail address, the vendor's id, or what else the product knows an account by (UPN, SID).
public non-sealed interface AccountLookup extends Lookup<Target.Account>, Capability {}
