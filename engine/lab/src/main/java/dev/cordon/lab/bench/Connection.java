package dev.cordon.lab.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/// One kept-alive HTTP/1.1 connection. Written out because a client library's threads and buffers would stand in the
/// figures: this is one write and one read.
final class Connection implements Closeable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Socket socket = new Socket();
    private final InputStream in;
    private long usedAt = System.nanoTime();
    private boolean open = true;

    Connection(URI address) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), (int) PATIENCE.toMillis());
        in = new BufferedInputStream(socket.getInputStream());
    }

    /// Sends a whole request, reads the whole answer.
    ///
    /// @return the answer's status
    int exchange(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        var status = Integer.parseInt(line().split(" ", 3)[1]);
        var length = 0;
        var chunked = false;
        for (var line = line(); !line.isEmpty(); line = line()) {
            var field = line.toLowerCase(Locale.ROOT);
            if (field.startsWith("content-length:")) {
                length = Integer.parseInt(field.substring(15).strip());
            } else if (field.startsWith("transfer-encoding:")) {
                chunked = field.contains("chunked");
            } else if (field.startsWith("connection:") && field.contains("close")) {
                open = false;
            }
        }
        if (chunked) {
            skipChunks();
        } else {
            in.skipNBytes(length);
        }
        usedAt = System.nanoTime();
        return status;
    }

    /// Whether another request may go through it; a server may close what was idle for long.
    boolean reusable() {
        return open && System.nanoTime() - usedAt < Duration.ofSeconds(10).toNanos();
    }

    private void skipChunks() throws IOException {
        for (var size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            in.skipNBytes(size + 2L);
        }
        line();
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (var b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the answer ended early");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
