package dev.cordon.connectors.vendor.ldap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A security identifier as Windows writes it, `S-1-5-21-...`, and as the directory stores it.
final class Sid {
    private static final Pattern TEXT =
            Pattern.compile("S-1-[0-9]{1,10}(-[0-9]{1,10}){1,15}", Pattern.CASE_INSENSITIVE);
    private static final int HEAD = 8;

    private Sid() {}

    static Optional<byte[]> bytes(String text) {
        if (!TEXT.matcher(text).matches()) {
            return Optional.empty();
        }
        var numbers =
                Stream.of(text.split("-")).skip(2).mapToLong(Long::parseLong).toArray();
        var bytes = ByteBuffer.allocate(HEAD + 4 * (numbers.length - 1));
        bytes.put((byte) 1).put((byte) (numbers.length - 1));
        bytes.putShort((short) (numbers[0] >> 32)).putInt((int) numbers[0]);
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        for (var at = 1; at < numbers.length; at++) {
            bytes.putInt((int) numbers[at]);
        }
        return Optional.of(bytes.array());
    }

    /// The last number: which account of its domain it is.
    static long relativeId(byte[] stored) {
        if (stored.length <= HEAD || stored.length % 4 != 0) {
            throw new IllegalArgumentException("not a SID");
        }
        return Integer.toUnsignedLong(
                ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).getInt(stored.length - 4));
    }
}
