package dev.cordon.connectors.vendor.velociraptor;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/// Velociraptor writes keys the way OpenSSL once did (PKCS #1); TLS here wants PKCS #8, which is the same in an
/// envelope.
final class PrivateKeyPem {
    private static final String OLD = "RSA PRIVATE KEY";
    /// Version 0, and the algorithm rsaEncryption without parameters.
    private static final byte[] PREFIX = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private PrivateKeyPem() {}

    static String pkcs8(String pem) {
        if (!pem.contains(OLD)) {
            return pem;
        }
        try {
            var body = pem.replaceAll("-----[^-]+-----", "").replaceAll("\\s", "");
            var inner = tagged(0x04, Base64.getDecoder().decode(body));
            var both = new ByteArrayOutputStream();
            both.writeBytes(PREFIX);
            both.writeBytes(inner);
            var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(tagged(0x30, both.toByteArray()));
            return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                    .formatted(new String(text, StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            // its message quotes the key
            throw ApiClient.broken("its client_private_key is no key");
        }
    }

    private static byte[] tagged(int tag, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 128) {
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }
}
