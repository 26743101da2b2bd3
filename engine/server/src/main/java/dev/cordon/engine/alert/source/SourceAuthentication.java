package dev.cordon.engine.alert.source;

import dev.cordon.engine.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Decides whether a request comes from the source it names. Every refusal is the same 401, and is counted.
@ApplicationScoped
public class SourceAuthentication {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern SECONDS = Pattern.compile("\\d{1,11}");
    private static final Pattern MILLIS = Pattern.compile("\\d{12,14}");

    private final AlertSources sources;
    private final Refusals refusals;
    private final SourceTally tally;
    private final InstantSource clock;
    private final MeterRegistry metrics;

    SourceAuthentication(
            AlertSources sources, Refusals refusals, SourceTally tally, InstantSource clock, MeterRegistry metrics) {
        this.sources = sources;
        this.refusals = refusals;
        this.tally = tally;
        this.clock = clock;
        this.metrics = metrics;
    }

    /// What a sender can prove itself with.
    ///
    /// @param address where the connection comes from
    /// @param headers by name; several of one name are none that fits
    public record Proof(String address, @Nullable String urlToken, Function<String, @Nullable String> headers) {

        @Nullable
        String header(String name) {
            return headers.apply(name);
        }
    }

    public AlertSource authenticate(String name, Proof proof, byte[] body) {
        if (refusals.tooMany(name, proof.address())) {
            count(name);
            throw new Problem(429, "too-many-refusals", "Too many failed attempts from this address", PATIENCE);
        }
        var source = sources.find(name);
        if (source.isPresent() && isFrom(source.get(), proof.address()) && isProven(source.get(), proof, body)) {
            refusals.succeeded(name, proof.address());
            return source.get();
        }
        refusals.failed(proof.address());
        count(name);
        throw new Problem(401, "unauthenticated", "Say who you are");
    }

    private void count(String name) {
        var known = sources.find(name).isPresent();
        metrics.counter("cordon.hooks.refused", "source", known ? name : "unknown")
                .increment();
        if (known) {
            tally.refused(name);
        }
    }

    private static boolean isFrom(AlertSource source, String address) {
        return source.addresses().isEmpty() || source.addresses().stream().anyMatch(range -> range.holds(address));
    }

    private boolean isProven(AlertSource source, Proof proof, byte[] body) {
        return switch (source.authentication()) {
            case BEARER -> isOne(source, secret -> same(secret, after("Bearer ", proof.header("Authorization"))));
            case BASIC ->
                isOne(source, secret -> same(basic(source, secret), after("Basic ", proof.header("Authorization"))));
            case URL_TOKEN -> isOne(source, secret -> same(secret, proof.urlToken()));
            case HEADER -> {
                var given = source.header() == null ? null : proof.header(source.header());
                yield isOne(source, secret -> same(secret, given));
            }
            case HMAC -> source.signature() != null && isSigned(source, source.signature(), proof, body);
            case PULL -> false;
        };
    }

    private boolean isSigned(AlertSource source, Signature signature, Proof proof, byte[] body) {
        var given = proof.header(signature.header());
        if (given == null) {
            return false;
        }
        if (!signature.hasTimestamp()) {
            return isOne(source, secret -> signature.fits(secret, given, "", body));
        }
        var timestamp = proof.header(signature.timestampHeader());
        return timestamp != null
                && isOne(source, secret -> signature.fits(secret, given, timestamp, body))
                && isFresh(timestamp);
    }

    /// Tries every secret, whether or not the first one fits: how long it takes tells nothing.
    private static boolean isOne(AlertSource source, Predicate<String> fits) {
        var fitting = 0;
        for (var secret : source.secrets()) {
            fitting += fits.test(secret) ? 1 : 0;
        }
        return fitting > 0;
    }

    private static String basic(AlertSource source, String secret) {
        var credentials = source.name() + ":" + secret;
        return Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
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

    private static boolean same(String expected, @Nullable String given) {
        return given != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
