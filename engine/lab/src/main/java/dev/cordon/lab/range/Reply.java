package dev.cordon.lab.range;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// What goes back, and how the connection ends.
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Reply(int status, Map<String, String> headers, byte[] body, Ending ending) {
    public static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    /// How an answer ends.
    public enum Ending {
        WHOLE,
        /// The length promises more than comes.
        TRUNCATED,
        /// The body goes on until the client has enough.
        ENDLESS,
        /// No answer; the connection is closed in order.
        CLOSED,
        /// No answer; the connection is reset.
        RESET
    }

    public static Reply json(int status, Object body) {
        try {
            return new Reply(
                    status, Map.of("Content-Type", "application/json"), JSON.writeValueAsBytes(body), Ending.WHOLE);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static Reply text(int status, String type, String text) {
        return new Reply(status, Map.of("Content-Type", type), text.getBytes(StandardCharsets.UTF_8), Ending.WHOLE);
    }

    public static Reply bytes(String type, byte[] body) {
        return new Reply(200, Map.of("Content-Type", type), body, Ending.WHOLE);
    }

    public static Reply none(int status) {
        return new Reply(status, Map.of(), new byte[0], Ending.WHOLE);
    }

    public Reply with(String header, String value) {
        var more = new TreeMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, body, ending);
    }

    /// The same fields, none of them what it was: text where there was a list, a list where there was text.
    Reply withWrongTypes() {
        var wrong = JSON.createObjectNode();
        try {
            JSON.readTree(body).properties().forEach(field -> {
                if (field.getValue().isTextual()) {
                    wrong.putArray(field.getKey());
                } else {
                    wrong.put(field.getKey(), "none");
                }
            });
        } catch (IOException e) {
            // it was no JSON before
            wrong.put("unexpected", true);
        }
        return json(status, wrong);
    }

    Reply ending(Ending other) {
        return new Reply(status, headers, body, other);
    }
}
