package dev.cordon.contract;

/// What the locker holds after an upload.
///
/// @param sha256 of the exact bytes received, lower-case hex
/// @param size in bytes
public record Evidence(String id, String sha256, long size) {}
