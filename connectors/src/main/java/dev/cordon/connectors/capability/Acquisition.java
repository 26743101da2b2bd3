package dev.cordon.connectors.capability;

import java.io.IOException;
import java.io.OutputStream;

/// One copy that a vendor makes of something on a host. It may take minutes; the host may be offline. One object serves
/// one claim.
public interface Acquisition {

    /// Asks the vendor to make it; empty where it is made while it is read.
    ///
    /// @return the vendor's reference, handed to whoever continues after an interruption
    /// @throws VendorException.Unavailable nobody knows whether it arrived; it may be asked again
    default String request(Ask ask) {
        return "";
    }

    /// Whether it can be read now.
    ///
    /// @param ticket what [#request] answered, perhaps to a claim before this one
    /// @throws VendorException.Refused it failed and would fail again
    default boolean ready(String ticket) {
        return true;
    }

    /// Writes its bytes, however many, in constant memory.
    ///
    /// @throws IOException from `out` only
    Artifact copy(String ticket, Ask ask, OutputStream out) throws IOException;
}
