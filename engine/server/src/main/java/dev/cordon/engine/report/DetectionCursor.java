package dev.cordon.engine.report;

import dev.cordon.engine.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Where a page of rules ended. A rule's id may hold any character.
record DetectionCursor(String source, String rule) {

    static DetectionCursor after(Detection last) {
        return new DetectionCursor(last.source(), last.ruleId() == null ? "" : last.ruleId());
    }

    static DetectionCursor of(@Nullable String text) {
        if (text == null) {
            return new DetectionCursor("", "");
        }
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("/", 2);
            if (parts.length == 2) {
                return new DetectionCursor(parts[0], parts[1]);
            }
        } catch (IllegalArgumentException e) {
            // told below, like one without a rule
        }
        throw new Problem(400, "bad-request", "The cursor is not one of this list");
    }

    /// A source's name has no slash.
    @Override
    public String toString() {
        var text = source + "/" + rule;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
