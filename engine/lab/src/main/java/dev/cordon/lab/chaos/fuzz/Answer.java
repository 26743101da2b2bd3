package dev.cordon.lab.chaos.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/// What the server said.
///
/// @param headers by name in lower case
record Answer(int status, Map<String, String> headers, byte[] body) {
    private static final JsonMapper JSON = new JsonMapper();

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /// A missing node when it is not JSON.
    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    boolean isLast() {
        return header("connection").toLowerCase(Locale.ROOT).contains("close");
    }

    /// RFC 9457, as far as a program needs it.
    boolean isProblem() {
        var problem = json();
        return header("content-type").startsWith("application/problem+json")
                && problem.path("type").isTextual()
                && problem.path("title").isTextual()
                && problem.path("status").asInt() == status;
    }
}
