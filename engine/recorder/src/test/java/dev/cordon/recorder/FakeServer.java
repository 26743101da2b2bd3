package dev.cordon.recorder;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// The server's `/internal/records`, with a memory, moods and an off switch. Its port stays the same when it comes
/// back.
final class FakeServer implements AutoCloseable {
    /// @param stored whether it was answered with 200
    record Request(
            String authorization,
            String contentType,
            long lagMillis,
            List<String> lines,
            boolean stored,
            long arrivedAtMillis) {
        boolean heartbeat() {
            return lines.isEmpty();
        }
    }

    interface Mood {
        void answer(HttpExchange exchange, int lines) throws IOException;

        Mood FINE = (exchange, lines) -> send(exchange, 200, "{\"stored\": " + lines + "}");

        static Mood status(int status) {
            return (exchange, lines) -> send(exchange, status, "{\"title\":\"no\"}");
        }

        static Mood body(String body) {
            return (exchange, lines) -> send(exchange, 200, body);
        }

        /// Headers at once, the body never.
        static Mood hanging(CountDownLatch until) {
            return (exchange, lines) -> {
                exchange.sendResponseHeaders(200, 100);
                exchange.getResponseBody().flush();
                try {
                    until.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                exchange.close();
            };
        }
    }

    static {
        // Otherwise Nagle's algorithm and delayed acknowledgements add 40 ms to every answer.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    final List<Request> requests = new CopyOnWriteArrayList<>();
    /// One mood per request with records; then always [Mood#FINE].
    final Queue<Mood> moods = new ConcurrentLinkedQueue<>();

    private final int port;
    private @Nullable HttpServer http;
    private @Nullable ExecutorService threads;

    FakeServer() throws IOException {
        this(0);
        up();
    }

    /// Not up yet; any free port when it is 0.
    FakeServer(int port) throws IOException {
        if (port == 0) {
            try (var free = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                this.port = free.getLocalPort();
            }
        } else {
            this.port = port;
        }
    }

    void up() throws IOException {
        var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        threads = Executors.newVirtualThreadPerTaskExecutor();
        http.setExecutor(threads);
        http.createContext("/internal/records", this::handle);
        http.start();
        this.http = http;
    }

    void down() {
        if (http != null && threads != null) {
            http.stop(0);
            threads.shutdownNow();
            http = null;
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /// All lines of requests that were answered with 200, in the order of their arrival.
    List<String> stored() {
        return requests.stream()
                .filter(Request::stored)
                .flatMap(request -> request.lines().stream())
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var arrived = System.currentTimeMillis();
        var lines = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        var scripted = lines.isEmpty() ? null : moods.poll();
        var mood = scripted == null ? Mood.FINE : scripted;
        var headers = exchange.getRequestHeaders();
        requests.add(new Request(
                String.valueOf(headers.getFirst("Authorization")),
                String.valueOf(headers.getFirst("Content-Type")),
                Long.parseLong(headers.getFirst("X-Cordon-Lag-Millis")),
                lines,
                mood.equals(Mood.FINE),
                arrived));
        mood.answer(exchange, lines.size());
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        down();
    }
}
