package dev.cordon.lab.range.aws;

import dev.cordon.lab.range.Request;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Whether a request is signed with our key, by Signature Version 4, computed anew.
final class Signature {
    private static final Pattern SHOWN =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=([A-Z0-9]+)/([0-9]{8})/us-east-1/iam/aws4_request,"
                    + " ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final String prefix;
    private final String key;
    private final String secret;
    private final InstantSource clock;

    /// @param prefix what the range has taken off the path
    Signature(String prefix, String key, String secret, InstantSource clock) {
        this.prefix = prefix;
        this.key = key;
        this.secret = secret;
        this.clock = clock;
    }

    /// IAM's code for why not; empty when it is well.
    Optional<String> fault(Request request) {
        var shown = SHOWN.matcher(request.header("Authorization"));
        if (!shown.matches()) {
            return Optional.of("MissingAuthenticationToken");
        }
        if (!shown.group(1).equals(key)) {
            return Optional.of("InvalidClientTokenId");
        }
        var time = request.header("X-Amz-Date");
        if (!fresh(time)) {
            return Optional.of("RequestExpired");
        }
        var headers = shown.group(3);
        if (!Stream.of(headers.split(";", -1)).toList().contains("host")) {
            return Optional.of("SignatureDoesNotMatch");
        }
        var expected = signed(shown.group(2), time, canonical(request, headers));
        return MessageDigest.isEqual(expected, HexFormat.of().parseHex(shown.group(4)))
                ? Optional.empty()
                : Optional.of("SignatureDoesNotMatch");
    }

    private boolean fresh(String time) {
        try {
            var skew = Duration.between(Instant.from(TIME.parse(time)), clock.instant())
                    .abs();
            return skew.compareTo(SKEW) <= 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private String canonical(Request request, String headers) {
        var lines = Stream.of(headers.split(";", -1))
                .map(name -> name + ":" + request.header(name).strip().replaceAll(" +", " ") + "\n")
                .collect(Collectors.joining());
        return String.join("\n", request.method(), prefix + request.path(), "", lines, headers, hash(request.body()));
    }

    private byte[] signed(String day, String time, String canonical) {
        var scope = day + "/us-east-1/iam/aws4_request";
        var text = String.join("\n", "AWS4-HMAC-SHA256", time, scope, hash(canonical.getBytes(StandardCharsets.UTF_8)));
        var signing = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (var part : scope.split("/", -1)) {
            signing = mac(signing, part);
        }
        return mac(signing, text);
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
