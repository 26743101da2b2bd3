package dev.cordon.engine.problem;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Counts what it reads: a chunked body does not say how long it is.
public final class BoundedBody extends FilterInputStream {
    private final long limit;
    private long count;

    public BoundedBody(InputStream body, long limit) {
        super(body);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        var octet = super.read();
        if (octet >= 0) {
            count(1);
        }
        return octet;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        var read = super.read(buffer, offset, length);
        if (read > 0) {
            count(read);
        }
        return read;
    }

    private void count(int read) {
        count += read;
        if (count > limit) {
            throw tooLarge(limit);
        }
    }

    public static Problem tooLarge(long limit) {
        return new Problem(413, "too-large", "The body is larger than " + limit + " bytes");
    }
}
