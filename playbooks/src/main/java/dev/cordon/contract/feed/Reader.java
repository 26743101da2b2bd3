package dev.cordon.contract.feed;

/// Who wants to read.
///
/// @param worker a name that no other process has
/// @param connector which of its connectors reads
public record Reader(String worker, String connector) {}
