package dev.cordon.engine.alert;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;

/// `cordon.sources.<name>.kind|authentication|secret|mapping`
@ConfigMapping(prefix = "cordon.sources")
interface AlertSourcesConfig {

    @WithParentName
    Map<String, Source> byName();

    interface Source {
        Optional<String> kind();

        Optional<String> authentication();

        Optional<String> secret();

        Optional<String> mapping();
    }
}
