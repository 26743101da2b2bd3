package dev.cordon.engine.evidence.store;

import dev.cordon.engine.evidence.store.EvidenceConfig.Kind;
import dev.cordon.engine.problem.BoundedBody;
import dev.cordon.engine.problem.Problem;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Keeps evidence in the store that is chosen, and finds it in the store it was kept in.
@Startup
@ApplicationScoped
public class Locker {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Spool spool;
    private final Store chosen;
    private final List<Store> stores;
    private final long largest;

    Locker(EvidenceConfig config, InstantSource clock) {
        var directory = config.directory().toAbsolutePath();
        largest = config.largest().asLongValue();
        spool = new Spool(directory, largest, config.keepFree().asLongValue());
        var files = new FileStore(directory);
        if (config.store() == Kind.S3) {
            chosen = S3Settings.of(config.s3()).store(clock);
            stores = List.of(chosen, files);
        } else {
            chosen = files;
            stores = List.of(files);
        }
    }

    /// Returns when the bytes are safe. Uses the same little memory however many there are.
    ///
    /// @param announced the length the sender says the body has, if it does
    /// @throws IOException when the sender breaks off; nothing is kept
    public Kept keep(InputStream body, @Nullable Long announced) throws IOException {
        if (announced != null && announced > largest) {
            throw BoundedBody.tooLarge(largest);
        }
        try (var file = spool.receive(body)) {
            return new Kept(file.sha256(), file.size(), chosen.keep(file));
        }
    }

    /// In bytes; empty when nothing is there any more.
    public OptionalLong size(Place place) {
        return storeOf(place).size(place);
    }

    public InputStream open(Place place) throws IOException {
        return storeOf(place).open(place);
    }

    public boolean isReady() {
        return chosen.health().ready();
    }

    /// For the person who looks at the health: which store, and what ails it.
    public Map<String, String> says() {
        return chosen.health().says();
    }

    private Store storeOf(Place place) {
        return stores.stream()
                .filter(store -> store.has(place))
                .findFirst()
                .orElseThrow(() -> new Problem(
                        503,
                        "evidence-unreachable",
                        "The evidence is kept in a store that is not configured any more",
                        PAUSE));
    }
}
