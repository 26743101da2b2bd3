package dev.cordon.lab.range.company;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// Ids as vendors make them, always the same for the same seed.
public final class Ids {
    private Ids() {}

    /// 32 hexadecimal digits, the MD5 of the seed.
    public static String md5(String seed) {
        return hash("MD5", seed.getBytes(StandardCharsets.UTF_8));
    }

    /// 40 hexadecimal digits, the SHA-1 of the seed.
    public static String sha1(String seed) {
        return hash("SHA-1", seed.getBytes(StandardCharsets.UTF_8));
    }

    public static String uuid(String seed) {
        return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /// That many decimal digits, the first of them not 0.
    public static UnaryOperator<String> digits(int count) {
        return seed -> {
            var number = new StringBuilder();
            for (var c : sha1(seed).toCharArray()) {
                number.append(Character.digit(c, 16) % 10);
            }
            if (number.charAt(0) == '0') {
                number.setCharAt(0, '7');
            }
            return number.substring(0, count);
        };
    }

    static String hash(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
