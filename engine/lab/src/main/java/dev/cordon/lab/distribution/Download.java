package dev.cordon.lab.distribution;

import dev.cordon.lab.setting.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A file from the net whose content is known beforehand by its SHA-256. A broken transfer goes on where it broke;
/// other content than expected is deleted and never used.
final class Download {
    private static final int ATTEMPTS = 5;

    private final URI from;
    private final Path to;
    private final String sha256;
    private final Consumer<String> progress;

    Download(URI from, Path to, String sha256, Consumer<String> progress) {
        this.from = from;
        this.to = to;
        this.sha256 = sha256;
        this.progress = progress;
    }

    void fetch() throws IOException, InterruptedException {
        var partial = to.resolveSibling(to.getFileName() + ".part");
        Files.createDirectories(to.toAbsolutePath().getParent());
        for (var attempt = 1; ; attempt++) {
            try {
                transfer(partial);
                break;
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new Problem(
                            "Downloading %s failed %d times: %s. Check the network and start again; it goes on where it stopped."
                                    .formatted(from, ATTEMPTS, e),
                            e);
                }
                progress.accept("Downloading %s broke off (%s); trying again".formatted(to.getFileName(), e));
                TimeUnit.SECONDS.sleep(attempt);
            }
        }
        if (!sha256.equals(sha256(partial))) {
            Files.delete(partial);
            throw new Problem(
                    "What %s delivered is not what it should be (wrong SHA-256). It was deleted. Start again; if it happens again, something between here and there changes the file."
                            .formatted(from));
        }
        Files.move(partial, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void transfer(Path partial) throws IOException, InterruptedException {
        var have = Files.exists(partial) ? Files.size(partial) : 0;
        var request = HttpRequest.newBuilder(from).timeout(Duration.ofSeconds(60));
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        try (var client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(20))
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (var body = response.body()) {
                switch (response.statusCode()) {
                    case 200 -> copy(body, partial, 0, response, StandardOpenOption.TRUNCATE_EXISTING);
                    case 206 -> copy(body, partial, have, response, StandardOpenOption.APPEND);
                    case 416 -> {
                        // the whole file is there, or a longer one: its checksum tells
                    }
                    default -> throw new IOException("status " + response.statusCode());
                }
            }
        }
    }

    private void copy(InputStream body, Path file, long have, HttpResponse<?> response, StandardOpenOption mode)
            throws IOException {
        var total = have + response.headers().firstValueAsLong("Content-Length").orElse(0);
        var done = have;
        var told = -1L;
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, mode)) {
            var buffer = new byte[1 << 16];
            for (var n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                out.write(buffer, 0, n);
                done += n;
                var tenth = total > 0 ? done * 10 / total : 0;
                if (tenth > told) {
                    told = tenth;
                    progress.accept("Downloading %s: %d of %d MB".formatted(to.getFileName(), done >> 20, total >> 20));
                }
            }
        }
        if (total > 0 && done < total) {
            throw new IOException("ended early, at %d of %d bytes".formatted(done, total));
        }
    }

    static String sha256(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return sha256(in);
        }
    }

    static String sha256(InputStream content) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(content, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
