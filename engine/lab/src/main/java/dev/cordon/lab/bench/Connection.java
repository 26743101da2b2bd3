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
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// One kept-alive HTTP/1.1 connection. Written out because a client library's threads and buffers would stand in the
/// figures: this is one write and one read.
public final class Connection implements Closeable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");

    private final Socket socket = new Socket();
    private final InputStream in;
    private long usedAt = System.nanoTime();
    private boolean open = true;
    private OptionalInt retryAfter = OptionalInt.empty();

    public Connection(URI address) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), (int) PATIENCE.toMillis());
        in = new BufferedInputStream(socket.getInputStream());
    }

    /// A whole request.
    ///
    /// @param authorization the header's value; empty for none
    public static byte[] post(URI address, String authorization, byte[] body) {
        var head = """
                POST %s HTTP/1.1
                Host: %s
                Content-Type: application/json
                Accept: application/json
                %sContent-Length: %d

                """.formatted(
                        address.getPath(),
                        address.getAuthority(),
                        authorization.isEmpty() ? "" : "Authorization: " + authorization + "\n",
                        body.length)
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        var whole = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    /// Sends a whole request, reads the whole answer.
    ///
    /// @return the answer's status
    public int exchange(byte[] request) throws IOException {
        retryAfter = OptionalInt.empty();
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
            } else if (field.startsWith("retry-after:")) {
                retryAfter = seconds(field.substring(12).strip());
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

    /// The seconds that the last answer said to wait for; empty when it did not, or not in seconds.
    public OptionalInt retryAfter() {
        return retryAfter;
    }

    private static OptionalInt seconds(String text) {
        return SECONDS.matcher(text).matches() ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    /// Whether another request may go through it; a server may close what was idle for long.
    public boolean reusable() {
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
