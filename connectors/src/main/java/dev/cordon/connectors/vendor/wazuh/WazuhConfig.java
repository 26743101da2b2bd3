package dev.cordon.connectors.vendor.wazuh;

import dev.cordon.connectors.http.HttpTenant;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@ConfigMapping(prefix = "cordon.vendor.wazuh")
interface WazuhConfig {

    @WithParentName
    @WithUnnamedKey(WazuhProduct.NAME)
    Map<String, Server> tenants();

    /// `https://manager.example:55000`, the API of the manager, not the indexer's.
    interface Server extends HttpTenant {

        Optional<String> user();

        Optional<String> password();

        /// As long as the manager lets its tokens live, or shorter.
        @WithDefault("15m")
        Duration tokenLife();

        /// The active response that isolates, `!cordon-isolate.sh` for a script of yours in the agents'
        /// `active-response/bin`. Without it and its counterpart hosts are not isolated here.
        Optional<String> isolateCommand();

        Optional<String> releaseCommand();

        /// The active response that ends a process. It finds `cordon_pid` and `cordon_image` in
        /// `alert.data` and must end that process only if both agree. Without it no process is ended here.
        Optional<String> killCommand();

        /// The active response that puts a file away. It finds `cordon_path` and, where it is known, `cordon_sha256` in
        /// `alert.data` and must leave a file with another hash alone. Without it no file is put away here.
        Optional<String> quarantineCommand();

        /// Names of hosts that are never isolated: those of the manager, the indexer, name servers.
        Optional<List<String>> spared();

        /// An agent that was not heard of for longer is a record of the past, not a target.
        @WithDefault("30d")
        Duration recent();
    }
}
