package dev.cordon.connectors.capability;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What was copied.
///
/// @param name for the evidence record; foreign text
/// @param mediaType of the bytes as delivered
/// @param sha256 the vendor's own hash of the bytes as delivered, lower-case hex; null where it gives none
/// @param contentSha256 the vendor's own hash of what is inside; null where it gives none
/// @param password with which the delivered archive is locked: a convention of the product, never a secret of ours
/// @param reference the vendor's reference for the copy, for its own log
public record Artifact(
        String name,
        String mediaType,
        @Nullable String sha256,
        @Nullable String contentSha256,
        @Nullable String password,
        @Nullable String reference) {
    public Artifact {
        sha256 = hash(sha256);
        contentSha256 = hash(contentSha256);
    }

    // What is no SHA-256 cannot be compared with one.
    private static @Nullable String hash(@Nullable String text) {
        return text != null && text.matches("[0-9a-fA-F]{64}") ? text.toLowerCase(Locale.ROOT) : null;
    }

    public static Artifact zip(String name) {
        return new Artifact(name, "application/zip", null, null, null, null);
    }
}
