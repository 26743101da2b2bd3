package dev.cordon.engine.alert.source;

import dev.cordon.engine.alert.source.auth.Authentication;
import dev.cordon.engine.alert.source.auth.ClientCertificates;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Asks for a client's certificate where TLS ends here and a source proves itself by one. It is asked for and not
/// required: people and the other sources have none, and a certificate never logs anybody in.
@ApplicationScoped
class ClientCertificatesAsked implements HttpServerOptionsCustomizer {
    private final AlertSources sources;
    private final ClientCertificates certificates;
    private final TlsConfigurationRegistry tls;
    private final Optional<String> configuration;

    ClientCertificatesAsked(
            AlertSources sources,
            ClientCertificates certificates,
            TlsConfigurationRegistry tls,
            @ConfigProperty(name = "quarkus.http.tls-configuration-name") Optional<String> configuration) {
        this.sources = sources;
        this.certificates = certificates;
        this.tls = tls;
        this.configuration = configuration;
    }

    void check(@Observes StartupEvent event) {
        if (areWanted() && !certificates.areNamedByProxy() && !areVerifiedHere()) {
            throw new ConfigurationException(
                    "a source has the authentication mtls, but the server's TLS has no trust store for clients, and no"
                            + " proxy is trusted (cordon.proxy.addresses)");
        }
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        if (areWanted() && areVerifiedHere()) {
            options.setClientAuth(ClientAuth.REQUEST);
        }
    }

    private boolean areWanted() {
        return sources.all().stream().anyMatch(source -> source.credentials().authentication() == Authentication.MTLS);
    }

    private boolean areVerifiedHere() {
        return configuration
                .map(tls::get)
                .orElseGet(tls::getDefault)
                .filter(found -> found.getTrustStoreOptions() != null && !found.isTrustAll())
                .isPresent();
    }
}
