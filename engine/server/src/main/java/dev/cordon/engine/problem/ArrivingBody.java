package dev.cordon.engine.problem;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedChannelException;
import java.util.function.LongSupplier;

/// A body on its way. That it breaks off or does not arrive in time is the caller's doing, and told as such.
final class ArrivingBody extends FilterInputStream {
    /// What RESTEasy says when nothing came for `quarkus.http.read-timeout`; it has hung up by then.
    private static final String SILENCE = "Read timed out";

    private final LongSupplier nanos;
    private final long begun;
    private final long most;

    /// @param nanos a monotonic clock
    /// @param most nanoseconds until all of it must be there
    ArrivingBody(InputStream body, LongSupplier nanos, long most) {
        super(body);
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        try {
            var octet = super.read();
            return inTime(octet);
        } catch (IOException e) {
            throw told(e);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            var read = super.read(buffer, offset, length);
            return inTime(read);
        } catch (IOException e) {
            throw told(e);
        }
    }

    /// Who sends a byte now and then is never silent for long.
    private int inTime(int read) {
        if (nanos.getAsLong() - begun > most) {
            throw late();
        }
        return read;
    }

    /// What the connection says of itself comes wrapped: a hang-up, a chunk without a length, a trailer without a
    /// colon.
    private static IOException told(IOException failure) {
        if (SILENCE.equals(failure.getMessage())) {
            throw late();
        }
        if (failure.getCause() != null || failure instanceof ClosedChannelException) {
            throw new Problem(400, "broken-off", "The request broke off");
        }
        return failure;
    }

    private static Problem late() {
        return new Problem(408, "timeout", "The request did not arrive in time");
    }
}
