package dev.cordon.recorder;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The broker of the distribution as a process of its own, on loopback, with the recorder's jar as its exporter.
final class RealBroker implements AutoCloseable {
    final int grpc = freePort();
    final int rest = freePort();
    private final int management = freePort();
    private final Map<String, String> environment;
    private final Path home = Path.of(Objects.requireNonNull(System.getProperty("broker.home")));
    private final File log;
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable Process process;

    RealBroker(Path directory, String serverUrl, String secret) throws IOException {
        log = directory.resolve("broker.log").toFile();
        environment = Map.ofEntries(
                Map.entry("JAVA_HOME", System.getProperty("java.home")),
                Map.entry("JAVA_OPTS", "-Xmx512m"),
                Map.entry(
                        "ZEEBE_BROKER_DATA_DIRECTORY", directory.resolve("data").toString()),
                Map.entry("ZEEBE_BROKER_NETWORK_HOST", "127.0.0.1"),
                Map.entry("ZEEBE_BROKER_NETWORK_COMMANDAPI_PORT", Integer.toString(freePort())),
                Map.entry("ZEEBE_BROKER_NETWORK_INTERNALAPI_PORT", Integer.toString(freePort())),
                Map.entry("ZEEBE_BROKER_GATEWAY_NETWORK_HOST", "127.0.0.1"),
                Map.entry("ZEEBE_BROKER_GATEWAY_NETWORK_PORT", Integer.toString(grpc)),
                Map.entry("SERVER_ADDRESS", "127.0.0.1"),
                Map.entry("SERVER_PORT", Integer.toString(rest)),
                Map.entry("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1"),
                Map.entry("MANAGEMENT_SERVER_PORT", Integer.toString(management)),
                Map.entry("ZEEBE_BROKER_EXPORTERS_CORDON_CLASSNAME", Recorder.class.getName()),
                Map.entry(
                        "ZEEBE_BROKER_EXPORTERS_CORDON_JARPATH",
                        Objects.requireNonNull(System.getProperty("recorder.jar"))),
                Map.entry("ZEEBE_BROKER_EXPORTERS_CORDON_ARGS_URL", serverUrl),
                Map.entry("ZEEBE_BROKER_EXPORTERS_CORDON_ARGS_SECRET", secret));
    }

    void start() throws IOException {
        var builder = new ProcessBuilder("sh", home.resolve("bin/broker").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.environment().putAll(environment);
        process = builder.start();
        Await.until("the broker is ready: " + log, Duration.ofSeconds(90), () -> answers("/actuator/health/readiness"));
    }

    /// kill -9
    void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
        }
    }

    void takeSnapshot() throws IOException, InterruptedException {
        http.send(
                HttpRequest.newBuilder(uri("/actuator/partitions/takeSnapshot"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        Await.until(
                "snapshot",
                Duration.ofSeconds(30),
                () -> get("/actuator/partitions").matches("(?s).*\"snapshotId\":\"\\d.*"));
    }

    /// How many records of the log the exporter has been shown but has not acknowledged.
    long unacknowledged() {
        var metrics = get("/actuator/prometheus");
        return metric(metrics, "zeebe_exporter_last_exported_position")
                - metric(metrics, "zeebe_exporter_last_updated_exported_position");
    }

    private static long metric(String metrics, String name) {
        var found = Pattern.compile("(?m)^" + name + "\\{[^}]*exporter=\"cordon\"[^}]*} (\\S+)$")
                .matcher(metrics);
        return found.find() ? (long) Double.parseDouble(found.group(1)) : Long.MIN_VALUE / 2;
    }

    private boolean answers(String path) {
        try {
            return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String get(String path) {
        try {
            return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + management + path);
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    @Override
    public void close() {
        kill();
        http.close();
    }
}
