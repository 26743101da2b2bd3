package dev.cordon.engine.ledger;

import dev.cordon.engine.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where a page of actions ended; an action's id is a hash and says nothing about its age.
record ActionCursor(@Nullable Instant at, @Nullable UUID id) {

    static ActionCursor of(@Nullable String text) {
        if (text == null) {
            return new ActionCursor(null, null);
        }
        try {
            var parts = text.split("_", 2);
            return new ActionCursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
        } catch (DateTimeException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new Problem(400, "bad-request", "Not a cursor: " + text);
        }
    }

    @Override
    public String toString() {
        return at + "_" + id;
    }
}
