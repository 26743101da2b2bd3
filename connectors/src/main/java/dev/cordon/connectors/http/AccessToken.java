package dev.cordon.connectors.http;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One bearer token for all calls to a vendor, renewed before it ends, fetched by one caller at a time.
public final class AccessToken implements Access {
    private static final String AUTHORIZATION = "Authorization";
    private static final String BEARER = "Bearer ";

    private final Supplier<Grant> source;
    private final LongSupplier nanos;
    private final ReentrantLock renewing = new ReentrantLock();
    private volatile @Nullable Held held;

    public AccessToken(Supplier<Grant> source) {
        this(source, System::nanoTime);
    }

    AccessToken(Supplier<Grant> source, LongSupplier nanos) {
        this.source = source;
        this.nanos = nanos;
    }

    @Override
    public Call granted(Call call) {
        return call.with(AUTHORIZATION, BEARER + current());
    }

    @Override
    public boolean renewed(Call rejected) {
        var shown = rejected.headers().getOrDefault(AUTHORIZATION, "");
        return !insteadOf(shown.substring(Math.min(shown.length(), BEARER.length())))
                .isEmpty();
    }

    String current() {
        var token = held;
        return token != null && token.until - nanos.getAsLong() > 0 ? token.value : renewed(token);
    }

    /// A new one, unless somebody else has already replaced the rejected one.
    String insteadOf(String rejected) {
        var token = held;
        return token != null && !token.value.equals(rejected) ? token.value : renewed(token);
    }

    private String renewed(@Nullable Held stale) {
        renewing.lock();
        try {
            var token = held;
            if (token == null || token.equals(stale)) {
                var asked = nanos.getAsLong();
                var grant = source.get();
                token = new Held(grant.token(), asked + grant.usable().toNanos());
                held = token;
            }
            return token.value;
        } finally {
            renewing.unlock();
        }
    }

    /// @param lifetime as the vendor said
    public record Grant(String token, Duration lifetime) {
        // Keycloak's live a minute, Falcon's half an hour.
        Duration usable() {
            var margin = lifetime.dividedBy(5);
            return lifetime.minus(margin.compareTo(Duration.ofMinutes(1)) < 0 ? margin : Duration.ofMinutes(1));
        }
    }

    private record Held(String value, long until) {}
}
