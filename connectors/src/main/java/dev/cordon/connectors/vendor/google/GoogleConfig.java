package dev.cordon.connectors.vendor.google;

import dev.cordon.connectors.http.HttpTenant;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@ConfigMapping(prefix = "cordon.vendor.google")
interface GoogleConfig {

    @WithParentName
    @WithUnnamedKey(GoogleProduct.NAME)
    Map<String, Customer> tenants();

    /// One customer's directory. The address is `https://admin.googleapis.com`.
    interface Customer extends HttpTenant {

        /// Where the signed assertion is exchanged for an access token: the only other host that is dialled.
        @WithDefault("https://oauth2.googleapis.com/token")
        URI tokenUrl();

        /// The service account with domain-wide delegation: `client_email` of its key file.
        Optional<String> serviceAccount();

        /// `private_key` of its key file: PEM, PKCS#8.
        Optional<String> privateKey();

        /// `private_key_id` of its key file.
        Optional<String> keyId();

        /// The address of the administrator in whose name it acts. Without one the directory refuses everything.
        Optional<String> admin();

        @WithDefault("https://www.googleapis.com/auth/admin.directory.user"
                + " https://www.googleapis.com/auth/admin.directory.user.security")
        String scopes();

        /// The domains in which a name without one is looked for: `acme.example`.
        Optional<List<String>> domains();

        /// Addresses or ids of accounts that are never touched: break-glass, service and synchronisation accounts.
        Optional<List<String>> spared();
    }
}
