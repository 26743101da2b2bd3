package dev.cordon.connectors.vendor.keycloak;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

@ConfigMapping(prefix = "cordon.vendor.keycloak")
interface KeycloakConfig {

    /// Up to what comes before `/realms` and `/admin`; old servers have a path of `/auth`.
    Optional<URI> url();

    /// The realm whose accounts are looked after.
    Optional<String> realm();

    /// The realm our client lives in, when it is another one: `master`.
    Optional<String> tokenRealm();

    Optional<String> clientId();

    Optional<String> clientSecret();
}
