package dev.cordon.connectors.capability;

import dev.cordon.contract.connector.Finding;
import java.util.List;

/// Tries whatever can be tried without changing anything: that the vendor is there, is who it says, agrees about the
/// time, knows us, and permits what the capabilities need.
@FunctionalInterface
public interface Preflight {

    /// Never throws: what cannot be told is a finding too.
    List<Finding> run();
}
