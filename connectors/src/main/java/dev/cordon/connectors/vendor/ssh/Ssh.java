package dev.cordon.connectors.vendor.ssh;

import dev.cordon.connectors.capability.VendorException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.loader.KeyPairResourceLoader;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;

/// Runs shell scripts on a host as root, each on a connection of its own: whoever was just isolated must
/// show with a new connection that the way in is still there.
///
/// A script goes in on the standard input of `/bin/sh -s`, never on a command line, with the connection's own addresses
/// as its arguments: `$1` is where we come from as the host sees it, `$4` the port we reached.
final class Ssh {
    private static final String READY = "cordon:ready\n";
    private static final int LARGEST = 4 << 20;

    private final SshConfig.Hosts config;
    private final SshClient client;

    Ssh(SshConfig.Hosts config) {
        this.config = config;
        this.client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier(config.knownHosts()
                .<ServerKeyVerifier>map(
                        file -> new KnownHostsServerKeyVerifier(RejectAllServerKeyVerifier.INSTANCE, file))
                .orElse(RejectAllServerKeyVerifier.INSTANCE));
        // only the configured key and the inventory: not what lies about in the home directory of whoever runs this
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.start();
    }

    /// What a script printed, and how it ended.
    record Ran(int status, String output) {}

    /// Runs a script whose output is short.
    Ran run(Inventory.Entry host, String script, Supplier<Duration> left) {
        var output = new Bounded();
        var status = run(host, script, output, left);
        return new Ran(status, output.text());
    }

    /// Runs a script and writes what it prints while it prints it.
    ///
    /// @return its exit status
    int run(Inventory.Entry host, String script, OutputStream out, Supplier<Duration> left) {
        try (var session = connected(host, left)) {
            return executed(session, script, new AfterReady(out), left);
        } catch (IOException e) {
            throw sorted(e);
        }
    }

    private ClientSession connected(Inventory.Entry host, Supplier<Duration> left) throws IOException {
        var connection = client.connect(config.user(), host.address(), host.portOrUsual());
        var session = connection.verify(positive(left)).getClientSession();
        try {
            session.addPublicKeyIdentity(key());
            session.auth().verify(positive(left));
            return session;
        } catch (IOException | RuntimeException e) {
            session.close(true);
            throw e;
        }
    }

    private int executed(ClientSession session, String script, AfterReady out, Supplier<Duration> left)
            throws IOException {
        var shell = config.sudo() ? "sudo -n /bin/sh -s" : "/bin/sh -s";
        try (var channel = session.createExecChannel(shell + " -- $SSH_CONNECTION")) {
            channel.setIn(new ByteArrayInputStream(
                    ("printf '%s\\n' cordon:ready\n" + script).getBytes(StandardCharsets.UTF_8)));
            channel.setOut(out);
            channel.setErr(OutputStream.nullOutputStream());
            channel.open().verify(positive(left));
            var events = channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), positive(left));
            out.flush();
            if (!events.contains(ClientChannelEvent.CLOSED)) {
                throw VendorException.Unavailable.target("the host did not answer in time");
            }
            if (!out.ready()) {
                throw new VendorException.Misconfigured(
                        "the host does not let us run commands as root: sudo wants a password, or there is no shell");
            }
            var status = channel.getExitStatus();
            if (status == null) {
                throw VendorException.Unavailable.target("the command was cut off");
            }
            return status;
        }
    }

    private KeyPair key() throws IOException {
        var file = config.key().orElseThrow(() -> new VendorException.Misconfigured("there is no private key for ssh"));
        try {
            return first(file);
        } catch (GeneralSecurityException e) {
            throw new VendorException.Misconfigured("the private key for ssh cannot be used");
        } catch (IOException e) {
            throw new VendorException.Misconfigured("the private key for ssh cannot be read");
        }
    }

    private static KeyPair first(Path file) throws IOException, GeneralSecurityException {
        KeyPairResourceLoader loader = SecurityUtils.getKeyPairResourceParser();
        return StreamSupport.stream(
                        List.copyOf(loader.loadKeyPairs(null, file, null)).spliterator(), false)
                .findFirst()
                .orElseThrow(() -> new VendorException.Misconfigured("the private key file for ssh holds no key"));
    }

    private static Duration positive(Supplier<Duration> left) {
        var duration = left.get();
        if (!duration.isPositive()) {
            throw VendorException.Unavailable.target("the host did not answer in time");
        }
        return duration;
    }

    // Whether it is the host or the way to it: nothing else tells, so the host it is, and other hosts are not spared.
    private static VendorException sorted(IOException e) {
        for (Throwable reason = e; reason != null; reason = reason.getCause()) {
            if (reason instanceof SshException refused) {
                switch (refused.getDisconnectCode()) {
                    case SshConstants.SSH2_DISCONNECT_HOST_KEY_NOT_VERIFIABLE -> {
                        return new VendorException.Misconfigured("the host's key is not the one in known_hosts");
                    }
                    case SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE -> {
                        return new VendorException.Misconfigured("the host does not accept our key");
                    }
                    default -> {}
                }
            }
        }
        return VendorException.Unavailable.target("the host cannot be reached");
    }

    /// Swallows the line that says that the shell is ours; what comes before it is no answer of ours.
    private static final class AfterReady extends OutputStream {
        private final OutputStream out;
        private final StringBuilder before = new StringBuilder();
        private boolean ready;

        AfterReady(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            if (ready) {
                out.write(one);
            } else if (before.length() < 4096) {
                before.append((char) one);
                ready = before.toString().endsWith(READY);
            }
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            var next = from;
            while (!ready && next < from + length) {
                write(bytes[next++]);
            }
            out.write(bytes, next, from + length - next);
        }

        boolean ready() {
            return ready;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }

    private static final class Bounded extends OutputStream {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        @Override
        public void write(int one) throws IOException {
            if (kept.size() == LARGEST) {
                throw new IOException("the output does not end");
            }
            kept.write(one);
        }

        String text() {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }

    /// One word for the shell, whatever is in it.
    static String quoted(@Nullable String text) {
        if (text == null || text.indexOf('\0') >= 0) {
            throw new VendorException.Refused("bad-path", "this cannot be said to a shell");
        }
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
