package dev.cordon.engine.alert.product.generic;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cordon.engine.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The newest mappings, read again every two seconds: so every server follows, whichever of them saved it.
@ApplicationScoped
class MappingsInUse implements NewestMapping {
    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Mappings mappings;
    private final Cache<String, GenericMapping> read =
            Caffeine.newBuilder().expireAfterWrite(FRESH).build();

    MappingsInUse(Mappings mappings) {
        this.mappings = mappings;
    }

    @Override
    public GenericMapping of(String name) {
        return read.get(name, this::load);
    }

    private GenericMapping load(String name) {
        var text = mappings.newest(name)
                .orElseThrow(() -> unusable("There is no mapping %s yet".formatted(name)))
                .mapping();
        try {
            return GenericMappingFile.of(text.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw unusable("The mapping %s cannot be used: %s".formatted(name, e.getMessage()));
        }
    }

    private static Problem unusable(String why) {
        return new Problem(503, "mapping-unusable", why, PATIENCE);
    }
}
