package dev.cordon.connectors.capability;

import dev.cordon.contract.Target;

/// Forbids a file's hash on all of the product's hosts, and forgets it again. An entry that somebody else made is
/// `CONTAINED` and not ours.
public non-sealed interface IndicatorBlock extends Containment<Target.Indicator>, Capability {}
