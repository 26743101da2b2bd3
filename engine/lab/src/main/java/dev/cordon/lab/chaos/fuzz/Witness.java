package dev.cordon.lab.chaos.fuzz;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What is seen without asking the hooks.
public interface Witness {

    /// A stored alert.
    ///
    /// @param explained whether it says why it was rejected
    /// @param fresh whether it came since the run began
    record Row(UUID id, boolean accepted, Digest digest, boolean explained, boolean fresh) {}

    /// All of them: what was sent before may be answered as a repeat.
    List<Row> stored(Instant since) throws SQLException;

    byte[] raw(UUID id) throws SQLException;

    /// What the server's heap holds after a full collection, in MiB.
    double heapMib() throws IOException, InterruptedException;

    /// Errors and stack traces in the server's log, since the first asking.
    List<String> complaints() throws IOException;

    boolean ready() throws InterruptedException;
}
