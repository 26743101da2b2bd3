package dev.cordon.connectors.vendor.cortex;

import dev.cordon.connectors.http.HttpTenant;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@ConfigMapping(prefix = "cordon.vendor.cortex")
interface CortexConfig {

    @WithParentName
    @WithUnnamedKey(Cortex.NAME)
    Map<String, Xdr> tenants();

    /// One tenant, `https://api-acme.xdr.eu.paloaltonetworks.com` for example.
    interface Xdr extends HttpTenant {

        Optional<String> key();

        Optional<String> keyId();

        /// Whether the key's security level is *Advanced*: then it is never sent, only proved.
        @WithDefault("true")
        boolean advanced();

        /// An endpoint that was not seen for longer is a record of the past, not a target.
        @WithDefault("30d")
        Duration recent();

        /// The uid of the tenant's own script that ends one process. Without it no process is ended.
        Optional<String> killScript();

        /// The uid of the tenant's own script that collects volatile data. Without it nothing is collected.
        Optional<String> triageScript();

        /// From which hosts besides the tenant's own files may be fetched.
        Optional<List<String>> downloads();
    }
}
