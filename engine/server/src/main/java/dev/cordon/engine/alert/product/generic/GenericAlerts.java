package dev.cordon.engine.alert.product.generic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.AlertAdapter;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Any JSON whose fields an operator has pointed at; one mapping for each source, from a file or kept in the server.
@ApplicationScoped
class GenericAlerts implements AlertAdapter {
    static final String KIND = "generic";

    private static final String KEPT = "policy:";

    private final NewestMapping newest;

    GenericAlerts(NewestMapping newest) {
        this.newest = newest;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /// A file is read now, and a mistake in it told now; what the server keeps was tried before, and may come later.
    @Override
    public AlertAdapter mapped(@Nullable String mapping) {
        if (mapping == null) {
            throw new IllegalArgumentException("is not set; the kind generic needs one");
        }
        if (!mapping.startsWith(KEPT)) {
            var read = GenericMappingFile.read(Path.of(mapping));
            return new MappedAlerts(() -> read);
        }
        var name = mapping.substring(KEPT.length());
        if (!Mappings.isName(name)) {
            throw new IllegalArgumentException("names '%s'; a name has %s".formatted(name, Mappings.NAMES));
        }
        return new MappedAlerts(() -> newest.of(name));
    }

    @Override
    public Alert read(JsonNode element, Instant receivedAt) {
        throw new IllegalStateException("the kind generic reads nothing before it is mapped");
    }
}
