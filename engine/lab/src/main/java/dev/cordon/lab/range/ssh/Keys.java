package dev.cordon.lab.range.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.util.security.SecurityUtils;

/// The machines' one key and the connector's key, made once and kept.
final class Keys {
    private final KeyPair host;
    private final KeyPair user;

    Keys(Path folder) throws IOException {
        try {
            host = kept(folder.resolve("host-key"));
            user = kept(folder.resolve("user-key"));
        } catch (GeneralSecurityException e) {
            throw new IOException("no key could be made or read", e);
        }
    }

    private static KeyPair kept(Path file) throws IOException, GeneralSecurityException {
        if (!Files.exists(file)) {
            var pair = SecurityUtils.getKeyPairGenerator("EC");
            pair.initialize(256);
            try (var out = Files.newOutputStream(file)) {
                OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(
                        pair.generateKeyPair(), "cordon range", null, out);
            }
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        return List.copyOf(SecurityUtils.getKeyPairResourceParser().loadKeyPairs(null, file, null))
                .getFirst();
    }

    KeyPair host() {
        return host;
    }

    KeyPair user() {
        return user;
    }

    /// As it stands in `known_hosts`.
    String hostLine() {
        return PublicKeyEntry.toString(host.getPublic());
    }
}
