package dev.cordon.lab.range;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// One HTTP request, read to its end.
///
/// @param target path and query as they came
/// @param headers names in lower case
/// @param nanos [System#nanoTime] when it had arrived
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Request(String method, String target, Map<String, String> headers, byte[] body, long nanos) {

    public String path() {
        var question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    /// The same without the first characters of its path.
    Request below(int prefix) {
        return new Request(method, target.substring(prefix), headers, body, nanos);
    }

    /// The words of the path, decoded: `/users/a%40b` is `users` and `a@b`.
    public List<String> words() {
        return Stream.of(path().substring(1).split("/", -1))
                .map(Request::decoded)
                .toList();
    }

    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /// The first value of that name in the query; empty when there is none.
    public String parameter(String name) {
        return parameters(name).stream().findFirst().orElse("");
    }

    public List<String> parameters(String name) {
        var question = target.indexOf('?');
        return question < 0 ? List.of() : values(target.substring(question + 1), name);
    }

    /// The first value of that name in a form; empty when there is none.
    public String field(String name) {
        return values(new String(body, StandardCharsets.UTF_8), name).stream()
                .findFirst()
                .orElse("");
    }

    /// The body as JSON; a missing node when it is empty or is none.
    public JsonNode json() {
        try {
            return body.length == 0 ? MissingNode.getInstance() : Reply.JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory", e);
        }
    }

    private static List<String> values(String encoded, String name) {
        return Stream.of(encoded.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2 && decoded(pair[0]).equals(name))
                .map(pair -> decoded(pair[1]))
                .toList();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
