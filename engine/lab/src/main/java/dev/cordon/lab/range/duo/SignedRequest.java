package dev.cordon.lab.range.duo;

import dev.cordon.lab.range.Request;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Whether a request was signed with the secret key, as version 5 of Duo's signature wants it, and just now.
record SignedRequest(String integrationKey, String secretKey) {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final String BASIC = "Basic ";

    boolean admits(Request request, Instant now) {
        var date = request.header("Date");
        var shown = request.header("Authorization");
        if (!shown.startsWith(BASIC) || !fresh(date, now)) {
            return false;
        }
        try {
            var expected = (integrationKey + ":" + signature(request, date)).getBytes(StandardCharsets.UTF_8);
            return MessageDigest.isEqual(expected, Base64.getDecoder().decode(shown.substring(BASIC.length())));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean fresh(String date, Instant now) {
        try {
            var then = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Duration.between(then, now).abs().compareTo(WINDOW) <= 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private String signature(Request request, String date) {
        var host = request.header("Host").toLowerCase(Locale.ROOT);
        var port = host.indexOf(':');
        var lines = List.of(
                date,
                request.method().toUpperCase(Locale.ROOT),
                port < 0 ? host : host.substring(0, port),
                request.path(),
                parameters(request),
                sha512(request.body()),
                sha512(new byte[0]));
        try {
            var mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(secretKey.getBytes(StandardCharsets.UTF_8), "HmacSHA512"));
            return HexFormat.of().formatHex(mac.doFinal(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA512", e);
        }
    }

    private static String parameters(Request request) {
        var question = request.target().indexOf('?');
        if (question < 0) {
            return "";
        }
        var sorted = new TreeSet<String>();
        for (var pair : request.target().substring(question + 1).split("&", -1)) {
            var equals = pair.indexOf('=');
            sorted.add(
                    equals < 0
                            ? encoded(pair)
                            : encoded(pair.substring(0, equals)) + "=" + encoded(pair.substring(equals + 1)));
        }
        return String.join("&", sorted);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(URLDecoder.decode(text, StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String sha512(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-512", e);
        }
    }

    @Override
    public String toString() {
        return "SignedRequest[" + integrationKey + "]";
    }
}
