package dev.cordon.engine.alert.intake;

import dev.cordon.engine.alert.Alert;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/// An alert on its way to the table.
///
/// @param hash SHA-256 of `raw`
record Incoming(String source, Alert alert, byte[] raw, byte[] hash) {

    static Incoming of(String source, Alert alert, byte[] raw) {
        return new Incoming(source, alert, raw, sha256(raw));
    }

    /// What it is one alert by.
    record Key(String source, String reference) {}

    Key key() {
        return new Key(source, alert.reference());
    }

    boolean isOver() {
        return alert.status() == Alert.Status.RESOLVED;
    }

    String state() {
        return alert.status().name().toLowerCase(Locale.ROOT);
    }

    String actor() {
        return "source:" + source;
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
