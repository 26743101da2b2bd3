package dev.cordon.lab.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cordon.lab.setting.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/// Follows the hashes of a timeline from its first entry on, computing each anew.
public final class Chain {
    private static final List<String> HASHED =
            List.of("actor", "detail", "incident", "kind", "occurredAt", "recordedAt", "sentence");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private String head = "00".repeat(32);
    private long length;

    /// Throws when `entry` is not the next one, or not what it was when it was written.
    public void add(JsonNode entry) {
        var seq = entry.path("seq").asLong();
        if (seq != length + 1) {
            throw new Problem("The timeline has a gap: entry %d follows entry %d.".formatted(seq, length));
        }
        var intact = entry.path("previousHash").asText().equals(head)
                && entry.path("hash").asText().equals(hash(entry));
        if (!intact) {
            throw new Problem("The timeline's chain is broken at entry %d.".formatted(seq));
        }
        head = entry.path("hash").asText();
        length = seq;
    }

    public long length() {
        return length;
    }

    public String head() {
        return head;
    }

    private String hash(JsonNode entry) {
        var body = new TreeMap<String, Object>();
        HASHED.forEach(name -> body.put(name, JSON.convertValue(entry.path(name), Object.class)));
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(HexFormat.of().parseHex(head));
            digest.update(JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException | JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
