package dev.cordon.lab.range;

import java.io.IOException;

/// A vendor the range can play. Found by [java.util.ServiceLoader]; its constructor does nothing.
///
/// The dialect is here and not with the cloud because it needs no state: what goes wrong on purpose is said in it.
public interface Vendor extends Dialect {
    /// `crowdstrike`: the connectors' name for it, and the first word of every path. Small letters and `-`.
    String name();

    /// What people call the product, with who makes it: `Falcon, by CrowdStrike`. The range says that it is not that.
    String product();

    /// What is played on purpose although it looks like a mistake, for the range's face; empty when there is nothing.
    default String peculiarities() {
        return "";
    }

    Cloud open(Ground ground) throws IOException;
}
