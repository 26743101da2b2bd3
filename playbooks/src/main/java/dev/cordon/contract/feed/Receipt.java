package dev.cordon.contract.feed;

/// What became of a delivery.
///
/// @param taken alerts that were new
/// @param known alerts that had come before; what they say differently is kept as an update
/// @param rejected alerts that could not be read, and are kept as rejected
public record Receipt(int taken, int known, int rejected) {}
