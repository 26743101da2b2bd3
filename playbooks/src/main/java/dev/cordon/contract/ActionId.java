package dev.cordon.contract;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// The identity of one effect: run, element instance, job type and target. A UUIDv8 (RFC 9562) over their SHA-256.
///
/// A broker key alone could be issued again after a fail-over; with our own run id in front it cannot be mistaken.
public final class ActionId {
    private ActionId() {}

    public static String of(String runId, long elementInstance, JobType action, Target target) {
        var text = String.join("\n", runId, Long.toString(elementInstance), action.value(), target.key());
        var hash = ByteBuffer.wrap(sha256(text));
        var high = (hash.getLong() & ~0xF000L) | 0x8000L;
        var low = (hash.getLong() & ~0xC000000000000000L) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
