package dev.cordon.lab.chaos.fuzz;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The first eight bytes of a SHA-256: a hundred thousand of them must fit into memory.
public record Digest(long head) {

    static Digest of(byte[] bytes) {
        try {
            return new Digest(
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes))
                            .getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static Digest ofHex(String hex) {
        return new Digest(Long.parseUnsignedLong(hex.substring(0, 16), 16));
    }
}
