package dev.cordon.lab.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.cordon.lab.setting.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
    private static final byte[] CONTENT = "a server in a tar file".getBytes(UTF_8);

    private final List<String> ranges = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    @TempDir
    Path temp = Path.of("");

    DownloadTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    /// Breaks off in the middle of the first answer, and honours ranges.
    @BeforeEach
    void serve() {
        server.createContext("/", exchange -> {
            var range = exchange.getRequestHeaders().getFirst("Range");
            ranges.add(String.valueOf(range));
            var from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            exchange.sendResponseHeaders(from > 0 ? 206 : 200, CONTENT.length - from);
            var until = ranges.size() == 1 ? CONTENT.length / 2 : CONTENT.length;
            exchange.getResponseBody().write(CONTENT, from, until - from);
            exchange.getResponseBody().flush();
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_broken_transfer_goes_on_where_it_broke() throws Exception {
        var file = temp.resolve("server.tar.gz");

        download(file, Download.sha256(new ByteArrayInputStream(CONTENT))).fetch();

        assertThat(file).hasBinaryContent(CONTENT);
        assertThat(ranges).containsExactly("null", "bytes=" + CONTENT.length / 2 + "-");
    }

    @Test
    void other_content_than_expected_is_an_error_and_is_deleted() throws IOException {
        var file = temp.resolve("server.tar.gz");

        assertThatThrownBy(download(file, "0".repeat(64))::fetch)
                .isInstanceOf(Problem.class)
                .hasMessageContaining("wrong SHA-256")
                .hasMessageContaining("deleted");

        try (var left = Files.list(temp)) {
            assertThat(left).isEmpty();
        }
    }

    private Download download(Path file, String sha256) {
        var from = URI.create("http://127.0.0.1:%d/server.tar.gz"
                .formatted(server.getAddress().getPort()));
        return new Download(from, file, sha256, text -> {});
    }
}
