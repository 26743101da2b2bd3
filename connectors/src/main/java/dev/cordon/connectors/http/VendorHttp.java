package dev.cordon.connectors.http;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.line.Line;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/// All that goes to one vendor tenant over HTTP goes through here. Never logs what it carries.
public final class VendorHttp {
    /// No artifact is larger; one that is does not end.
    private static final long LARGEST = 64L << 30;

    private final String connector;
    private final Exchange exchange;
    private final Line line;
    private final Dialect dialect;
    private final Access access;

    /// @param connector the name targets carry
    /// @param access gets this very line, to ask the vendor for a token with [#grant]
    public VendorHttp(
            Vertx vertx,
            String connector,
            HttpTenant tenant,
            Dialect dialect,
            Function<VendorHttp, ? extends Access> access) {
        this.connector = connector;
        this.exchange = new Exchange(
                vertx,
                tenant.url().orElseThrow(() -> new IllegalArgumentException(connector + " has no address")),
                tenant.ca().orElse(null));
        this.line = Line.punctual(connector, tenant.budget());
        this.dialect = dialect;
        this.access = access.apply(this);
    }

    /// May be sent more than once.
    public <T> T read(Call call, Class<T> type) {
        return line.read(left -> Json.read(allowed(call, left).body(), type), type);
    }

    /// The same, for an answer that is not JSON or whose headers matter.
    public HttpAnswer read(Call call) {
        return line.read(left -> allowed(call, left), HttpAnswer.class);
    }

    /// For what is slow by nature, and asked again later by whoever asks: a search, a long list.
    public <T> T slow(Call call, Duration limit, Class<T> type) {
        return line.patient(() -> {
            var end = System.nanoTime() + limit.toNanos();
            var answer = allowed(call, () -> Duration.ofNanos(end - System.nanoTime()));
            return Json.read(answer.body(), type);
        });
    }

    /// Is sent once, and not after the ask has run out.
    public <T> T write(Call call, Ask ask, Class<T> type) {
        return line.write(ask, left -> Json.read(changing(call, ask, left).body(), type), type);
    }

    /// The same, where success has no body that matters.
    public HttpAnswer write(Call call, Ask ask) {
        return line.write(ask, left -> changing(call, ask, left), HttpAnswer.class);
    }

    /// Writes a body of any length while it arrives, in constant memory.
    ///
    /// @param limit for the whole of it
    /// @return the status and the headers; the body is empty
    /// @throws IOException from `out` only
    public HttpAnswer copy(Call call, Duration limit, OutputStream out) throws IOException {
        try {
            return line.patient(() -> {
                var answer = exchange.stream(access.granted(call), limit, LARGEST, out);
                return answer.status() == 401 && access.renewed(access.granted(call))
                        ? successful(exchange.stream(access.granted(call), limit, LARGEST, out))
                        : successful(answer);
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// For the token itself: no authorisation, and a no means that our settings are wrong.
    public <T> T grant(Call call, Class<T> type) {
        var answer = exchange.send(call, Line.READ);
        if (answer.status() >= 400 && answer.status() < 500 && answer.status() != 429) {
            throw new VendorException.Misconfigured(
                    "%s gives us no access token (%d)".formatted(connector, answer.status()));
        }
        return Json.read(successful(answer).body(), type);
    }

    /// The budget, the breaker and the book, for what a vendor does besides HTTP.
    public Line line() {
        return line;
    }

    /// Has a token granted, where there are tokens.
    public void admit() {
        access.granted(Call.get("/"));
    }

    /// Whatever the vendor answers, unsorted and without authorisation: for the preflight.
    HttpAnswer knock(Call call) {
        return exchange.send(call, Line.READ);
    }

    private HttpAnswer changing(Call call, Ask ask, Supplier<Duration> left) {
        return allowed(call.with("X-Cordon-Action", ask.actionId()), left);
    }

    private HttpAnswer allowed(Call call, Supplier<Duration> left) {
        var shown = access.granted(call);
        var answer = exchange.send(shown, left.get());
        // A 401 comes from the door: nothing behind it was executed, so even a write may be repeated once.
        return successful(
                answer.status() == 401 && access.renewed(shown)
                        ? exchange.send(access.granted(call), left.get())
                        : answer);
    }

    private HttpAnswer successful(HttpAnswer answer) {
        if (answer.successful()) {
            return answer;
        }
        throw dialect.sort(answer);
    }
}
