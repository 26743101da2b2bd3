package dev.cordon.lab.range.velociraptor;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// The authority that signs both certificates, as DER by hand: Java can read certificates, not write them.
final class Authority {
    private static final byte[] SHA256_RSA = hex("300d06092a864886f70d01010b0500");
    private static final byte[] COMMON_NAME = hex("0603550403");
    private static final byte[] IS_CA = hex("300f0603551d130101ff040530030101ff");

    private final KeyPair keys = keys();
    private final String name;

    Authority(String name) {
        this.name = name;
    }

    record Issued(String certificate, String key) {}

    String certificate() {
        return pem("CERTIFICATE", signed(name, keys, IS_CA, Duration.ofDays(365)));
    }

    Issued issue(String commonName, Duration life) {
        var own = keys();
        var alternative = tagged(0x82, commonName.getBytes(StandardCharsets.US_ASCII));
        var extension = sequence(hex("0603551d11"), tagged(0x04, sequence(alternative)));
        return new Issued(
                pem("CERTIFICATE", signed(commonName, own, extension, life)),
                pem("PRIVATE KEY", own.getPrivate().getEncoded()));
    }

    private byte[] signed(String subject, KeyPair subjects, byte[] extension, Duration life) {
        var now = Instant.now();
        var body = sequence(
                tagged(0xa0, hex("020102")),
                tagged(0x02, BigInteger.valueOf(System.nanoTime()).toByteArray()),
                SHA256_RSA,
                named(name),
                sequence(time(now.minusSeconds(60)), time(now.plus(life))),
                named(subject),
                subjects.getPublic().getEncoded(),
                tagged(0xa3, sequence(extension)));
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(body);
            return sequence(body, SHA256_RSA, tagged(0x03, joined(new byte[1], signature.sign())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] named(String commonName) {
        return sequence(tagged(
                0x31, sequence(COMMON_NAME, tagged(0x0c, commonName.getBytes(StandardCharsets.US_ASCII)))));
    }

    private static byte[] time(Instant instant) {
        var text = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(instant);
        return tagged(0x17, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] sequence(byte[]... parts) {
        return tagged(0x30, joined(parts));
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

    private static byte[] joined(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String kind, byte[] der) {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %s-----\n%s\n-----END %1$s-----\n".formatted(kind, text);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
