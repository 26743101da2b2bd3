package dev.cordon.lab.setting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/// Passwords and keys of one stack: made at the first asking, kept in one file, the same ever after.
public final class Secrets {
    private static final JsonMapper JSON = new JsonMapper();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final Map<String, String> values;

    public Secrets(Path file) {
        this.file = file;
        try {
            this.values = Files.exists(file)
                    ? JSON.readValue(Files.readString(file), new TypeReference<TreeMap<String, String>>() {})
                    : new TreeMap<>();
        } catch (JsonProcessingException e) {
            throw new Problem(file + " is not readable as JSON. `./cordon reset` starts afresh.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Letters, digits, `-` and `_` only: safe in URLs, JSON and SQL literals.
    public synchronized String of(String name) {
        var known = values.get(name);
        if (known != null) {
            return known;
        }
        var bytes = new byte[18];
        RANDOM.nextBytes(bytes);
        var fresh = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        values.put(name, fresh);
        try {
            PrivateFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(values));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        return fresh;
    }

    /// Every secret that was ever asked for, by its name.
    public synchronized Map<String, String> all() {
        return Map.copyOf(values);
    }
}
