package dev.cordon.engine.alert;

import dev.cordon.engine.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Decides whether a request comes from the source it names. Every refusal is the same 401, and is counted.
@ApplicationScoped
class SourceAuthentication {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Pattern SECONDS = Pattern.compile("\\d{1,11}");
    private static final String SIGNATURE_PREFIX = "sha256=";

    private final AlertSources sources;
    private final InstantSource clock;
    private final MeterRegistry metrics;

    SourceAuthentication(AlertSources sources, InstantSource clock, MeterRegistry metrics) {
        this.sources = sources;
        this.clock = clock;
        this.metrics = metrics;
    }

    /// What a sender can prove itself with.
    ///
    /// @param timestamp `X-Cordon-Timestamp`, seconds since 1970
    /// @param signature `X-Cordon-Signature`, `sha256=<hex>` of HMAC-SHA256 over timestamp, a dot, and the raw body
    record Proof(
            @Nullable String authorization,
            @Nullable String urlToken,
            @Nullable String timestamp,
            @Nullable String signature) {}

    AlertSource authenticate(String name, Proof proof, byte[] body) {
        var source = sources.find(name);
        if (source.isPresent() && isProven(source.get(), proof, body)) {
            return source.get();
        }
        metrics.counter("cordon.hooks.refused", "source", source.isPresent() ? name : "unknown")
                .increment();
        throw new Problem(401, "unauthenticated", "Say who you are");
    }

    private boolean isProven(AlertSource source, Proof proof, byte[] body) {
        return switch (source.authentication()) {
            case BEARER -> same(source.secret(), after("Bearer ", proof.authorization()));
            case BASIC -> same(basic(source), after("Basic ", proof.authorization()));
            case URL_TOKEN -> same(source.secret(), proof.urlToken());
            case HMAC -> isFresh(proof.timestamp()) && isSigned(source.secret(), proof, body);
        };
    }

    private static String basic(AlertSource source) {
        var credentials = source.name() + ":" + source.secret();
        return Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private boolean isFresh(@Nullable String timestamp) {
        if (timestamp == null || !SECONDS.matcher(timestamp).matches()) {
            return false;
        }
        var sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
        return Duration.between(sent, clock.instant()).abs().compareTo(WINDOW) <= 0;
    }

    private static boolean isSigned(String secret, Proof proof, byte[] body) {
        var given = proof.signature();
        if (given == null || !given.startsWith(SIGNATURE_PREFIX)) {
            return false;
        }
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((proof.timestamp() + ".").getBytes(StandardCharsets.UTF_8));
            var expected = mac.doFinal(body);
            return MessageDigest.isEqual(expected, HexFormat.of().parseHex(given.substring(SIGNATURE_PREFIX.length())));
        } catch (IllegalArgumentException e) {
            return false;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static @Nullable String after(String scheme, @Nullable String header) {
        return header != null && header.regionMatches(true, 0, scheme, 0, scheme.length())
                ? header.substring(scheme.length()).strip()
                : null;
    }

    private static boolean same(String expected, @Nullable String given) {
        return given != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
