package dev.cordon.lab.chaos.fuzz;

import dev.cordon.lab.chaos.fuzz.Witness.Row;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What the sender knows, to be compared with what is stored.
final class Ledger {
    private final Flaws flaws;
    /// Empty where the stored bytes are one part of what was sent.
    private final Map<UUID, Optional<Digest>> taken = new HashMap<>();

    private final Map<UUID, Optional<Digest>> rejected = new HashMap<>();
    private final Set<Digest> sent = new HashSet<>();
    private final Set<String> unknownTags = new HashSet<>();
    private final Set<Digest> unknownBodies = new HashSet<>();

    Ledger(Flaws flaws) {
        this.flaws = flaws;
    }

    synchronized void sent(Shot shot) {
        sent.add(Digest.of(shot.body()));
    }

    synchronized void taken(UUID id, Optional<Digest> digest) {
        taken.merge(id, digest, (first, again) -> first);
    }

    synchronized void rejected(UUID id, Optional<Digest> digest) {
        rejected.merge(id, digest, (first, again) -> first);
    }

    /// Perhaps stored, perhaps not: nobody was told.
    synchronized void unknown(Shot shot) {
        unknownTags.add(shot.tag());
        unknownBodies.add(Digest.of(shot.body()));
    }

    synchronized void compare(Iterable<Row> rows, Witness witness) throws SQLException {
        var accepted = new HashSet<UUID>();
        var kept = new HashSet<UUID>();
        for (var row : rows) {
            (row.accepted() ? accepted : kept).add(row.id());
            var answer = (row.accepted() ? taken : rejected).get(row.id());
            if (answer == null) {
                if (row.fresh()) {
                    unvouched(row, witness);
                }
            } else if (answer.isPresent() && !answer.get().equals(row.digest())) {
                flaws.add(Flaw.ALTERED, "alert " + row.id());
            }
            if (row.fresh() && !row.accepted() && !row.explained()) {
                flaws.add(Flaw.REFUSAL_NOT_KEPT, "alert %s has no reason".formatted(row.id()));
            }
        }
        taken.keySet().stream().filter(id -> !accepted.contains(id)).forEach(id -> flaws.add(Flaw.LOST, "alert " + id));
        rejected.keySet().stream()
                .filter(id -> !kept.contains(id))
                .forEach(id -> flaws.add(Flaw.REFUSAL_NOT_KEPT, "alert " + id));
    }

    /// No answer names it. That is right only where an answer was not heard.
    private void unvouched(Row row, Witness witness) throws SQLException {
        if (unknownBodies.contains(row.digest())) {
            return;
        }
        var raw = new String(witness.raw(row.id()), StandardCharsets.ISO_8859_1);
        var unheard = unknownTags.stream().anyMatch(raw::contains);
        // what is rejected has lost its tag more often than not
        if (!unheard && (row.accepted() || !sent.contains(row.digest()))) {
            flaws.add(Flaw.STORED_UNSENT, "alert " + row.id());
        }
    }
}
