package dev.cordon.lab.range;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// HTTP/1.1 on loopback, one virtual thread per connection. Written out because the range must be able to end an
/// answer in ways a well-behaved server does not offer: cut short, without end, closed, reset.
public final class HttpPort implements AutoCloseable {
    private static final int LARGEST_BODY = 16 << 20;

    private final ServerSocket listener;
    private final Function<Request, Reply> handler;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    public HttpPort(int port, Function<Request, Reply> handler) throws IOException {
        this.handler = handler;
        listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
        Thread.ofPlatform().name("range-accept").start(this::accept);
    }

    public int number() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                connections.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new IllegalStateException("The range can accept no more connections", e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream());
            var out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
            var more = true;
            while (more) {
                more = exchange(socket, in, out);
            }
        } catch (IOException e) {
            // The client went away; there is nobody to tell.
        } finally {
            connections.remove(socket);
        }
    }

    /// @return whether the connection can carry another exchange
    private boolean exchange(Socket socket, InputStream in, OutputStream out) throws IOException {
        var first = line(in);
        if (first.isEmpty()) {
            return false;
        }
        var words = first.split(" ", -1);
        var headers = new HashMap<String, String>();
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            var colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        if (words.length != 3) {
            throw new IOException("not HTTP: " + first);
        }
        if (headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue")) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
        var body = headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")
                ? chunks(in)
                : exactly(in, Integer.parseInt(headers.getOrDefault("content-length", "0")));
        var reply = handler.apply(new Request(words[0], words[1], headers, body, System.nanoTime()));
        var keep = !headers.getOrDefault("connection", "").equalsIgnoreCase("close") && words[2].equals("HTTP/1.1");
        return send(reply, words[0].equals("HEAD"), keep, socket, out);
    }

    private static boolean send(Reply reply, boolean head, boolean keep, Socket socket, OutputStream out)
            throws IOException {
        switch (reply.ending()) {
            case WHOLE -> {
                heading(reply, "Content-Length: " + reply.body().length, keep, out);
                if (!head) {
                    out.write(reply.body());
                }
                out.flush();
                return keep;
            }
            case TRUNCATED -> {
                heading(reply, "Content-Length: " + reply.body().length, keep, out);
                out.write(reply.body(), 0, reply.body().length / 2);
                out.flush();
            }
            case ENDLESS -> {
                heading(reply, "Transfer-Encoding: chunked", keep, out);
                var chunk = ("1000\r\n" + " ".repeat(0x1000) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
                while (!socket.isClosed()) {
                    out.write(chunk);
                    out.flush();
                }
            }
            case CLOSED -> socket.shutdownOutput();
            case RESET -> socket.setSoLinger(true, 0);
        }
        return false;
    }

    private static void heading(Reply reply, String length, boolean keep, OutputStream out) throws IOException {
        var text = new StringBuilder("HTTP/1.1 ").append(reply.status()).append(" -\r\n");
        reply.headers()
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append("\r\n"));
        // 204 and 304 carry no body and, by RFC 9110, no length.
        if (reply.status() != 204 && reply.status() != 304) {
            text.append(length).append("\r\n");
        }
        text.append("Connection: ").append(keep ? "keep-alive" : "close").append("\r\n\r\n");
        out.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (line.size() > 1 << 16) {
                throw new IOException("line too long");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private static byte[] chunks(InputStream in) throws IOException {
        var body = new ByteArrayOutputStream();
        for (var size = chunkSize(in); size > 0; size = chunkSize(in)) {
            body.write(exactly(in, size));
            line(in);
            if (body.size() > LARGEST_BODY) {
                throw new IOException("body too large");
            }
        }
        // trailers
        while (!line(in).isEmpty()) {}
        return body.toByteArray();
    }

    private static int chunkSize(InputStream in) throws IOException {
        return Integer.parseInt(line(in).split(";", 2)[0].strip(), 16);
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        if (length < 0 || length > LARGEST_BODY) {
            throw new IOException("body too large");
        }
        var body = in.readNBytes(length);
        if (body.length < length) {
            throw new IOException("the request ended early");
        }
        return body;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (var connection : connections) {
            connection.close();
        }
    }
}
