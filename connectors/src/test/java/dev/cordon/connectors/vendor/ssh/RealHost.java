package dev.cordon.connectors.vendor.ssh;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A Linux host with a real sshd and a kernel of real network rules, in a network namespace of its own; and another
/// machine on another network, from which an intruder would come. Needs root, iproute2, openssh-server and nftables.
final class RealHost implements AutoCloseable {
    static final String ADDRESS = "10.231.7.2";
    private static final String US = "10.231.7.1";
    private static final String HOST_BESIDE = "10.231.8.2";
    private static final String PEER = "10.231.8.1";
    private static final int PORT = 2222;

    private final Path folder;
    private final String host = "cordon-h" + ProcessHandle.current().pid();
    private final String peer = "cordon-p" + ProcessHandle.current().pid();
    private final List<Process> servers;

    private RealHost(Path folder) {
        this.folder = folder;
        cable();
        keys();
        servers = List.of(sshd(host, ADDRESS, HOST_BESIDE), sshd(peer, PEER));
        awaitBanner();
    }

    /// Skips the test where there is no such machine to be had, unless the environment says that there must be one.
    static RealHost start(Path folder) {
        var there = "root".equals(System.getProperty("user.name"))
                && Files.isExecutable(Path.of("/usr/sbin/sshd"))
                && Files.isExecutable(Path.of("/usr/sbin/nft"))
                && succeeds("ip", "netns", "list");
        if ("1".equals(System.getenv("CORDON_REQUIRE_SYSTEM_TESTS")) && !there) {
            throw new AssertionError("root, sshd, nft and ip netns are required here");
        }
        assumeTrue(there, "needs root, sshd, nft and ip netns");
        return new RealHost(folder);
    }

    Path inventory() {
        return write("hosts.json", """
                [{"id": "web-01", "name": "WEB-01", "fqdn": "web-01.acme.example", "address": "%s", "port": %d, "role": "Server"},
                 {"id": "away-01", "address": "10.231.7.77", "port": %d},
                 {"id": "twin-a", "name": "twin", "address": "10.231.7.3"}, {"id": "twin-b", "name": "twin", "address": "10.231.7.4"}]
                """.formatted(ADDRESS, PORT, PORT));
    }

    Path knownHosts() {
        return write("known_hosts", "[%s]:%d %s".formatted(ADDRESS, PORT, read(folder.resolve("host-key.pub"))));
    }

    Path strangersKnownHosts() {
        return write("known_strangers", "[%s]:%d %s".formatted(ADDRESS, PORT, read(folder.resolve("user-key.pub"))));
    }

    Path nobodysKnownHosts() {
        return write("known_nobody", "[10.231.7.99]:22 " + read(folder.resolve("host-key.pub")));
    }

    Path key() {
        return folder.resolve("user-key");
    }

    /// As the host's own administrator.
    String onHost(String script) {
        return output("ip", "netns", "exec", host, "/bin/sh", "-c", script);
    }

    /// A new connection from the other network to the host, and one from the host out to it.
    boolean reachableFromBeside() {
        return connects(peer, HOST_BESIDE);
    }

    boolean reachesOut() {
        return connects(host, PEER);
    }

    /// An intruder's connection that is open already: answers whether a round trip over it still works.
    Process openConnection() {
        try {
            return new ProcessBuilder(
                            "ip",
                            "netns",
                            "exec",
                            peer,
                            "bash",
                            "-c",
                            "exec 3<>/dev/tcp/%s/%d; read -r line <&3; echo \"$line\"; read -r go; printf 'SSH-2.0-x\\r\\n' >&3; timeout 3 head -c 1 <&3 | wc -c"
                                    .formatted(HOST_BESIDE, PORT))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean connects(String from, String to) {
        return succeeds(
                "ip",
                "netns",
                "exec",
                from,
                "timeout",
                "2",
                "bash",
                "-c",
                "exec 3<>/dev/tcp/%s/%d && read -r line <&3".formatted(to, PORT));
    }

    private void cable() {
        run("ip", "netns", "add", host);
        run("ip", "netns", "add", peer);
        run("ip", "link", "add", "cordon-us", "type", "veth", "peer", "name", "eth0", "netns", host);
        run("ip", "addr", "add", US + "/24", "dev", "cordon-us");
        run("ip", "link", "set", "cordon-us", "up");
        run("ip", "-n", host, "addr", "add", ADDRESS + "/24", "dev", "eth0");
        run("ip", "-n", host, "link", "set", "eth0", "up");
        run("ip", "-n", host, "link", "set", "lo", "up");
        run("ip", "-n", host, "link", "add", "eth1", "type", "veth", "peer", "name", "eth0", "netns", peer);
        run("ip", "-n", host, "addr", "add", HOST_BESIDE + "/24", "dev", "eth1");
        run("ip", "-n", host, "link", "set", "eth1", "up");
        run("ip", "-n", peer, "addr", "add", PEER + "/24", "dev", "eth0");
        run("ip", "-n", peer, "link", "set", "eth0", "up");
    }

    private void keys() {
        run(
                "ssh-keygen",
                "-q",
                "-t",
                "ecdsa",
                "-N",
                "",
                "-f",
                folder.resolve("host-key").toString());
        run(
                "ssh-keygen",
                "-q",
                "-t",
                "ecdsa",
                "-N",
                "",
                "-f",
                folder.resolve("user-key").toString());
        var authorized = write("authorized_keys", read(folder.resolve("user-key.pub")));
        try {
            Files.setPosixFilePermissions(authorized, PosixFilePermissions.fromString("rw-------"));
            Files.createDirectories(Path.of("/run/sshd"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process sshd(String where, String... addresses) {
        var config =
                new StringBuilder("""
                Port %d
                HostKey %s
                AuthorizedKeysFile %s
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                PermitRootLogin yes
                PidFile none
                MaxStartups 100
                """.formatted(PORT, folder.resolve("host-key"), folder.resolve("authorized_keys")));
        for (var address : addresses) {
            config.append("ListenAddress ").append(address).append('\n');
        }
        var file = write("sshd-" + where, config.toString());
        try {
            return new ProcessBuilder("ip", "netns", "exec", where, "/usr/sbin/sshd", "-D", "-e", "-f", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("sshd-" + where + ".log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitBanner() {
        var end = Instant.now().plus(Duration.ofSeconds(20));
        while (!(connects(peer, HOST_BESIDE) && connects(host, PEER))) {
            if (Instant.now().isAfter(end)) {
                close();
                throw new AssertionError("sshd did not begin to listen");
            }
        }
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean succeeds(String... command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void run(String... command) {
        output(command);
    }

    private static String output(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + text);
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        servers.forEach(Process::destroyForcibly);
        succeeds("ip", "link", "del", "cordon-us");
        succeeds("ip", "netns", "del", host);
        succeeds("ip", "netns", "del", peer);
    }
}
