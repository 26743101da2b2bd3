package dev.cordon.contract.feed;

import org.jspecify.annotations.Nullable;

/// The right to read a source.
///
/// @param token proves it; null when another worker is reading now
/// @param cursor as the last page gave it; null before the first
public record Turn(@Nullable String token, @Nullable String cursor) {}
