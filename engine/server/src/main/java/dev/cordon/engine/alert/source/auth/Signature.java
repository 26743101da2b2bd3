package dev.cordon.engine.alert.source.auth;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// How a source signs: an HMAC in a header.
///
/// @param prefix before the signature, `sha256=`; empty for none
/// @param timestampHeader not read where the timestamp is not signed
public record Signature(
        String header, Algorithm algorithm, Encoding encoding, String prefix, Signed signed, String timestampHeader) {

    /// `X-Cordon-Timestamp` and `X-Cordon-Signature`: `sha256=<hex>` over timestamp, a dot, and the body.
    public static final Signature OWN = new Signature(
            "X-Cordon-Signature",
            Algorithm.SHA256,
            Encoding.HEX,
            "sha256=",
            Signed.TIMESTAMP_DOT_BODY,
            "X-Cordon-Timestamp");

    /// Falcon's Store webhook. Public receivers disagree about the order and the encoding; this is the tested one's.
    public static final Signature CROWDSTRIKE = new Signature(
            "X-Cs-Primary-Signature",
            Algorithm.SHA256,
            Encoding.BASE64,
            "",
            Signed.BODY_TIMESTAMP,
            "X-Cs-Delivery-Timestamp");

    /// SHA-1 is none of them.
    public enum Algorithm {
        SHA256("HmacSHA256"),
        SHA512("HmacSHA512");

        private final String java;

        Algorithm(String java) {
            this.java = java;
        }

        public static Optional<Algorithm> of(String text) {
            return Arrays.stream(values())
                    .filter(algorithm -> algorithm.toString().equals(text))
                    .findFirst();
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public enum Encoding {
        HEX,
        BASE64;

        public static Optional<Encoding> of(String text) {
            return Arrays.stream(values())
                    .filter(encoding -> encoding.name().toLowerCase(Locale.ROOT).equals(text))
                    .findFirst();
        }
    }

    public enum Signed {
        BODY("body"),
        TIMESTAMP_DOT_BODY("timestamp.body"),
        TIMESTAMP_BODY("timestamp+body"),
        BODY_TIMESTAMP("body+timestamp");

        private final String text;

        Signed(String text) {
            this.text = text;
        }

        public static Optional<Signed> of(String text) {
            return Arrays.stream(values())
                    .filter(signed -> signed.text.equals(text))
                    .findFirst();
        }
    }

    public boolean hasTimestamp() {
        return signed != Signed.BODY;
    }

    /// @param given the header's value
    /// @param timestamp as it was sent; empty where it is not signed
    boolean fits(String secret, String given, String timestamp, byte[] body) {
        if (!given.startsWith(prefix)) {
            return false;
        }
        var text = given.substring(prefix.length());
        try {
            var bytes = encoding == Encoding.HEX
                    ? HexFormat.of().parseHex(text)
                    : Base64.getDecoder().decode(text);
            return MessageDigest.isEqual(expected(secret, timestamp, body), bytes);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private byte[] expected(String secret, String timestamp, byte[] body) {
        try {
            var mac = Mac.getInstance(algorithm.java);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm.java));
            switch (signed) {
                case BODY -> mac.update(body);
                case TIMESTAMP_DOT_BODY -> {
                    mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
                    mac.update(body);
                }
                case TIMESTAMP_BODY -> {
                    mac.update(timestamp.getBytes(StandardCharsets.UTF_8));
                    mac.update(body);
                }
                case BODY_TIMESTAMP -> {
                    mac.update(body);
                    mac.update(timestamp.getBytes(StandardCharsets.UTF_8));
                }
            }
            return mac.doFinal();
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + algorithm.java, e);
        }
    }
}
