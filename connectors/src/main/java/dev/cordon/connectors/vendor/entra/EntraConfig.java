package dev.cordon.connectors.vendor.entra;

import dev.cordon.connectors.http.HttpTenant;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

@ConfigMapping(prefix = "cordon.vendor.entra")
interface EntraConfig {

    @WithParentName
    @WithUnnamedKey(EntraProduct.NAME)
    Map<String, Directory> tenants();

    /// One directory. The address is Graph's with its version: `https://graph.microsoft.com/v1.0`.
    interface Directory extends HttpTenant {

        /// Directory (tenant) id.
        Optional<String> tenantId();

        /// Where tokens are granted; without it the global cloud's endpoint of [#tenantId].
        Optional<URI> tokenUrl();

        /// Follows the cloud: Graph's own address.
        @WithDefault("https://graph.microsoft.com/.default")
        String scope();

        Optional<String> clientId();

        Optional<String> clientSecret();

        /// Object id of the group of the emergency access accounts. Its members are never touched, also those of groups
        /// inside it.
        Optional<String> breakGlassGroup();

        /// `true` where a password that is set here is written back to the Active Directory that masters the account.
        @WithDefault("false")
        boolean passwordWriteback();
    }
}
