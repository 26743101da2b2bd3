package dev.cordon.connectors.vendor.elastic;

import dev.cordon.connectors.capability.VerdictWords;
import dev.cordon.connectors.http.HttpTenant;
import dev.cordon.connectors.walk.Fed;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

@ConfigMapping(prefix = "cordon.vendor.elastic")
interface ElasticConfig {

    @WithParentName
    @WithUnnamedKey(ElasticDefend.NAME)
    Map<String, Space> tenants();

    /// The address is Kibana's, not Elasticsearch's; a space is part of it: `https://kibana.example:5601/s/soc`.
    interface Space extends HttpTenant, Fed, VerdictWords {

        /// The encoded one, as Kibana shows it once: base64 of id and key.
        Optional<String> apiKey();

        /// Sent as `elastic-api-version` when it is set.
        Optional<String> apiVersion();

        /// A host that did not check in for longer is a record of the past, not a target.
        @WithDefault("30d")
        Duration recent();
    }
}
