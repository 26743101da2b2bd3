package dev.cordon.connectors.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.cordon.connectors.capability.VendorException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/// Lenient about what a vendor adds, strict about the type of what we read.
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    textual -> textual.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private Json() {}

    /// Unreadable is not refused: the vendor may well have done it.
    public static <T> T read(Buffer body, Class<T> type) {
        try {
            var value = MAPPER.readValue(body.getBytes(), type);
            if (value != null) {
                return value;
            }
        } catch (IOException e) {
            // its message quotes the body
        }
        throw new VendorException.Unavailable("unreadable answer: not the JSON that was expected");
    }

    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this does not go into JSON", e);
        }
    }

    public static <T> T as(JsonNode node, Class<T> type) {
        try {
            var value = MAPPER.treeToValue(node, type);
            if (value != null) {
                return value;
            }
        } catch (IOException | IllegalArgumentException e) {
            // its message quotes the body
        }
        throw new VendorException.Unavailable("unreadable answer: not the JSON that was expected");
    }
}
