package dev.cordon.engine.alert.reading;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cordon.engine.alert.AlertAdapter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Reads what a stranger sent: strict, because two readers that disagree about a document can be played off.
public final class AlertJson {
    private static final int DEEPEST = 32;
    private static final int LONGEST_NUMBER = 100;
    private static final int LONGEST_NAME = 1000;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxNameLength(LONGEST_NAME)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private AlertJson() {}

    /// @throws AlertAdapter.Unreadable with what is wrong and where
    public static JsonNode read(byte[] body) {
        try {
            var node = MAPPER.readTree(text(body));
            if (node == null || node.isMissingNode()) {
                throw new AlertAdapter.Unreadable("the body is empty");
            }
            return node;
        } catch (JsonProcessingException e) {
            var where = e.getLocation();
            throw new AlertAdapter.Unreadable("not acceptable JSON: " + AlertText.line(e.getOriginalMessage(), 200)
                    + (where == null ? "" : " (line %d, column %d)".formatted(where.getLineNr(), where.getColumnNr())));
        }
    }

    /// Jackson itself guesses the encoding, and reads forms of UTF-8 that others do not. A byte order mark may be
    /// ignored.
    private static String text(byte[] body) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new AlertAdapter.Unreadable("not UTF-8");
        }
    }
}
