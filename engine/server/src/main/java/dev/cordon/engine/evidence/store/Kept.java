package dev.cordon.engine.evidence.store;

/// @param sha256 lower-case hex
/// @param size in bytes
public record Kept(String sha256, long size, Place place) {}
