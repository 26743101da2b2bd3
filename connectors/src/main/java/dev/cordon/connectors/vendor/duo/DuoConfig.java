package dev.cordon.connectors.vendor.duo;

import dev.cordon.connectors.http.HttpTenant;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@ConfigMapping(prefix = "cordon.vendor.duo")
interface DuoConfig {

    @WithParentName
    @WithUnnamedKey(DuoProduct.NAME)
    Map<String, Subscription> tenants();

    /// One subscription, with an Admin API application: `https://api-XXXXXXXX.duosecurity.com`.
    interface Subscription extends HttpTenant {

        Optional<String> integrationKey();

        Optional<String> secretKey();

        /// User names or ids of accounts that are never touched: break-glass and service accounts.
        Optional<List<String>> spared();
    }
}
