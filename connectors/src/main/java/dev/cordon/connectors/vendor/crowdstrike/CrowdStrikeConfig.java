package dev.cordon.connectors.vendor.crowdstrike;

import dev.cordon.connectors.http.HttpTenant;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

@ConfigMapping(prefix = "cordon.vendor.crowdstrike")
interface CrowdStrikeConfig {

    @WithParentName
    @WithUnnamedKey(CrowdStrike.NAME)
    Map<String, Cid> tenants();

    /// One Falcon customer id in its own cloud, `https://api.eu-1.crowdstrike.com` for example. The cloud
    /// is never looked up at run time.
    interface Cid extends HttpTenant {

        Optional<String> clientId();

        Optional<String> clientSecret();

        /// A host that was not seen for longer is a record of the past, not a target.
        @WithDefault("30d")
        Duration recent();
    }
}
