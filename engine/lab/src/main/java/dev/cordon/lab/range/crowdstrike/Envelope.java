package dev.cordon.lab.range.crowdstrike;

import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Stage.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `meta`, `resources`, `errors`: what every answer is wrapped in.
final class Envelope {
    private Envelope() {}

    static Reply failure(int code, String message) {
        return Reply.json(http(code), of(null, List.of(error(code, message)), null));
    }

    static Reply of(int status, List<?> resources) {
        return Reply.json(status, of(resources, List.of(), null));
    }

    static Reply page(List<?> resources, Map<String, Object> pagination) {
        return Reply.json(200, of(resources, List.of(), pagination));
    }

    /// What went well and what did not, in one answer, as Falcon does. 409 is told inside a success.
    static Reply mixed(int status, List<Result> results) {
        var resources =
                results.stream().map(Result::resource).filter(Objects::nonNull).toList();
        var failures = results.stream().filter(result -> result.error() != null).toList();
        var hard = failures.stream().filter(result -> result.code() != 409).findFirst();
        return Reply.json(
                resources.isEmpty() && hard.isPresent() ? http(hard.get().code()) : status,
                of(
                        resources,
                        failures.stream()
                                .map(result -> error(result.code(), String.valueOf(result.error())))
                                .toList(),
                        null));
    }

    private static Map<String, Object> of(
            @Nullable List<?> resources, List<?> errors, @Nullable Map<String, Object> pagination) {
        var meta = new LinkedHashMap<String, Object>();
        meta.put("query_time", 0.01);
        meta.put("powered_by", "cordon-range (simulated)");
        if (pagination != null) {
            meta.put("pagination", pagination);
        }
        var envelope = new LinkedHashMap<String, Object>();
        envelope.put("meta", meta);
        envelope.put("resources", resources);
        envelope.put("errors", errors);
        return envelope;
    }

    private static Map<String, Object> error(int code, String message) {
        return Map.of("code", code, "message", message);
    }

    /// Real Time Response has codes of five digits that begin with the HTTP status.
    private static int http(int code) {
        return code > 999 ? code / 100 : code;
    }
}
