package dev.cordon.connectors.http;

import dev.cordon.connectors.line.Tenant;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// A tenant that is reached over HTTP.
public interface HttpTenant extends Tenant {

    /// The only host that is dialled, and what comes before every path. Without it the tenant is not there.
    Optional<URI> url();

    /// PEM file with the certificate authority of a private installation, trusted for this tenant alone; without it the
    /// Java trust store decides.
    Optional<Path> ca();

    @Override
    default boolean used() {
        return enabled() && url().isPresent();
    }
}
