package dev.cordon.connectors.capability;

import dev.cordon.contract.Look;

/// A state of the outside world that we want to bring about. One object serves one claim.
public interface Effect {

    /// Where it shall end: `CONTAINED` or `FREE`.
    Look.State goal();

    /// Told once, before the first look, when an earlier holder of the claim has sent the request or may have.
    ///
    /// An effect that can neither be looked at nor repeated without the vendor's reference refuses its looks then.
    /// So it ends unverified, in front of a person.
    ///
    /// @param receipt what the vendor answered; empty when that was lost
    default void resume(String receipt) {}

    /// Reads, changes nothing.
    ///
    /// @throws VendorException when it cannot be seen
    Look.State look();

    /// Sends the change once and does not wait for it to show.
    ///
    /// @return the vendor's reference for the change
    /// @throws VendorException.Unavailable nobody knows whether it arrived
    /// @throws VendorException it was not done
    String ask(Ask ask);

    /// Takes back what was asked for and is still on its way, so that it does not happen days later. Asked for only
    /// where somebody wants it, and not repeated.
    ///
    /// @return false when the product has no way to do so; nothing was sent then
    /// @throws VendorException.Unavailable nobody knows whether it arrived
    /// @throws VendorException it was not taken back
    default boolean withdraw(Ask ask) {
        return false;
    }
}
