package dev.cordon.connectors.action;

import dev.cordon.connectors.capability.Capability;
import dev.cordon.connectors.capability.Lookup;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.capability.Vendors;
import dev.cordon.connectors.line.Urgency;
import dev.cordon.contract.Ledger;
import dev.cordon.contract.Refusal;
import dev.cordon.contract.Target;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// From a name to exactly one target, or to a refusal on record.
@ApplicationScoped
class Finder {
    private static final int LONGEST_NAME = 255;
    private static final int SHOWN_CANDIDATES = 20;

    private final Ledger ledger;
    private final Vendors vendors;
    private final Estate estate;

    Finder(Ledger ledger, Vendors vendors, Estate estate) {
        this.ledger = ledger;
        this.vendors = vendors;
        this.estate = estate;
    }

    /// The connector that is responsible for the name is asked; where nobody said who is, all of them are, at once. One
    /// that cannot answer leaves the question open: the name might be known there too.
    <T extends Target, C extends Capability & Lookup<T>> Answer find(Query query, String kind, Class<C> able) {
        var name = query.name().strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            return unresolved(query, "target-not-found", "this cannot be a name", List.of());
        }
        var responsible = estate.responsible(kind, name);
        var asked = vendors.all().stream()
                .filter(connector -> responsible.map(connector.name()::equals).orElse(true))
                .flatMap(connector -> connector.able(able).stream())
                .toList();
        if (asked.isEmpty()) {
            return new Answer.Blocked(responsible
                    .map(connector -> "%s is responsible for it, and is not configured".formatted(connector))
                    .orElse("no vendor is configured that could find it"));
        }
        try {
            return answer(query, matches(asked, name));
        } catch (VendorException.Unavailable e) {
            return new Answer.Later(e.retryAfter().orElse(Duration.ofSeconds(2)), e.why());
        } catch (VendorException e) {
            return new Answer.Blocked(e.why());
        }
    }

    private static <T extends Target> Lookup.Matches<T> matches(List<? extends Lookup<T>> lookups, String name) {
        if (lookups.size() == 1) {
            return Urgency.NORMAL.during(() -> lookups.getFirst().find(name));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Lookup.Matches<T>>>();
            lookups.forEach(lookup -> answers.add(threads.submit(() -> lookup.find(name))));
            var all = new Lookup.Matches<T>(List.of(), List.of());
            for (var answer : answers) {
                all = all.and(answer.get());
            }
            return all;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException("a lookup failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VendorException.Unavailable("stopped while looking for it");
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
