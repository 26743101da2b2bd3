package dev.cordon.lab.range.crowdstrike;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/// A file brought up from a machine. A name with `10MB` in it makes one of ten mebibytes.
///
/// @param request the command that asked for it
/// @param ready when it has been uploaded
@SuppressWarnings("ArrayRecordComponent") // never compared
record CollectedFile(String id, String request, String name, byte[] content, String sha256, Instant ready) {
    private static final byte[] SIGNATURE = {'7', 'z', (byte) 0xBC, (byte) 0xAF, 0x27, 0x1C, 0, 4};
    static final int HEADER = 32;
    private static final Pattern SIZE = Pattern.compile("(\\d{1,2})MB");

    static CollectedFile of(String request, String host, String path, Instant ready) {
        var text = ("simulated content of " + path + " on " + host + "\n").getBytes(StandardCharsets.UTF_8);
        var size = SIZE.matcher(path);
        var content = size.find() ? repeated(text, Integer.parseInt(size.group(1)) << 20) : text;
        return new CollectedFile(UUID.randomUUID().toString(), request, path, content, sha256(content), ready);
    }

    /// What is downloaded: a 7z signature, then the content as it is. The real one is an archive with the password
    /// `infected`; like there, the listed hash is that of the content.
    byte[] download() {
        var archive = Arrays.copyOf(SIGNATURE, HEADER + content.length);
        System.arraycopy(content, 0, archive, HEADER, content.length);
        return archive;
    }

    /// Without its hash until it is there.
    Map<String, Object> entry(String session, Instant now) {
        var complete = !now.isBefore(ready);
        var entry = new LinkedHashMap<String, Object>();
        entry.put("id", id);
        entry.put("session_id", session);
        entry.put("cloud_request_id", request);
        entry.put("name", name);
        entry.put("sha256", complete ? sha256 : "");
        entry.put("size", complete ? content.length : 0);
        entry.put("stage", complete ? "complete" : "uploading");
        entry.put("status", complete ? "complete" : "processing");
        entry.put("progress", complete ? 100 : 40);
        entry.put("complete", complete);
        entry.put("error_message", "");
        entry.put("created_at", ready.toString());
        return entry;
    }

    private static byte[] repeated(byte[] text, int length) {
        var bytes = new byte[length];
        for (var at = 0; at < length; at += text.length) {
            System.arraycopy(text, 0, bytes, at, Math.min(text.length, length - at));
        }
        return bytes;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
