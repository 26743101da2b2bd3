package dev.cordon.engine.alert.source;

import dev.cordon.engine.alert.source.auth.Proof;
import dev.cordon.engine.alert.source.auth.Proofs;
import dev.cordon.engine.alert.source.auth.Refusal;
import dev.cordon.engine.alert.source.auth.Refusals;
import dev.cordon.engine.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/// Decides whether a request comes from the source it names. Every refusal is the same 401, and is counted.
@ApplicationScoped
public class SourceAuthentication {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final AlertSources sources;
    private final Proofs proofs;
    private final Refusals refusals;
    private final SourceTally tally;
    private final MeterRegistry metrics;

    SourceAuthentication(
            AlertSources sources, Proofs proofs, Refusals refusals, SourceTally tally, MeterRegistry metrics) {
        this.sources = sources;
        this.proofs = proofs;
        this.refusals = refusals;
        this.tally = tally;
        this.metrics = metrics;
    }

    public AlertSource authenticate(String name, Proof proof, byte[] body) {
        var source = sources.find(name);
        if (refusals.tooMany(name, proof.address())) {
            count(source, proof, Refusal.TOO_MANY);
            throw new Problem(429, "too-many-refusals", "Too many failed attempts from this address", PATIENCE);
        }
        var refusal = source.map(found -> proofs.refusal(found.credentials(), proof, body))
                .orElse(Optional.of(Refusal.WRONG));
        if (source.isPresent() && refusal.isEmpty()) {
            refusals.succeeded(name, proof.address());
            return source.get();
        }
        refusals.failed(proof.address());
        count(source, proof, refusal.orElse(Refusal.WRONG));
        throw new Problem(401, "unauthenticated", "Say who you are");
    }

    private void count(Optional<AlertSource> source, Proof proof, Refusal why) {
        var name = source.map(AlertSource::name);
        metrics.counter("cordon.hooks.refused", "source", name.orElse("unknown"))
                .increment();
        name.ifPresent(known -> tally.refused(known, proof.address(), why));
    }
}
