package dev.cordon.engine.broker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/// Where the broker's gateway listens: `CORDON_CAMUNDA_GRPC`, `CORDON_CAMUNDA_REST`.
@ConfigMapping(prefix = "cordon.camunda")
interface BrokerConfig {
    @WithDefault("http://127.0.0.1:26500")
    URI grpc();

    @WithDefault("http://127.0.0.1:8088")
    URI rest();
}
