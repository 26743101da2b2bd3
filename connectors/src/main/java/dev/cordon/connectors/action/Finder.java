package dev.cordon.connectors.action;

import dev.cordon.connectors.capability.Lookup;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Ledger;
import dev.cordon.contract.Refusal;
import dev.cordon.contract.Target;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// From a name to exactly one target, or to a refusal on record.
@ApplicationScoped
class Finder {
    private static final int LONGEST_NAME = 255;
    private static final int SHOWN_CANDIDATES = 20;

    private final Ledger ledger;

    Finder(Ledger ledger) {
        this.ledger = ledger;
    }

    /// Every vendor is asked, and one that cannot answer leaves the question open: the name might be known there too.
    <T extends Target> Answer find(Query query, List<? extends Lookup<T>> lookups) {
        if (lookups.isEmpty()) {
            return new Answer.Blocked("no vendor is configured that could find it");
        }
        var name = query.name().strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            return unresolved(query, "target-not-found", "this cannot be a name", List.of());
        }
        try {
            var matches = lookups.stream()
                    .map(lookup -> lookup.find(name))
                    .reduce(Lookup.Matches::and)
                    .orElseThrow();
            return answer(query, matches);
        } catch (VendorException.Unavailable e) {
            return new Answer.Later(e.retryAfter().orElse(Duration.ofSeconds(2)), e.why());
        } catch (VendorException e) {
            return new Answer.Blocked(e.why());
        }
    }

    private <T extends Target> Answer answer(Query query, Lookup.Matches<T> matches) {
        List<Target> all = Stream.concat(matches.live().stream(), matches.stale().stream())
                .limit(SHOWN_CANDIDATES)
                .map(Target.class::cast)
                .toList();
        return switch (matches.live().size()) {
            case 1 -> new Answer.Found(matches.live().getFirst());
            case 0 -> unresolved(query, "target-not-found", "nothing in use today has this name", all);
            default -> unresolved(query, "target-ambiguous", "more than one has this name", all);
        };
    }

    private Answer unresolved(Query query, String code, String why, List<Target> candidates) {
        try {
            ledger.refuse(new Refusal(
                    query.incidentId(), query.runId(), query.element(), query.type(), query.name(), code, candidates));
        } catch (RuntimeException e) {
            return new Answer.Later(Duration.ofSeconds(3), "the ledger did not answer to refuse");
        }
        return new Answer.Unresolved(code, why, candidates);
    }
}
