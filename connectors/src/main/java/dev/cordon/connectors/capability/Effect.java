package dev.cordon.connectors.capability;

import dev.cordon.contract.Look;

/// A state of the outside world that we want to bring about. One object serves one claim.
public interface Effect {

    /// Where it shall end: `CONTAINED` or `FREE`.
    Look.State goal();

    /// What an earlier holder of the claim got for its request; told once, before the first look.
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
}
