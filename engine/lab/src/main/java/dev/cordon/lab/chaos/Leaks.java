package dev.cordon.lab.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Looks for secrets in bytes: logs, timelines, and what the broker keeps of the variables.
final class Leaks {
    private static final int CHUNK = 1 << 20;

    private final Map<String, byte[]> secrets;
    /// Which pairs of first bytes are worth a second look.
    private final boolean[] beginnings = new boolean[1 << 16];

    private final int longest;

    /// @param secrets by a name that may be told
    Leaks(Map<String, String> secrets) {
        this.secrets = new java.util.TreeMap<>();
        secrets.forEach((name, secret) -> this.secrets.put(name, secret.getBytes(StandardCharsets.UTF_8)));
        var most = 2;
        for (var secret : this.secrets.values()) {
            if (secret.length < 8) {
                throw new IllegalArgumentException("too short to be told from chance");
            }
            beginnings[pair(secret, 0)] = true;
            most = Math.max(most, secret.length);
        }
        longest = most;
    }

    List<String> in(String where, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var found = new ArrayList<String>();
        scan(where, bytes, bytes.length, found);
        return found;
    }

    /// Every file below, whatever it holds.
    List<String> below(Path folder) {
        var found = new ArrayList<String>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                in(file, found);
            }
        } catch (IOException | UncheckedIOException e) {
            // the broker deletes files while they are listed
            found.removeIf(String::isEmpty);
        }
        return found.stream().distinct().toList();
    }

    private void in(Path file, List<String> found) {
        try (var in = Files.newInputStream(file)) {
            var buffer = new byte[CHUNK + longest];
            var kept = 0;
            for (var read = in.readNBytes(buffer, 0, CHUNK); read > 0; read = in.readNBytes(buffer, kept, CHUNK)) {
                var length = kept + read;
                scan(file.getFileName().toString(), buffer, length, found);
                kept = Math.min(longest, length);
                System.arraycopy(buffer, length - kept, buffer, 0, kept);
            }
        } catch (IOException e) {
            // gone since it was listed
            return;
        }
    }

    private void scan(String where, byte[] bytes, int length, List<String> found) {
        for (var at = 0; at + 1 < length; at++) {
            if (beginnings[pair(bytes, at)]) {
                for (var secret : secrets.entrySet()) {
                    if (begins(secret.getValue(), bytes, at, length)) {
                        found.add("%s holds the secret %s".formatted(where, secret.getKey()));
                    }
                }
            }
        }
    }

    private static boolean begins(byte[] secret, byte[] bytes, int at, int length) {
        if (at + secret.length > length) {
            return false;
        }
        for (var i = 0; i < secret.length; i++) {
            if (bytes[at + i] != secret[i]) {
                return false;
            }
        }
        return true;
    }

    private static int pair(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
    }
}
