package dev.cordon.connectors.vendor.ldap;

import java.nio.ByteBuffer;
import java.util.UUID;

/// Active Directory's id of an object. Its first three parts are stored with the last byte first.
final class ObjectGuid {
    private static final int[] ORDER = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};

    private ObjectGuid() {}

    static String text(byte[] stored) {
        var bytes = ByteBuffer.wrap(swapped(stored));
        return new UUID(bytes.getLong(), bytes.getLong()).toString();
    }

    static byte[] bytes(String text) {
        var id = UUID.fromString(text);
        return swapped(ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
    }

    private static byte[] swapped(byte[] bytes) {
        if (bytes.length != ORDER.length) {
            throw new IllegalArgumentException("a GUID has 16 bytes");
        }
        var other = new byte[ORDER.length];
        for (var at = 0; at < ORDER.length; at++) {
            other[at] = bytes[ORDER[at]];
        }
        return other;
    }
}
