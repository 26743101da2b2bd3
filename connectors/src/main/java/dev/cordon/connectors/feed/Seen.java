package dev.cordon.connectors.feed;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was delivered lately, so that the overlap is not delivered again and again. Only spares the server: without it
/// the server would tell the repeats itself.
final class Seen {
    private static final int MOST = 20_000;

    private final Map<String, Boolean> hashes = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    };

    List<String> unknown(List<String> alerts) {
        return alerts.stream()
                .distinct()
                .filter(alert -> !hashes.containsKey(hash(alert)))
                .toList();
    }

    /// To be called when they are stored.
    void note(List<String> alerts) {
        alerts.forEach(alert -> hashes.put(hash(alert), true));
    }

    void forget() {
        hashes.clear();
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
