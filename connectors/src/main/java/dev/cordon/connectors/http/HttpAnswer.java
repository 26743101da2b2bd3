package dev.cordon.connectors.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/// A vendor's answer, read to its end and bounded.
public record HttpAnswer(int status, MultiMap headers, Buffer body) {

    public boolean successful() {
        return status >= 200 && status < 300;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
