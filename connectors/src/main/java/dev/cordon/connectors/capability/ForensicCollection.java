package dev.cordon.connectors.capability;

import dev.cordon.contract.Target;
import java.io.IOException;
import java.io.OutputStream;

/// Copies volatile data out of a host. Changes nothing that matters and may be repeated.
public interface ForensicCollection extends Capability {

    /// Writes one zip archive with a manifest. What could not be read is noted there.
    ///
    /// @throws IOException from `archive` only
    void collect(Target.Host host, Ask ask, OutputStream archive) throws IOException;
}
