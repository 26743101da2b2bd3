package dev.cordon.engine.alert;

import dev.cordon.engine.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where a page of alerts ended.
record AlertCursor(@Nullable Instant at, @Nullable UUID id) {

    static AlertCursor of(@Nullable String text) {
        if (text == null) {
            return new AlertCursor(null, null);
        }
        try {
            var parts = text.split("_", 2);
            return new AlertCursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
        } catch (DateTimeException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new Problem(400, "bad-request", "The cursor is not one of this list");
        }
    }

    @Override
    public String toString() {
        return at + "_" + id;
    }
}
