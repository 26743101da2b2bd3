package dev.cordon.connectors.vendor.ssh;

import dev.cordon.connectors.line.Tenant;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@ConfigMapping(prefix = "cordon.vendor.ssh")
interface SshConfig {

    @WithParentName
    @WithUnnamedKey(SshProduct.NAME)
    Map<String, Hosts> tenants();

    /// A group of hosts with the same way in.
    interface Hosts extends Tenant {

        /// JSON file with the hosts that may be reached; no other address is ever dialled. See [Inventory].
        Optional<Path> inventory();

        /// OpenSSH `known_hosts`. A host whose key does not stand there is not talked to.
        Optional<Path> knownHosts();

        @WithDefault("cordon")
        String user();

        /// Private key in OpenSSH or PEM form, readable by this process only, without a passphrase.
        Optional<Path> key();

        /// Whether commands are run by `sudo -n`; not needed when the user is root.
        @WithDefault("true")
        boolean sudo();

        /// Addresses that may still reach the SSH port of an isolated host, besides the one this connection comes from.
        Optional<List<String>> management();

        @Override
        default boolean used() {
            return enabled() && inventory().isPresent();
        }
    }
}
