package dev.cordon.engine.evidence.store;

import org.jspecify.annotations.Nullable;

/// Where bytes are.
///
/// @param uri `file:ab/cd/<sha256>` below the directory, or `s3://<bucket>/<key>`
/// @param version of the object, where the bucket keeps versions
public record Place(String uri, @Nullable String version) {}
