package dev.cordon.connectors.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cordon.connectors.capability.FileFetch;
import dev.cordon.connectors.capability.Vendors;
import dev.cordon.connectors.line.Urgency;
import dev.cordon.contract.Intent;
import dev.cordon.contract.JobType;
import dev.cordon.contract.Outcome;
import dev.cordon.contract.Target;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// From a vendor's download to the server's evidence store, over two real connections.
@QuarkusTest
@TestProfile(LargeArtifactTest.Apart.class)
class LargeArtifactTest {
    private static final long SIZE = 2L << 30;
    private static final long ROOM = 64L << 20;
    private static final String AGENT = "3f2b8c1a-0000-4000-8000-00000000000a";
    private static final String ACTION = "9d0c7e55-0000-4000-8000-000000000001";
    private static final Target.HostFile FILE = new Target.HostFile(
            new Target.Host("elastic", AGENT, "WS-1", null, List.of(), null), "/var/crash/memory.dmp", null, null);
    private static final Intent INTENT =
            new Intent("action-1", "incident-1", "run-1", JobType.FILE_FETCH, FILE, "why", "fetch", "worker-1");

    @Inject
    Vendors vendors;

    @Inject
    @RestClient
    Locker locker;

    @Inject
    Spool spool;

    @Inject
    Pace pace;

    private final Time time = new Time.Real();
    private final MemoryLedger ledger = new MemoryLedger(time, new ArrayList<>());

    @BeforeEach
    void nothing_was_said() {
        Servers.cutAfter = Long.MAX_VALUE;
        Servers.received = null;
    }

    @Test
    void two_gigabytes_pass_in_constant_memory_and_leave_nothing_behind() throws Exception {
        Answer answer;
        long heap;
        long direct;
        try (var memory = new MemoryWatch()) {
            answer = collect();
            assertThat(memory.collections()).isPositive();
            heap = memory.heapGrowth();
            direct = memory.directGrowth();
        }

        assertThat(answer).isEqualTo(new Answer.Ended(new Outcome.Done("evidence-1")));
        assertThat(Servers.received).isEqualTo(new Received(SIZE, Servers.sent));
        assertThat(heap).isLessThan(ROOM);
        assertThat(direct).isLessThan(ROOM);
        assertThat(Servers.SPOOL).isEmptyDirectory();
    }

    @Test
    void a_download_that_is_cut_is_no_evidence_and_leaves_nothing_behind() throws Exception {
        Servers.cutAfter = 32L << 20;

        assertThat(collect()).isInstanceOf(Answer.Later.class);
        assertThat(Servers.received).isNull();
        assertThat(Servers.SPOOL).isEmptyDirectory();
    }

    @Test
    void a_collection_may_be_read_and_stored_before_its_job_is_given_to_somebody_else() {
        var config = ConfigProvider.getConfig();
        var uploading = Duration.ofMillis(config.getValue("quarkus.rest-client.locker.read-timeout", Long.class));
        var collecting = config.getValue("cordon.job.collect-timeout", Duration.class);

        assertThat(pace.copying().plus(uploading)).isLessThan(collecting);
        assertThat(uploading).isGreaterThanOrEqualTo(pace.copying());
    }

    private Answer collect() {
        var fetch = vendors.named("elastic")
                .flatMap(elastic -> elastic.able(FileFetch.class))
                .orElseThrow();
        var collector = new Collector(new Books(ledger, time), locker, spool, pace, time);
        return Urgency.PATIENT.during(() -> collector.collect(INTENT, fetch.fetching(FILE)));
    }

    /// @param size bytes
    record Received(long size, String sha256) {}

    /// The other tests' server keeps whole bodies in memory.
    public static final class Apart implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(Servers.class));
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    /// A Kibana whose download is made while it is sent, and a server that hashes what it gets and keeps nothing.
    public static final class Servers implements QuarkusTestResourceLifecycleManager {
        static final Path SPOOL = folder();
        static volatile long cutAfter = Long.MAX_VALUE;
        static volatile String sent = "";
        static volatile @Nullable Received received;

        private final HttpServer http = server();

        @Override
        public Map<String, String> start() {
            http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            http.createContext("/api/endpoint/metadata/" + AGENT, call -> json(call, """
                    {"metadata": {"agent": {"id": "%s"}, "host": {"hostname": "WS-1", "ip": []},
                     "Endpoint": {"state": {"isolation": false}}}, "host_status": "healthy",
                     "last_checkin": "2030-01-01T00:00:00Z"}
                    """.formatted(AGENT)));
            http.createContext("/api/endpoint/action", Servers::kibana);
            http.createContext("/internal/evidence/action-1", Servers::store);
            http.createContext("/", call -> json(call, "{}"));
            http.start();
            var url = "http://127.0.0.1:" + http.getAddress().getPort();
            return Map.of(
                    "cordon.server.url",
                    url,
                    "cordon.worker.secret",
                    "worker-secret",
                    "cordon.camunda.grpc",
                    "http://127.0.0.1:1",
                    "cordon.spool.folder",
                    SPOOL.toString(),
                    "cordon.vendor.elastic.url",
                    url,
                    "cordon.vendor.elastic.api-key",
                    "api-key-secret");
        }

        @Override
        public void stop() {
            http.stop(0);
        }

        private static void kibana(HttpExchange call) throws IOException {
            var path = call.getRequestURI().getPath();
            if (path.endsWith("/download")) {
                download(call);
            } else if (path.contains("/file/")) {
                json(call, "{\"data\": {\"status\": \"READY\"}}");
            } else if (path.equals("/api/endpoint/action")) {
                json(call, "{\"data\": [], \"total\": 0}");
            } else {
                json(call, """
                        {"data": {"id": "%s", "agents": ["%s"], "comment": "cordon action-1", "command": "get-file",
                         "isCompleted": true, "wasSuccessful": true, "isExpired": false, "errors": null, "outputs": {}}}
                        """.formatted(ACTION, AGENT));
            }
        }

        private static void download(HttpExchange call) throws IOException {
            var block = new byte[1 << 16];
            new SplittableRandom(4711).nextBytes(block);
            var digest = sha256();
            call.sendResponseHeaders(200, SIZE);
            var out = call.getResponseBody();
            for (var at = 0L; at < SIZE; at += block.length) {
                if (at >= cutAfter) {
                    call.close();
                    return;
                }
                ByteBuffer.wrap(block).putLong(at);
                digest.update(block);
                out.write(block);
            }
            sent = HexFormat.of().formatHex(digest.digest());
            out.close();
        }

        private static void store(HttpExchange call) throws IOException {
            var digest = sha256();
            var size = 0L;
            var buffer = new byte[1 << 16];
            var in = call.getRequestBody();
            for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                size += n;
            }
            var hash = HexFormat.of().formatHex(digest.digest());
            received = new Received(size, hash);
            json(call, "{\"id\": \"evidence-1\", \"sha256\": \"%s\", \"size\": %d}".formatted(hash, size));
        }

        private static void json(HttpExchange call, String text) throws IOException {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            call.getResponseHeaders().add("Content-Type", "application/json");
            call.sendResponseHeaders(200, bytes.length);
            try (OutputStream out = call.getResponseBody()) {
                out.write(bytes);
            }
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        private static HttpServer server() {
            try {
                return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private static Path folder() {
            try {
                return Files.createTempDirectory("cordon-spool");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
