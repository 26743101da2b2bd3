package dev.cordon.connectors.vendor.duo;

import dev.cordon.connectors.http.Access;
import dev.cordon.connectors.http.Call;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Duo's signature, version 5: every request is signed by itself, with its date, and good for some minutes.
final class Signature implements Access {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss Z", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final String host;
    private final String integrationKey;
    private final String secretKey;
    private final InstantSource clock;

    /// @param host without its port
    Signature(String host, String integrationKey, String secretKey, InstantSource clock) {
        this.host = host.toLowerCase(Locale.ROOT);
        this.integrationKey = integrationKey;
        this.secretKey = secretKey;
        this.clock = clock;
    }

    @Override
    public Call granted(Call call) {
        var date = DATE.format(clock.instant());
        var user = integrationKey + ":" + hmac(canonical(call, date));
        return call.with("Date", date)
                .with(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    }

    private String canonical(Call call, String date) {
        var parts = call.target().split("\\?", 2);
        return String.join(
                "\n",
                date,
                call.verb(),
                host,
                parts[0],
                parts.length < 2 ? "" : parameters(parts[1]),
                sha512(call.body().getBytes()),
                // of the headers that begin with X-Duo: we send none
                sha512(new byte[0]));
    }

    /// Sorted, and encoded as RFC 3986 wants it, however they were encoded on the way.
    private static String parameters(String query) {
        return Stream.of(query.split("&"))
                .map(pair ->
                        Stream.of(pair.split("=", 2)).map(Signature::encoded).collect(Collectors.joining("=")))
                .sorted()
                .collect(Collectors.joining("&"));
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
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-512", e);
        }
    }

    private String hmac(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(secretKey.getBytes(StandardCharsets.UTF_8), "HmacSHA512"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA512", e);
        }
    }
}
