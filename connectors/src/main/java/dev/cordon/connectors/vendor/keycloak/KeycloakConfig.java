package dev.cordon.connectors.vendor.keycloak;

import dev.cordon.connectors.http.HttpTenant;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;
import java.util.Map;
import java.util.Optional;

@ConfigMapping(prefix = "cordon.vendor.keycloak")
interface KeycloakConfig {

    @WithParentName
    @WithUnnamedKey(KeycloakProduct.NAME)
    Map<String, Realm> tenants();

    /// The address goes up to what comes before `/realms` and `/admin`; old servers have a path of `/auth`.
    interface Realm extends HttpTenant {

        /// The realm whose accounts are looked after.
        Optional<String> realm();

        /// The realm our client lives in, when it is another one: `master`.
        Optional<String> tokenRealm();

        Optional<String> clientId();

        Optional<String> clientSecret();
    }
}
