package dev.cordon.connectors.http;

import dev.cordon.connectors.capability.VendorException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A body on its way from the network into a stream that may be slower. Holds a few buffers, never more: the network
/// waits for the stream.
final class Current {
    private static final int AHEAD = 8;

    private final long largest;
    private final BlockingQueue<Part> arrived = new LinkedBlockingQueue<>();
    private volatile boolean broken;
    private @Nullable HttpClientRequest request;
    private @Nullable HttpClientResponse response;

    /// @param bytes null: the end
    private record Part(@Nullable Buffer bytes) {}

    Current(long largest) {
        this.largest = largest;
    }

    /// On the network's thread, before any part of the body is lost.
    void begin(HttpClientRequest asked, HttpClientResponse answer) {
        request = asked;
        response = answer;
        answer.pause();
        answer.handler(bytes -> arrived.add(new Part(bytes)));
        answer.endHandler(end -> arrived.add(new Part(null)));
        answer.exceptionHandler(failure -> {
            broken = true;
            arrived.add(new Part(null));
        });
        answer.fetch(AHEAD);
    }

    /// @throws VendorException.Unavailable it broke off, stalled, or did not end
    /// @throws UncheckedIOException from `out`
    void pour(OutputStream out, long end) {
        try {
            var written = 0L;
            while (true) {
                var part = arrived.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (part == null) {
                    throw new VendorException.Unavailable("the vendor did not answer in time");
                }
                var bytes = part.bytes;
                if (bytes == null) {
                    if (broken) {
                        throw new VendorException.Unavailable("the connection to the vendor broke off");
                    }
                    return;
                }
                written += bytes.length();
                if (written > largest) {
                    throw new VendorException.Unavailable("unreadable answer: it does not end");
                }
                out.write(bytes.getBytes());
                more();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw abandoned(new VendorException.Unavailable("the vendor did not answer in time"));
        } catch (VendorException e) {
            throw abandoned(e);
        } catch (IOException e) {
            throw abandoned(new UncheckedIOException(e));
        }
    }

    private void more() {
        if (response != null) {
            response.fetch(1);
        }
    }

    private <E extends RuntimeException> E abandoned(E failure) {
        if (request != null) {
            request.reset();
        }
        return failure;
    }
}
