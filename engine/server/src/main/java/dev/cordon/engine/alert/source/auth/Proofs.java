package dev.cordon.engine.alert.source.auth;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Checks a proof in the way that its sender is to prove itself.
@ApplicationScoped
public class Proofs {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Pattern SECONDS = Pattern.compile("\\d{1,11}");
    private static final Pattern MILLIS = Pattern.compile("\\d{12,14}");

    private final ClientCertificates certificates;
    private final InstantSource clock;

    public Proofs(ClientCertificates certificates, InstantSource clock) {
        this.certificates = certificates;
        this.clock = clock;
    }

    /// Empty: it is proven.
    public Optional<Refusal> refusal(Credentials credentials, Proof proof, byte[] body) {
        if (!isFrom(credentials, proof.address())) {
            return Optional.of(Refusal.ADDRESS);
        }
        return switch (credentials.authentication()) {
            case BEARER -> secret(credentials, after("Bearer ", proof.header("Authorization")), secret -> secret);
            case BASIC ->
                secret(
                        credentials,
                        after("Basic ", proof.header("Authorization")),
                        secret -> basic(credentials, secret));
            case URL_TOKEN -> secret(credentials, proof.urlToken(), secret -> secret);
            case HEADER ->
                secret(
                        credentials,
                        credentials.header() == null ? null : proof.header(credentials.header()),
                        secret -> secret);
            case HMAC ->
                credentials.signature() == null
                        ? Optional.of(Refusal.MISSING)
                        : signed(credentials, credentials.signature(), proof, body);
            case PULL -> Optional.of(Refusal.MISSING);
            case MTLS ->
                credentials.subject() == null
                        ? Optional.of(Refusal.MISSING)
                        : certificates.refusal(credentials.subject(), proof);
        };
    }

    private static boolean isFrom(Credentials credentials, String address) {
        return credentials.addresses().isEmpty()
                || credentials.addresses().stream().anyMatch(range -> range.holds(address));
    }

    private static Optional<Refusal> secret(Credentials credentials, @Nullable String given, Expected expected) {
        if (given == null) {
            return Optional.of(Refusal.MISSING);
        }
        return isOne(credentials, secret -> same(expected.of(secret), given))
                ? Optional.empty()
                : Optional.of(Refusal.WRONG);
    }

    @FunctionalInterface
    private interface Expected {
        String of(String secret);
    }

    private Optional<Refusal> signed(Credentials credentials, Signature signature, Proof proof, byte[] body) {
        var given = proof.header(signature.header());
        var timestamp = signature.hasTimestamp() ? proof.header(signature.timestampHeader()) : "";
        if (given == null || timestamp == null) {
            return Optional.of(Refusal.MISSING);
        }
        if (!isOne(credentials, secret -> signature.fits(secret, given, timestamp, body))) {
            return Optional.of(Refusal.WRONG);
        }
        return signature.hasTimestamp() && !isFresh(timestamp) ? Optional.of(Refusal.STALE) : Optional.empty();
    }

    /// Tries every secret, whether or not the first one fits: how long it takes tells nothing.
    private static boolean isOne(Credentials credentials, Predicate<String> fits) {
        var fitting = 0;
        for (var secret : credentials.secrets()) {
            fitting += fits.test(secret) ? 1 : 0;
        }
        return fitting > 0;
    }

    private static String basic(Credentials credentials, String secret) {
        var pair = credentials.user() + ":" + secret;
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private boolean isFresh(String timestamp) {
        try {
            return Duration.between(sent(timestamp), clock.instant()).abs().compareTo(WINDOW) <= 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static Instant sent(String timestamp) {
        if (SECONDS.matcher(timestamp).matches()) {
            return Instant.ofEpochSecond(Long.parseLong(timestamp));
        }
        return MILLIS.matcher(timestamp).matches()
                ? Instant.ofEpochMilli(Long.parseLong(timestamp))
                : OffsetDateTime.parse(timestamp).toInstant();
    }

    private static @Nullable String after(String scheme, @Nullable String header) {
        return header != null && header.regionMatches(true, 0, scheme, 0, scheme.length())
                ? header.substring(scheme.length()).strip()
                : null;
    }

    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
