package dev.cordon.connectors.vendor.crowdstrike;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

@ConfigMapping(prefix = "cordon.vendor.crowdstrike")
interface CrowdStrikeConfig {

    /// The tenant's own cloud, `https://api.eu-1.crowdstrike.com` for example. Never looked up at run time.
    Optional<URI> url();

    Optional<String> clientId();

    Optional<String> clientSecret();

    /// A host that was not seen for longer is a record of the past, not a target.
    @WithDefault("30d")
    Duration recent();
}
