package dev.cordon.lab.chaos.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/// One payload while it is being made.
final class Draft {
    private static final JsonMapper JSON = new JsonMapper();
    /// None that the range plays: what a mutation starts by chance finds no target.
    private static final List<String> HOSTS = List.of(
            "FUZZ-01", "FUZZ-02", "FUZZ-03", "FUZZ-04", "FUZZ-05", "FUZZ-06", "FUZZ-07", "FUZZ-08", "FUZZ-09",
            "FUZZ-10", "FUZZ-11", "FUZZ-12", "FUZZ-13", "FUZZ-14", "FUZZ-15", "FUZZ-16", "FUZZ-17", "FUZZ-18");

    private final long number;
    private final Mutation mutation;
    private final Chance chance;
    private final Map<String, Door> doors;
    private final String tag;

    /// @param doors by kind
    /// @param run tells this run's alerts from those of another
    Draft(long number, Mutation mutation, Chance chance, Map<String, Door> doors, String run) {
        this.number = number;
        this.mutation = mutation;
        this.chance = chance;
        this.doors = doors;
        this.tag = "%s-%07d".formatted(run, number);
    }

    Chance chance() {
        return chance;
    }

    Sample any() {
        return chance.pick(Samples.ALL);
    }

    Sample json() {
        return chance.pick(Samples.JSON);
    }

    Sample of(String... kinds) {
        var wanted = List.of(kinds);
        return chance.pick(Samples.JSON.stream()
                .filter(sample -> wanted.contains(sample.kind()))
                .toList());
    }

    byte[] bytes(Sample sample) {
        // from the run's name, so that a number is new as well
        return sample.filled(tag, 1_000_000_000L + Math.abs((long) tag.hashCode()), chance.pick(HOSTS));
    }

    ObjectNode tree(Sample sample) {
        try {
            return (ObjectNode) JSON.readTree(bytes(sample));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(sample.name() + " is not JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Door door(Sample sample) {
        var door = doors.get(sample.kind());
        if (door == null) {
            throw new IllegalStateException("there is no source of the kind " + sample.kind());
        }
        return door;
    }

    Request request(Sample sample, byte[] body) {
        return door(sample).request(sample.mediaType(), body);
    }

    Shot taken(Sample sample, byte[] body) {
        return kept(request(sample, body), Expectation.TAKEN);
    }

    Shot refused(Sample sample, byte[] body) {
        return kept(request(sample, body), Expectation.REFUSED);
    }

    Shot changed(Sample sample, JsonNode tree) {
        return judged(sample, Scribe.plain(tree));
    }

    /// Refused when it is not even JSON, or text.
    Shot judged(Sample sample, byte[] body) {
        var readable = switch (sample.mediaType()) {
            case Sample.JSON -> JsonText.accepts(body);
            case "text/plain" -> JsonText.isUtf8(body);
            // each line by itself
            default -> true;
        };
        return kept(request(sample, body), readable ? Expectation.OPEN : Expectation.REFUSED);
    }

    Shot kept(Request request, Expectation expected) {
        return sent(request, request.bytes(), Manner.KEPT, expected);
    }

    Shot sent(Request request, byte[] wire, Manner manner, Expectation expected) {
        return new Shot(number, mutation, tag, request.body(), wire, manner, expected, 1);
    }

    /// The same request several times, without waiting for answers between them.
    Shot pipelined(Request request, int times) {
        var wire = new byte[0];
        for (var i = 0; i < times; i++) {
            wire = ByteChange.joined(wire, request.bytes());
        }
        return new Shot(number, mutation, tag, request.body(), wire, Manner.ALONE, Expectation.TAKEN, times);
    }
}
