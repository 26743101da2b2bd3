package dev.cordon.lab.chaos.fuzz;

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
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// One connection, on which anything can be sent. It reads HTTP/1.1 answers and nothing else.
final class Wire implements Closeable {
    private static final int LARGEST_ANSWER = 16 * 1024 * 1024;

    private final Socket socket = new Socket();
    private final InputStream in;
    private boolean open = true;

    /// @param patience with each answer
    Wire(URI server, Duration patience) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) patience.toMillis());
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), (int) patience.toMillis());
        in = new BufferedInputStream(socket.getInputStream());
    }

    void send(byte[] bytes, int from, int to) throws IOException {
        socket.getOutputStream().write(bytes, from, to - from);
    }

    void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        close();
    }

    boolean open() {
        return open;
    }

    /// The next final answer; the provisional ones are read over.
    Answer answer() throws IOException {
        var answer = one();
        while (answer.status() / 100 == 1 && answer.status() != 101) {
            answer = one();
        }
        open = open && !answer.isLast();
        return answer;
    }

    private Answer one() throws IOException {
        var line = line();
        if (!line.matches("HTTP/1\\.[01] \\d{3}( .*)?")) {
            throw new IOException("not an HTTP/1.1 answer");
        }
        var status = Integer.parseInt(line.substring(9, 12));
        var headers = new HashMap<String, String>();
        for (var field = line(); !field.isEmpty(); field = line()) {
            var colon = field.indexOf(':');
            headers.put(
                    field.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT),
                    field.substring(colon + 1).strip());
        }
        return new Answer(status, headers, body(headers));
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "").contains("chunked")) {
            var body = new ByteArrayOutputStream();
            for (var size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
                body.writeBytes(exactly(size));
                line();
            }
            line();
            return body.toByteArray();
        }
        return exactly(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }

    private byte[] exactly(int length) throws IOException {
        if (length > LARGEST_ANSWER) {
            throw new IOException("an answer of " + length + " bytes");
        }
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer ended early");
        }
        return bytes;
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
        open = false;
        socket.close();
    }
}
