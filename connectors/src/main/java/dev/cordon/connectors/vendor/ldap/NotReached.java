package dev.cordon.connectors.vendor.ldap;

import dev.cordon.connectors.capability.VendorException;

/// A server could not be talked to at all, so another one may be tried, even for a change.
final class NotReached extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final VendorException.Unavailable why;

    NotReached(VendorException.Unavailable why) {
        super(why.why(), null, false, false);
        this.why = why;
    }

    VendorException.Unavailable why() {
        return why;
    }
}
