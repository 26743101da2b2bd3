package dev.cordon.connectors.http;

import java.util.Optional;

/// What the health page says about a vendor, without asking the vendor.
public interface VendorStatus {
    String vendor();

    boolean configured();

    /// What went wrong last, until something goes well.
    Optional<String> problem();
}
