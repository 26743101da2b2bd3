package dev.cordon.lab.range.cortex;

import dev.cordon.lab.range.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;

/// An advanced key: never sent, only proved, and not for long.
///
/// @param id of the key
record Door(String id, String key, InstantSource clock) {
    private static final Duration AGE = Duration.ofMinutes(15);

    boolean admits(Request request) {
        var nonce = request.header("x-xdr-nonce");
        var time = request.header("x-xdr-timestamp");
        return request.header("x-xdr-auth-id").equals(id)
                && nonce.length() == 64
                && fresh(time)
                && request.header("Authorization").equals(digest(key + nonce + time));
    }

    private boolean fresh(String time) {
        return time.matches("[0-9]{13}") && Math.abs(clock.millis() - Long.parseLong(time)) < AGE.toMillis();
    }

    static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Door[id=" + id + "]";
    }
}
