package dev.cordon.engine.alert.product.generic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.AlertAdapter.Unreadable;
import dev.cordon.engine.alert.product.generic.GenericMapping.Nothing;
import dev.cordon.engine.alert.reading.AlertJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a mapping makes of a sample.
///
/// @param problem why nothing could be read of the body at all
record MappingTrial(@Nullable String problem, List<Element> items) {
    private static final int MOST_ALERTS = 500;

    /// @param problem why this one would be rejected
    /// @param alert its normal form, with the notes that are taken
    /// @param nothingAt where the mapping points and this one has nothing
    record Element(@Nullable String problem, @Nullable Alert alert, List<Nothing> nothingAt) {}

    static MappingTrial of(GenericMapping mapping, byte[] sample, Instant now) {
        var adapter = new MappedAlerts(() -> mapping);
        try {
            var elements = adapter.split(AlertJson.read(sample));
            if (elements.isEmpty() || elements.size() > MOST_ALERTS) {
                return new MappingTrial(
                        "%d alerts; a body has 1 to %d".formatted(elements.size(), MOST_ALERTS), List.of());
            }
            return new MappingTrial(
                    null,
                    elements.stream()
                            .map(element -> read(adapter, mapping, element, now))
                            .toList());
        } catch (Unreadable e) {
            return new MappingTrial(e.getMessage(), List.of());
        }
    }

    private static Element read(MappedAlerts adapter, GenericMapping mapping, JsonNode element, Instant now) {
        try {
            return new Element(null, adapter.read(element, now), mapping.nothingIn(element));
        } catch (Unreadable e) {
            return new Element(e.getMessage(), null, mapping.nothingIn(element));
        }
    }

    /// Empty: all of the sample was read.
    Optional<String> firstProblem() {
        if (problem != null) {
            return Optional.of(problem);
        }
        for (int i = 0; i < items.size(); i++) {
            var why = items.get(i).problem();
            if (why != null) {
                return Optional.of("alert %d: %s".formatted(i + 1, why));
            }
        }
        return Optional.empty();
    }
}
