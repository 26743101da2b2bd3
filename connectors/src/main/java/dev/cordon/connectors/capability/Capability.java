package dev.cordon.connectors.capability;

/// Something one vendor can be asked to do.
public interface Capability {

    /// The name targets carry: `crowdstrike`, `keycloak`, ...
    String vendor();

    /// Whether this installation has an address and credentials for it.
    boolean configured();
}
