package dev.cordon.connectors.vendor.okta;

import dev.cordon.connectors.http.HttpTenant;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@ConfigMapping(prefix = "cordon.vendor.okta")
interface OktaConfig {

    @WithParentName
    @WithUnnamedKey(OktaProduct.NAME)
    Map<String, Org> tenants();

    /// One organisation: `https://acme.okta.com`, never its `-admin` address.
    interface Org extends HttpTenant {

        /// An administrator's API token (SSWS). Without it the service app's key is used.
        Optional<String> apiToken();

        /// The OAuth service app.
        Optional<String> clientId();

        /// PEM, PKCS#8; the app knows the public half.
        Optional<String> privateKey();

        /// The `kid` of the key; needed when the app knows several.
        Optional<String> keyId();

        @WithDefault("okta.users.read okta.users.manage okta.roles.read")
        String scopes();

        /// Logins or ids of accounts that are never touched: break-glass, service and synchronisation accounts.
        Optional<List<String>> spared();

        /// Whether role assignments are read, so that the last super administrator is left alone.
        @WithDefault("true")
        boolean adminGuard();
    }
}
