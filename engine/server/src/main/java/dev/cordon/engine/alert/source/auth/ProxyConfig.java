package dev.cordon.engine.alert.source.auth;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/// A proxy that ends TLS before this server and says whose certificate it has verified.
@ConfigMapping(prefix = "cordon.proxy")
public interface ProxyConfig {

    /// Single addresses and CIDR ranges from which alone it is believed.
    Optional<List<String>> addresses();

    /// `Client-Cert` (RFC 9440) for the certificate itself; any other name for the subject as RFC 2253 writes it.
    Optional<String> clientSubjectHeader();
}
