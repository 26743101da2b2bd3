package dev.cordon.connectors.vendor.ldap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;

/// TLS sockets that do not wait for ever for a server that has nothing to say: the SDK limits the time for connecting,
/// but not for the handshake after it.
final class Impatient extends SSLSocketFactory {
    private final SSLSocketFactory sockets;
    private final int millis;

    Impatient(SSLSocketFactory sockets, Duration patience) {
        this.sockets = sockets;
        this.millis = Math.toIntExact(patience.toMillis());
    }

    @Override
    public Socket createSocket() throws IOException {
        return limited(sockets.createSocket());
    }

    @Override
    public Socket createSocket(Socket plain, String host, int port, boolean autoClose) throws IOException {
        return limited(sockets.createSocket(plain, host, port, autoClose));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return limited(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return limited(sockets.createSocket(host, port, from, fromPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return limited(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return limited(sockets.createSocket(host, port, from, fromPort));
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return sockets.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return sockets.getSupportedCipherSuites();
    }

    private Socket limited(Socket socket) throws IOException {
        socket.setSoTimeout(millis);
        return socket;
    }
}
