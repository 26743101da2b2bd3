package dev.cordon.lab.range;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// A key that does not expire and is sent with every request: `Authorization: SSWS <key>`, `X-Auth-Token: <key>`.
///
/// @param prefix what stands before the key, with its space; empty when nothing does
public record Bearer(String header, String prefix, String key) {

    public boolean admits(Request request) {
        return same(request.header(header), prefix + key);
    }

    static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "Bearer[header=" + header + "]";
    }
}
