package dev.cordon.engine.alert.source;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `cordon.sources.<name>.kind|authentication|secret|...`
@ConfigMapping(prefix = "cordon.sources")
interface AlertSourcesConfig {

    @WithParentName
    Map<String, Source> byName();

    interface Source {
        Optional<String> kind();

        Optional<String> authentication();

        Optional<String> secret();

        /// What describes a format of the kind `generic`: a file, or `policy:<name>`.
        Optional<String> mapping();

        /// Valid beside `secret`, while the one replaces the other.
        Optional<String> secretNext();

        /// Where `header` authentication finds its secret.
        Optional<String> header();

        /// Whose certificate `mtls` authentication wants: a distinguished name, `dns:...` or `uri:...`.
        Optional<String> subject();

        /// Single addresses and CIDR ranges it may send from; all without.
        Optional<List<String>> addresses();

        /// The connector through which its alerts are closed; without it they are left as they are.
        Optional<String> writeBack();

        Optional<String> hmacProfile();

        Optional<String> hmacHeader();

        Optional<String> hmacAlgorithm();

        Optional<String> hmacEncoding();

        Optional<String> hmacPrefix();

        Optional<String> hmacSigned();

        Optional<String> timestampHeader();
    }
}
