package dev.cordon.engine.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The row a result set stands on.
public final class Row {
    private final ResultSet results;
    private final ObjectMapper json;

    Row(ResultSet results, ObjectMapper json) {
        this.results = results;
        this.json = json;
    }

    public UUID uuid(String column) throws SQLException {
        return Objects.requireNonNull(results.getObject(column, UUID.class), column);
    }

    public @Nullable UUID uuidOrNull(String column) throws SQLException {
        return results.getObject(column, UUID.class);
    }

    public String text(String column) throws SQLException {
        return Objects.requireNonNull(results.getString(column), column);
    }

    public @Nullable String textOrNull(String column) throws SQLException {
        return results.getString(column);
    }

    public int number(String column) throws SQLException {
        return results.getInt(column);
    }

    public long longNumber(String column) throws SQLException {
        return results.getLong(column);
    }

    public @Nullable Long longOrNull(String column) throws SQLException {
        var value = results.getLong(column);
        return results.wasNull() ? null : value;
    }

    public boolean bool(String column) throws SQLException {
        return results.getBoolean(column);
    }

    public byte[] bytes(String column) throws SQLException {
        return Objects.requireNonNull(results.getBytes(column), column);
    }

    public Instant instant(String column) throws SQLException {
        return Objects.requireNonNull(instantOrNull(column), column);
    }

    public @Nullable Instant instantOrNull(String column) throws SQLException {
        var value = results.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    public List<String> texts(String column) throws SQLException {
        var array = results.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    public JsonNode json(String column) throws SQLException {
        return Objects.requireNonNull(jsonOrNull(column), column);
    }

    public @Nullable JsonNode jsonOrNull(String column) throws SQLException {
        var text = results.getString(column);
        try {
            return text == null ? null : json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new SQLException("not JSON: " + column, e);
        }
    }

    /// The JSON column as a record or sealed interface of the contract.
    public <T> T json(String column, Class<T> type) throws SQLException {
        try {
            return json.readValue(text(column), type);
        } catch (JsonProcessingException e) {
            throw new SQLException("not a " + type.getSimpleName() + ": " + column, e);
        }
    }
}
