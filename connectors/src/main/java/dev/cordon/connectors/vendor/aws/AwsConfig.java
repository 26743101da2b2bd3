package dev.cordon.connectors.vendor.aws;

import dev.cordon.connectors.http.HttpTenant;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@ConfigMapping(prefix = "cordon.vendor.aws")
interface AwsConfig {

    @WithParentName
    @WithUnnamedKey(AwsProduct.NAME)
    Map<String, Account> tenants();

    /// `https://iam.amazonaws.com`, or the address of IAM in another partition.
    interface Account extends HttpTenant {

        /// What requests are signed for: IAM's own region in its partition, whatever region you use.
        @WithDefault("us-east-1")
        String region();

        Optional<String> accessKeyId();

        Optional<String> secretAccessKey();

        /// With temporary credentials.
        Optional<String> sessionToken();

        /// Names of users and roles that are never touched, such as those for emergencies and our own role.
        Optional<List<String>> untouched();

        /// Whether those with the policy `AdministratorAccess` may be touched.
        @WithDefault("false")
        boolean allowAdministrators();
    }
}
