package dev.cordon.connectors.vendor.defender;

import dev.cordon.connectors.http.HttpTenant;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@ConfigMapping(prefix = "cordon.vendor.defender")
interface DefenderConfig {

    @WithParentName
    @WithUnnamedKey(DefenderProduct.NAME)
    Map<String, Organisation> tenants();

    /// One Microsoft tenant. The address is `https://api.security.microsoft.com` or a nearer one, `https://eu.api...`.
    interface Organisation extends HttpTenant {

        /// Directory (tenant) id.
        Optional<String> tenantId();

        /// Where tokens are granted; without it the global cloud's endpoint of [#tenantId].
        Optional<URI> tokenUrl();

        /// Never Graph's, and this one whatever the address: the resource kept its old name.
        @WithDefault("https://api.securitycenter.microsoft.com/.default")
        String scope();

        Optional<String> clientId();

        Optional<String> clientSecret();

        /// A machine that was not seen for longer is a record of the past, not a target.
        @WithDefault("30d")
        Duration recent();

        /// `Full`, or `Selective`, which leaves mail and meetings to the user.
        @WithDefault("Full")
        Isolation isolation();

        /// Machines with one of these tags are not isolated: domain controllers, hypervisors, VPN gateways.
        Optional<List<String>> protectedTags();

        /// What becomes of a file whose hash is blocked: `Block` or `BlockAndRemediate`.
        @WithDefault("BlockAndRemediate")
        Verdict indicatorAction();

        /// A script of the live response library that ends a process if number and program both agree, and
        /// exits with 0 only when that process is there no more. Without it no process is ended here.
        Optional<String> killScript();

        /// What it is called with.
        @WithDefault("-ProcessId {pid} -Image {image}")
        String killInput();

        /// Hosts that the links to packages and files may lead to.
        @WithDefault("*.blob.core.windows.net")
        List<String> downloadHosts();
    }

    /// In Defender's own spelling.
    enum Isolation {
        FULL("Full"),
        SELECTIVE("Selective");

        final String word;

        Isolation(String word) {
            this.word = word;
        }
    }

    /// In Defender's own spelling.
    enum Verdict {
        BLOCK("Block"),
        BLOCK_AND_REMEDIATE("BlockAndRemediate");

        final String word;

        Verdict(String word) {
            this.word = word;
        }
    }
}
