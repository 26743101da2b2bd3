package dev.cordon.connectors.vendor.splunk;

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

@ConfigMapping(prefix = "cordon.vendor.splunk")
interface SplunkConfig {

    @WithParentName
    @WithUnnamedKey(Splunk.NAME)
    Map<String, SearchHead> tenants();

    /// One search head. The address is that of its management port: `https://splunk.example:8089`.
    interface SearchHead extends HttpTenant, Fed, VerdictWords {

        /// An authentication token of Splunk's own.
        Optional<String> token();

        /// The app in whose context is searched; without it the default app of the token's user.
        Optional<String> app();

        /// What finds the notables, as a search begins: an administrator's own words, never a foreign text.
        @WithDefault("search `notable`")
        String feedSearch();

        /// How old the event of a notable may be that was indexed just now.
        @WithDefault("7d")
        Duration feedSpan();

        /// The number of the status that a notable is closed with.
        @WithDefault("5")
        String closedStatus();

        /// How old a notable may be that is closed. What its id says of its time comes first.
        @WithDefault("30d")
        Duration closeSpan();
    }
}
