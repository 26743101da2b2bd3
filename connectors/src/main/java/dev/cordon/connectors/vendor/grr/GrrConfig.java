package dev.cordon.connectors.vendor.grr;

import dev.cordon.connectors.http.HttpTenant;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@ConfigMapping(prefix = "cordon.vendor.grr")
interface GrrConfig {

    @WithParentName
    @WithUnnamedKey(GrrProduct.NAME)
    Map<String, Server> tenants();

    /// One admin server, `https://grr.example:8000`.
    interface Server extends HttpTenant {

        Optional<String> user();

        Optional<String> password();

        /// A client that was not seen for longer is a record of the past, not a target.
        @WithDefault("30d")
        Duration recent();

        /// GRR users who are asked where the server wants an approval. Without them somebody must ask by hand.
        Optional<List<String>> approvers();

        /// Named artifacts that a triage collects besides processes and connections.
        Optional<List<String>> artifacts();
    }
}
