package dev.cordon.engine.alert.source.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// Who keeps failing to prove itself, by address, a minute long. Bounded: of very many addresses the least seen are
/// forgotten.
///
/// Whoever has proven itself from an address is heard from there in any case: a stranger behind the same proxy must not
/// be able to silence a source.
@ApplicationScoped
public class Refusals {
    private static final int MOST_ADDRESSES = 10_000;

    private final int limit;
    private final Cache<String, AtomicInteger> failures;
    private final Cache<Proven, Boolean> proven;

    private record Proven(String source, String holder) {}

    @Inject
    Refusals(HooksConfig config) {
        this(config.refusalsPerMinute(), Ticker.systemTicker());
    }

    public Refusals(int limit, Ticker ticker) {
        this.limit = limit;
        this.failures = Caffeine.newBuilder()
                .ticker(ticker)
                .maximumSize(MOST_ADDRESSES)
                .expireAfterWrite(Duration.ofMinutes(1))
                .build();
        this.proven = Caffeine.newBuilder()
                .ticker(ticker)
                .maximumSize(MOST_ADDRESSES)
                .expireAfterAccess(Duration.ofDays(1))
                .build();
    }

    public boolean tooMany(String source, String address) {
        var holder = AddressRange.holder(address);
        var failed = failures.getIfPresent(holder);
        return failed != null && failed.get() >= limit && proven.getIfPresent(new Proven(source, holder)) == null;
    }

    public void failed(String address) {
        failures.get(AddressRange.holder(address), none -> new AtomicInteger()).incrementAndGet();
    }

    public void succeeded(String source, String address) {
        proven.put(new Proven(source, AddressRange.holder(address)), true);
    }
}
