package dev.cordon.connectors.vendor.carbonblack;

import dev.cordon.connectors.http.HttpTenant;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

@ConfigMapping(prefix = "cordon.vendor.carbonblack")
interface CarbonBlackConfig {

    @WithParentName
    @WithUnnamedKey(CarbonBlack.NAME)
    Map<String, Org> tenants();

    /// One organisation on its console's host, `https://defense-eu.conferdeploy.net` for example. The host is never
    /// derived from anything.
    interface Org extends HttpTenant {

        Optional<String> orgKey();

        /// Of an API key of the type *Custom*.
        Optional<String> apiId();

        Optional<String> apiSecret();

        /// A device that was not in contact for longer is a record of the past, not a target.
        @WithDefault("30d")
        Duration recent();

        /// Whether a quarantine counts only once the sensor was in contact after it: the console shows what was asked
        /// for, not what the sensor has heard.
        @WithDefault("true")
        boolean awaitContact();
    }
}
