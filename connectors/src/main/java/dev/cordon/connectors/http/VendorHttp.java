package dev.cordon.connectors.http;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.VendorException;
import io.micrometer.core.instrument.Metrics;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// All that goes to one vendor goes through here. Never logs what it carries.
public final class VendorHttp {
    private final String vendor;
    private final Exchange exchange;
    private final Guards guards;
    private final Dialect dialect;
    private final AccessToken token;
    private volatile @Nullable String problem;

    /// @param grant asks the vendor for a new token
    public VendorHttp(
            Vertx vertx, String vendor, URI base, Dialect dialect, Function<VendorHttp, AccessToken.Grant> grant) {
        this.vendor = vendor;
        this.exchange = new Exchange(vertx, base);
        this.guards = new Guards(vendor);
        this.dialect = dialect;
        this.token = new AccessToken(() -> grant.apply(this));
    }

    /// May be sent more than once.
    public <T> T read(Call call, Class<T> type) {
        return observed(
                "read",
                () -> guards.read(
                        () -> Json.read(
                                successful(authorised(call, within(Guards.READ)))
                                        .body(),
                                type),
                        type));
    }

    /// Is sent once, and not after the ask has run out.
    public <T> T write(Call call, Ask ask, Class<T> type) {
        return observed(
                "write", () -> guards.write(() -> Json.read(changing(call, ask).body(), type), type));
    }

    /// The same, where success has no body.
    public void write(Call call, Ask ask) {
        observed("write", () -> guards.write(() -> changing(call, ask), HttpAnswer.class));
    }

    /// For the token itself: no authorisation, and a no means that our settings are wrong.
    public <T> T grant(Call call, Class<T> type) {
        var answer = exchange.send(call, Guards.READ);
        if (answer.status() >= 400 && answer.status() < 500 && answer.status() != 429) {
            throw new VendorException.Misconfigured(
                    "%s gives us no access token (%d)".formatted(vendor, answer.status()));
        }
        return Json.read(successful(answer).body(), type);
    }

    /// What went wrong last, until something goes well.
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    private HttpAnswer changing(Call call, Ask ask) {
        var own = within(Guards.WRITE);
        Supplier<Duration> left = () -> Collections.min(List.of(own.get(), ask.remaining()));
        return successful(authorised(call.with("X-Cordon-Action", ask.actionId()), left));
    }

    private static Supplier<Duration> within(Duration limit) {
        var end = System.nanoTime() + limit.toNanos();
        return () -> Duration.ofNanos(end - System.nanoTime());
    }

    private HttpAnswer authorised(Call call, Supplier<Duration> left) {
        var bearer = token.current();
        var answer = exchange.send(call.with("Authorization", "Bearer " + bearer), left.get());
        // A 401 comes from the door: nothing behind it was executed, so even a write may be repeated once.
        return answer.status() == 401
                ? exchange.send(call.with("Authorization", "Bearer " + token.insteadOf(bearer)), left.get())
                : answer;
    }

    private HttpAnswer successful(HttpAnswer answer) {
        if (answer.successful()) {
            return answer;
        }
        throw dialect.sort(answer);
    }

    private <T> T observed(String kind, Supplier<T> call) {
        var start = System.nanoTime();
        var result = "failed";
        try {
            var value = call.get();
            result = "ok";
            problem = null;
            return value;
        } catch (VendorException e) {
            result = e.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            if (e instanceof VendorException.Misconfigured
                    || (e instanceof VendorException.Unavailable unavailable && !unavailable.vendorWell())) {
                problem = e.why();
            }
            throw e;
        } finally {
            Metrics.timer("cordon.vendor.requests", "vendor", vendor, "kind", kind, "result", result)
                    .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }
}
