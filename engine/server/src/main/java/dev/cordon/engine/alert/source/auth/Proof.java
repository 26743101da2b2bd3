package dev.cordon.engine.alert.source.auth;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.util.function.Function;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/// What a sender can prove itself with.
///
/// @param address where the request comes from; behind a proxy that the platform was told to trust, what that one says
/// @param headers by name; several of one name are none that fits
/// @param peer who is at the other end of the connection
public record Proof(String address, @Nullable String urlToken, Function<String, @Nullable String> headers, Peer peer) {

    /// @param address of the connection itself, whatever a header says
    /// @param certificate with which it has proven itself to our TLS, against the client trust store
    public record Peer(String address, @Nullable X509Certificate certificate) {}

    public static Proof of(HttpServerRequest request, @Nullable String urlToken) {
        var peer = new Peer(address(request.connection().remoteAddress()), certificate(request));
        return new Proof(address(request.remoteAddress()), urlToken, name -> header(request, name), peer);
    }

    @Nullable
    String header(String name) {
        return headers.apply(name);
    }

    private static @Nullable String header(HttpServerRequest request, String name) {
        var values = request.headers().getAll(name);
        return values.size() == 1 ? values.getFirst() : null;
    }

    private static String address(@Nullable SocketAddress remote) {
        return remote == null || remote.hostAddress() == null ? "unknown" : remote.hostAddress();
    }

    private static @Nullable X509Certificate certificate(HttpServerRequest request) {
        var session = request.sslSession();
        try {
            return session != null && session.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? certificate
                    : null;
        } catch (SSLPeerUnverifiedException e) {
            return null;
        }
    }
}
