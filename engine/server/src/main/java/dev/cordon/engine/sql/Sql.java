package dev.cordon.engine.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.engine.Text;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// One statement, one round trip, in the caller's transaction.
///
/// A `JsonNode` or a record is bound as `jsonb`. A collection is bound as the array of what it holds, nulls
/// included; JSON in a collection as `text`, to be cast. Many rows at once are columns of
/// `unnest(?::uuid[], ?::text[], ...)`, see [#column].
@ApplicationScoped
public class Sql {
    private static final Pattern NUL_ESCAPE = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

    private final DataSource database;
    private final ObjectMapper json;

    Sql(DataSource database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    @FunctionalInterface
    public interface RowReader<T> {
        T read(Row row) throws SQLException;
    }

    public <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... arguments) {
        try (var connection = database.getConnection();
                var statement = prepare(connection, sql, arguments);
                var results = statement.executeQuery()) {
            var rows = new ArrayList<T>();
            var row = new Row(results, json);
            while (results.next()) {
                rows.add(reader.read(row));
            }
            return rows;
        } catch (SQLException e) {
            throw new SqlException(e);
        }
    }

    public <T> Optional<T> one(String sql, RowReader<T> reader, @Nullable Object... arguments) {
        var rows = list(sql, reader, arguments);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
    }

    /// @return how many rows it changed
    public int update(String sql, @Nullable Object... arguments) {
        try (var connection = database.getConnection();
                var statement = prepare(connection, sql, arguments)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new SqlException(e);
        }
    }

    private PreparedStatement prepare(Connection connection, String sql, @Nullable Object... arguments)
            throws SQLException {
        var statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < arguments.length; i++) {
                bind(connection, statement, i + 1, arguments[i]);
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private void bind(Connection connection, PreparedStatement statement, int index, @Nullable Object value)
            throws SQLException {
        switch (value) {
            case null -> statement.setNull(index, Types.NULL);
            case Instant instant -> statement.setObject(index, OffsetDateTime.ofInstant(instant, ZoneOffset.UTC));
            case String text -> statement.setString(index, Text.clean(text));
            case byte[] bytes -> statement.setBytes(index, bytes);
            case Number number -> statement.setObject(index, number);
            case Boolean bool -> statement.setBoolean(index, bool);
            case UUID uuid -> statement.setObject(index, uuid);
            case Collection<?> items -> statement.setArray(index, array(connection, items));
            case JsonNode node -> statement.setObject(index, storable(node.toString()), Types.OTHER);
            case Record other -> statement.setObject(index, storable(write(other)), Types.OTHER);
            default -> throw new IllegalArgumentException("cannot bind " + value.getClass());
        }
    }

    /// One column of many rows.
    public static <T, V> List<@Nullable V> column(Collection<T> rows, Function<T, @Nullable V> field) {
        var values = new ArrayList<@Nullable V>(rows.size());
        rows.forEach(row -> values.add(field.apply(row)));
        return values;
    }

    private Array array(Connection connection, Collection<?> items) throws SQLException {
        Object sample = items.stream()
                .filter(Objects::nonNull)
                .<Object>map(item -> item)
                .findFirst()
                .orElse("");
        return switch (sample) {
            case UUID ignored -> connection.createArrayOf("uuid", items.toArray(new UUID[0]));
            case Long ignored -> connection.createArrayOf("bigint", items.toArray(new Long[0]));
            case Integer ignored -> connection.createArrayOf("int4", items.toArray(new Integer[0]));
            case byte[] ignored -> connection.createArrayOf("bytea", items.toArray(new byte[0][]));
            default -> connection.createArrayOf("text", texts(items));
        };
    }

    private @Nullable String[] texts(Collection<?> items) {
        return items.stream().map(this::text).toArray(String[]::new);
    }

    private @Nullable String text(@Nullable Object item) {
        return switch (item) {
            case null -> null;
            case JsonNode node -> storable(node.toString());
            case Record other -> storable(write(other));
            default -> Text.clean(item.toString());
        };
    }

    /// `jsonb` takes no NUL, however it is spelt.
    private static String storable(String text) {
        var clean = Text.clean(text);
        return clean.contains("\\u0000") ? NUL_ESCAPE.matcher(clean).replaceAll("$1\\\\uFFFD") : clean;
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not to be written as JSON: " + value.getClass(), e);
        }
    }
}
