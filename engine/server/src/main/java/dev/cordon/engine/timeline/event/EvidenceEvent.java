package dev.cordon.engine.timeline.event;

import org.jspecify.annotations.Nullable;

/// What was collected.
public sealed interface EvidenceEvent extends TimelineEvent {
    record EvidenceCollected(
            String evidenceId,
            String name,
            long size,
            String sha256,
            @Nullable String actionId) implements EvidenceEvent {}

    /// @param vendorSha256 what the product says the bytes are
    record EvidenceDiffers(String evidenceId, String name, String sha256, String vendorSha256)
            implements EvidenceEvent {}

    @Override
    default String sentence() {
        return switch (this) {
            case EvidenceCollected(var id, var name, var size, var sha256, var action) ->
                "Evidence %s, %d bytes, SHA-256 %s".formatted(name, size, sha256);
            case EvidenceDiffers(var id, var name, var sha256, var vendor) ->
                "Evidence %s is NOT what the product says it is: SHA-256 %s, the product says %s"
                        .formatted(name, sha256, vendor);
        };
    }
}
