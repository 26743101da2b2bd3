package dev.cordon.connectors.capability;

import java.util.List;

/// A vendor's product, as one package knows it. Every bean of this type is found; there is no other list of them.
public interface Product {

    /// `crowdstrike`, `defender`, ...: as in `CORDON_VENDOR_CROWDSTRIKE_URL` and in the documentation.
    String name();

    /// Its tenants that have settings; none is an ordinary answer. Asked for once, dials nobody.
    List<Connector> connectors();
}
