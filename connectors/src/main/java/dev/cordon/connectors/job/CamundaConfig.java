package dev.cordon.connectors.job;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

@ConfigMapping(prefix = "cordon.camunda")
interface CamundaConfig {

    @WithDefault("http://127.0.0.1:26500")
    URI grpc();

    @WithDefault("http://127.0.0.1:8080")
    URI rest();
}
