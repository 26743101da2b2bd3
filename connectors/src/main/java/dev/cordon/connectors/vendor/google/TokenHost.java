package dev.cordon.connectors.vendor.google;

import dev.cordon.connectors.http.HttpTenant;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/// The host that gives tokens, which is not the one that knows the accounts. Asked once an hour.
record TokenHost(Optional<URI> url, Optional<Path> ca) implements HttpTenant {

    static TokenHost of(URI tokenUrl, Optional<Path> ca) {
        return new TokenHost(Optional.of(tokenUrl.resolve("/")), ca);
    }

    static String path(URI tokenUrl) {
        return tokenUrl.getRawPath();
    }

    @Override
    public OptionalInt budget() {
        return OptionalInt.empty();
    }

    @Override
    public boolean enabled() {
        return true;
    }
}
