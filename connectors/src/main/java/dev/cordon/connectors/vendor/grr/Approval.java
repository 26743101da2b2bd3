package dev.cordon.connectors.vendor.grr;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.VendorException;
import java.util.function.Supplier;

/// A second person's yes, which GRR may want for every host. Until it is there the collection waits.
final class Approval {
    private Approval() {}

    static String wanted(Flows flows, Ask ask, Supplier<String> start) {
        try {
            return start.get();
        } catch (VendorException.Unavailable e) {
            if (e.why().equals(Grr.WANTS_APPROVAL)) {
                flows.askForApproval(ask);
            }
            throw e;
        }
    }
}
