package dev.cordon.connectors.capability;

import dev.cordon.contract.Target;

/// By user name, mail address, or the vendor's id.
public interface AccountLookup extends Lookup<Target.Account> {}
