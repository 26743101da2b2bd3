package dev.cordon.connectors.vendor.sentinelone;

import dev.cordon.connectors.http.HttpTenant;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@ConfigMapping(prefix = "cordon.vendor.sentinelone")
interface SentinelOneConfig {

    @WithParentName
    @WithUnnamedKey(SentinelOne.NAME)
    Map<String, Console> tenants();

    /// One management console, `https://acme.sentinelone.net` for example.
    interface Console extends HttpTenant {

        /// Of a service user. It ends on the day that was chosen when it was made.
        Optional<String> token();

        /// A host that was not seen for longer is a record of the past, not a target.
        @WithDefault("30d")
        Duration recent();

        /// Where a hash is blocked: `tenant`, or `account:`, `site:` or `group:` with its id. Without it nothing is.
        Optional<String> blockScope();

        /// The console keeps one entry for each operating system.
        @WithDefault("windows,macos,linux")
        List<String> blockSystems();

        /// The id of the tenant's own script that ends one process. Without it no process is ended.
        Optional<String> killScript();

        /// What that script is given; `{pid}` and `{image}` are filled in.
        @WithDefault("-ProcessId {pid} -Image {image}")
        String killInput();

        /// The id of the tenant's own script that collects volatile data. Without it nothing is collected.
        Optional<String> triageScript();

        Optional<String> triageInput();

        /// From which hosts the results of a script may be fetched: the storage that the console's links lead to.
        Optional<List<String>> downloads();
    }
}
