package dev.cordon.connectors.vendor.sentinel;

import dev.cordon.connectors.capability.VerdictWords;
import dev.cordon.connectors.http.HttpTenant;
import dev.cordon.connectors.walk.Fed;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

@ConfigMapping(prefix = "cordon.vendor.sentinel")
interface SentinelConfig {

    @WithParentName
    @WithUnnamedKey(Sentinel.NAME)
    Map<String, Workspace> tenants();

    /// One workspace. The address is Azure Resource Manager's: `https://management.azure.com`.
    interface Workspace extends HttpTenant, Fed, VerdictWords {

        /// Directory (tenant) id.
        Optional<String> tenantId();

        /// Where tokens are granted; without it the global cloud's endpoint of [#tenantId].
        Optional<URI> tokenUrl();

        /// Follows the cloud: Azure Resource Manager's own address.
        @WithDefault("https://management.azure.com/.default")
        String scope();

        Optional<String> clientId();

        Optional<String> clientSecret();

        Optional<String> subscription();

        Optional<String> resourceGroup();

        /// Its name, not its id.
        Optional<String> workspace();

        @WithDefault("2024-09-01")
        String apiVersion();
    }
}
