package dev.cordon.connectors.vendor.ldap;

import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import dev.cordon.connectors.capability.VendorException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// One server of a directory, and a few connections to it. Nothing is said on any of them before TLS stands.
final class Controller {
    private static final Duration CONNECT = Duration.ofMillis(1500);
    private static final Duration SPARED = Duration.ofSeconds(30);
    // much shorter than any server's own: a write on a connection that is just being closed has no answer
    private static final Duration KEPT = Duration.ofSeconds(10);
    private static final int MOST_KEPT = 4;

    private final URI address;
    private final Supplier<SSLSocketFactory> tls;
    private final Supplier<SimpleBindRequest> bind;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private volatile long sparedUntil = System.nanoTime();

    Controller(URI address, Supplier<SSLSocketFactory> tls, Supplier<SimpleBindRequest> bind) {
        this.address = address;
        this.tls = tls;
        this.bind = bind;
    }

    private record Idle(LDAPConnection connection, long since) {}

    /// Something said on one connection.
    @FunctionalInterface
    interface Talk<T> {
        T with(LDAPConnection connection) throws LDAPException;
    }

    /// @throws NotReached nothing was said
    /// @throws VendorException sorted by the next step
    <T> T talk(Supplier<Duration> left, Talk<T> talk) {
        var connection = connected(left);
        try {
            var said = talk.with(connection);
            keep(connection);
            return said;
        } catch (LDAPException e) {
            if (e.getResultCode().isConnectionUsable()) {
                keep(connection);
            } else {
                leave(connection);
                forget();
            }
            throw Results.sort(e);
        } catch (RuntimeException e) {
            leave(connection);
            throw e;
        }
    }

    /// Whether it could not be reached a moment ago.
    boolean spared() {
        return sparedUntil - System.nanoTime() > 0;
    }

    private LDAPConnection connected(Supplier<Duration> left) {
        var kept = kept();
        if (kept != null) {
            return kept;
        }
        try {
            return fresh(left);
        } catch (LDAPException e) {
            sparedUntil = System.nanoTime() + SPARED.toNanos();
            throw Results.sort(e) instanceof VendorException.Unavailable unavailable
                    ? new NotReached(unavailable)
                    : Results.sort(e);
        }
    }

    private LDAPConnection fresh(Supplier<Duration> left) throws LDAPException {
        var secure = secure();
        var options = new LDAPConnectionOptions();
        var patience = millis(left, CONNECT);
        var sockets = new Impatient(tls.get(), Duration.ofMillis(patience));
        options.setConnectTimeoutMillis(patience);
        options.setResponseTimeoutMillis(patience);
        options.setSSLSocketVerifier(new SameName());
        options.setUseSynchronousMode(true);
        options.setFollowReferrals(false);
        var connection = secure
                ? new LDAPConnection(sockets, options, address.getHost(), port())
                : new LDAPConnection(options, address.getHost(), port());
        try {
            if (!secure) {
                successful(connection.processExtendedOperation(new StartTLSExtendedRequest(sockets)));
            }
            connection.bind(bind.get());
            return connection;
        } catch (LDAPException | RuntimeException e) {
            leave(connection);
            throw e;
        }
    }

    private static void successful(ExtendedResult startTls) throws LDAPException {
        if (!startTls.getResultCode().equals(ResultCode.SUCCESS)) {
            throw new LDAPException(ResultCode.CONNECT_ERROR, "StartTLS was refused");
        }
    }

    private boolean secure() {
        if (port() == 3268 || port() == 3269) {
            throw new VendorException.Misconfigured("a global catalog is for reading only; name a domain controller");
        }
        return switch (String.valueOf(address.getScheme())) {
            case "ldaps" -> true;
            case "ldap" -> false;
            default -> throw new VendorException.Misconfigured("a directory's address begins with ldaps:// or ldap://");
        };
    }

    private int port() {
        return address.getPort() > 0 ? address.getPort() : "ldaps".equals(address.getScheme()) ? 636 : 389;
    }

    static int millis(Supplier<Duration> left, Duration most) {
        var millis = Math.min(left.get().toMillis(), most.toMillis());
        if (millis <= 0) {
            throw new VendorException.Unavailable("too late to send; nothing was sent");
        }
        return Math.toIntExact(millis);
    }

    private synchronized @Nullable LDAPConnection kept() {
        for (var last = idle.pollLast(); last != null; last = idle.pollLast()) {
            if (System.nanoTime() - last.since < KEPT.toNanos() && last.connection.isConnected()) {
                return last.connection;
            }
            leave(last.connection);
        }
        return null;
    }

    /// What broke one connection has probably broken the others.
    private synchronized void forget() {
        idle.forEach(kept -> leave(kept.connection));
        idle.clear();
    }

    private synchronized void keep(LDAPConnection connection) {
        if (idle.size() < MOST_KEPT) {
            idle.addLast(new Idle(connection, System.nanoTime()));
        } else {
            leave(connection);
        }
    }

    /// Closing waits a moment for what the server may still have to say. We do not.
    private static void leave(LDAPConnection connection) {
        Thread.ofVirtual().start(connection::close);
    }

    /// As it stands in receipts.
    @Override
    public String toString() {
        return address.getHost() + ":" + port();
    }
}
