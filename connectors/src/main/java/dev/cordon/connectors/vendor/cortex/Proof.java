package dev.cordon.connectors.vendor.cortex;

import dev.cordon.connectors.http.Access;
import dev.cordon.connectors.http.Call;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;

/// An advanced key: a digest over key, nonce and time, new for every request. It ages, and so depends on the clocks.
final class Proof implements Access {
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int NONCE = 64;

    private final SecureRandom random = new SecureRandom();
    private final String id;
    private final String key;
    private final InstantSource clock;

    Proof(String id, String key, InstantSource clock) {
        this.id = id;
        this.key = key;
        this.clock = clock;
    }

    static Access standard(String id, String key) {
        return call -> call.with("x-xdr-auth-id", id).with("Authorization", key);
    }

    @Override
    public Call granted(Call call) {
        var nonce = nonce();
        var time = Long.toString(clock.millis());
        return call.with("x-xdr-auth-id", id)
                .with("x-xdr-nonce", nonce)
                .with("x-xdr-timestamp", time)
                .with("Authorization", digest(key + nonce + time));
    }

    private String nonce() {
        var nonce = new StringBuilder(NONCE);
        while (nonce.length() < NONCE) {
            nonce.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return nonce.toString();
    }

    static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
