package dev.cordon.connectors.http;

import dev.cordon.connectors.capability.VendorException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// One request and its answer, blocking the (virtual) thread that asks. Dials one configured host and follows nothing.
///
/// The core client instead of the web client: only there can an answer be cut off while it arrives. All of
/// it happens on one event loop: a request that begins on one and finds its connection on another is handed
/// to and fro, and a third of an exchange's CPU goes into waking threads.
public final class Exchange implements AutoCloseable {
    private static final int CAP = 4 << 20;
    private static final int CONNECTIONS = 64;
    private static final Duration CONNECT = Duration.ofMillis(1500);
    private static final Duration STALLED = Duration.ofSeconds(60);
    /// Where the reason is known it is said: a person has to mend it.
    static final String UNTRUSTED = "the vendor's certificate is not trusted";

    private final HttpClient client;
    private final Context loop;
    private final String prefix;

    /// @param ca of a private installation; null: what Java trusts
    Exchange(Vertx vertx, URI base, @Nullable Path ca) {
        this(vertx, base, ca, CONNECTIONS);
    }

    /// @param connections at most at a time; who finds none free waits for one
    public Exchange(Vertx vertx, URI base, @Nullable Path ca, int connections) {
        var secure = "https".equals(base.getScheme());
        var options = new HttpClientOptions()
                .setDefaultHost(base.getHost())
                .setDefaultPort(base.getPort() > 0 ? base.getPort() : secure ? 443 : 80)
                .setSsl(secure)
                .setVerifyHost(true)
                .setTrustAll(false)
                .setTcpNoDelay(true)
                .setConnectTimeout(Math.toIntExact(CONNECT.toMillis()))
                // shorter than the servers' own: a write on a connection that is just being closed has no answer
                .setKeepAliveTimeout(15);
        if (ca != null) {
            options.setTrustOptions(new PemTrustOptions().addCertPath(ca.toString()));
        }
        client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(connections));
        loop = vertx.getOrCreateContext();
        prefix = base.getPath() == null ? "" : base.getPath().replaceAll("/+$", "");
    }

    /// @throws VendorException.Unavailable nothing readable came back in time
    public HttpAnswer send(Call call, Duration timeout) {
        var flight = new Flight();
        var options = options(call, timeout);
        return await(
                flight, () -> client.request(options).compose(request -> flight.leave(request, call.body())), timeout);
    }

    /// Writes the body of a good answer while it arrives; a bad one is read whole, as by [#send].
    HttpAnswer stream(Call call, Duration limit, long largest, OutputStream out) {
        var flight = new Flight();
        var current = new Current(largest);
        var options = options(call, limit).setIdleTimeout(STALLED.toMillis());
        var begun = await(
                flight,
                () -> client.request(options).compose(request -> flight.flow(request, call.body(), current)),
                limit);
        if (begun.successful()) {
            current.pour(out, System.nanoTime() + limit.toNanos());
        }
        return begun;
    }

    @Override
    public void close() {
        client.close();
    }

    private RequestOptions options(Call call, Duration timeout) {
        var millis = timeout.toMillis();
        if (millis <= 0) {
            throw new VendorException.Unavailable("too late to send; nothing was sent");
        }
        var options = new RequestOptions()
                .setMethod(call.method())
                .setURI(prefix + call.target())
                .setConnectTimeout(Math.min(millis, CONNECT.toMillis()))
                .setIdleTimeout(millis);
        call.headers().forEach(options::putHeader);
        return options;
    }

    private HttpAnswer await(Flight flight, Supplier<Future<HttpAnswer>> leaving, Duration timeout) {
        var answer = new CompletableFuture<HttpAnswer>();
        loop.runOnContext(now -> begin(leaving).onComplete(answer::complete, answer::completeExceptionally));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            flight.abandon();
            throw new VendorException.Unavailable("the vendor did not answer in time");
        } catch (InterruptedException e) {
            flight.abandon();
            Thread.currentThread().interrupt();
            throw new VendorException.Unavailable("the vendor did not answer in time");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof VendorException sorted ? sorted : failed(e.getCause());
        }
    }

    private static Future<HttpAnswer> begin(Supplier<Future<HttpAnswer>> leaving) {
        try {
            return leaving.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private static VendorException failed(@Nullable Throwable cause) {
        var encrypted = false;
        for (var reason = cause; reason != null; reason = reason.getCause()) {
            if (reason instanceof CertificateException) {
                return new VendorException.Unavailable(UNTRUSTED);
            }
            encrypted |= reason instanceof SSLException;
        }
        return new VendorException.Unavailable(
                encrypted ? "the encrypted connection to the vendor failed" : "the connection to the vendor failed");
    }

    /// Once nobody waits for it any more, a request that still queues for a connection must not leave.
    private static final class Flight {
        private boolean abandoned;
        private @Nullable HttpClientRequest left;

        synchronized Future<HttpAnswer> leave(HttpClientRequest request, Buffer body) {
            if (abandoned) {
                request.reset();
                return Future.failedFuture("abandoned");
            }
            left = request;
            return request.send(body).compose(response -> collect(request, response));
        }

        /// @return the answer without its body when it is good; that is in `current`
        synchronized Future<HttpAnswer> flow(HttpClientRequest request, Buffer body, Current current) {
            if (abandoned) {
                request.reset();
                return Future.failedFuture("abandoned");
            }
            left = request;
            return request.send(body).compose(response -> {
                if (response.statusCode() / 100 != 2) {
                    return collect(request, response);
                }
                current.begin(request, response);
                return Future.succeededFuture(
                        new HttpAnswer(response.statusCode(), response.headers(), Buffer.buffer()));
            });
        }

        synchronized void abandon() {
            abandoned = true;
            if (left != null) {
                left.reset();
            }
        }

        private static Future<HttpAnswer> collect(HttpClientRequest request, HttpClientResponse response) {
            Promise<HttpAnswer> whole = Promise.promise();
            var body = Buffer.buffer();
            response.exceptionHandler(whole::tryFail);
            response.handler(part -> {
                if (body.length() + part.length() > CAP) {
                    whole.tryFail(new VendorException.Unavailable("unreadable answer: it does not end"));
                    request.reset();
                } else {
                    body.appendBuffer(part);
                }
            });
            response.endHandler(
                    end -> whole.tryComplete(new HttpAnswer(response.statusCode(), response.headers(), body)));
            return whole.future();
        }
    }
}
