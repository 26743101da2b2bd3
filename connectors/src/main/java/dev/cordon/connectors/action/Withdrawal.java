package dev.cordon.connectors.action;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.VendorException;

/// What came of taking back what was still on its way.
///
/// @param stands nothing was taken back, so that seeing it in effect is seeing it done; otherwise what a look
/// shows just afterwards may not stay so
record Withdrawal(String said, boolean stands) {

    static Withdrawal of(Effect effect, Ask ask) {
        try {
            return effect.withdraw(ask)
                    ? new Withdrawal("withdrawn", false)
                    : new Withdrawal("under way, and the product cannot take it back", true);
        } catch (VendorException.Unavailable e) {
            return new Withdrawal("its withdrawal had no answer", false);
        } catch (VendorException e) {
            return new Withdrawal("its withdrawal was turned away: " + e.why(), true);
        }
    }

    /// With how it was found right after.
    String said(Seen seen) {
        return switch (seen) {
            case SO -> said + "; in effect when looked at";
            case NOT_SO -> said + "; not in effect when looked at";
            case COMING, GOING -> said;
        };
    }
}
