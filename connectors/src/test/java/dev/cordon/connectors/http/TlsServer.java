package dev.cordon.connectors.http;

import dev.cordon.connectors.Certificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// A server on `localhost` in the place of a vendor's, which shows a certificate, keeps all that is said to it once the
/// encryption stands, and cannot answer. One of each kind for all tests.
@SuppressWarnings("ImmutableEnumChecker") // it is a server, and there is one of each
public enum TlsServer {
    /// For the right name; what vouches for it is not what the tenant trusts.
    UNKNOWN_AUTHORITY("localhost", "localhost"),
    /// Vouched for by what the tenant trusts; for another name.
    OTHER_NAME("elsewhere.example", null),
    RIGHTFUL("localhost", null);

    private static final byte[] UNWELL =
            "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final AtomicInteger calls = new AtomicInteger();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final SSLServerSocket socket;
    private final Path trusted;

    TlsServer(String shown, @Nullable String trustedInstead) {
        try {
            var folder = Files.createTempDirectory("cordon-tls");
            var certificate = Certificate.of(shown, folder);
            trusted = trustedInstead == null
                    ? certificate.certificate()
                    : Certificate.of(trustedInstead, Files.createTempDirectory("cordon-tls"))
                            .certificate();
            socket = (SSLServerSocket) certificate
                    .server()
                    .getServerSocketFactory()
                    .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        Thread.ofPlatform().daemon().name("tls-" + name()).start(this::serve);
    }

    public String url() {
        return "https://localhost:" + socket.getLocalPort();
    }

    /// What the tenant is told to trust.
    public String ca() {
        return trusted.toString();
    }

    void forget() {
        calls.set(0);
        synchronized (heard) {
            heard.reset();
        }
    }

    int calls() {
        return calls.get();
    }

    String heard() {
        synchronized (heard) {
            return heard.toString(StandardCharsets.ISO_8859_1);
        }
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                var caller = (SSLSocket) socket.accept();
                calls.incrementAndGet();
                Thread.ofVirtual().start(() -> listen(caller));
            } catch (IOException e) {
                // then the next one
            }
        }
    }

    private void listen(SSLSocket caller) {
        var buffer = new byte[8192];
        try (caller) {
            for (var n = caller.getInputStream().read(buffer);
                    n > 0;
                    n = caller.getInputStream().read(buffer)) {
                synchronized (heard) {
                    heard.write(buffer, 0, n);
                }
                caller.getOutputStream().write(UNWELL);
                caller.getOutputStream().flush();
            }
        } catch (IOException e) {
            // the caller hung up
        }
    }
}
