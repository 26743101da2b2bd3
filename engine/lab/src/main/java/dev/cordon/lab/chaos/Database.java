package dev.cordon.lab.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The owner's view of the database, all of it at one moment.
public final class Database implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Connection connection;

    public Database(String url, String user, String password) throws SQLException {
        connection = DriverManager.getConnection(url + "?connectTimeout=5&socketTimeout=60", user, password);
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
    }

    /// One row, as what the caller makes of it.
    public interface Shape<T> {
        T of(ResultSet row) throws SQLException;
    }

    public <T> List<T> list(String sql, Shape<T> shape) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var all = new ArrayList<T>();
            while (rows.next()) {
                all.add(shape.of(rows));
            }
            return all;
        }
    }

    List<Snapshot.Alert> alerts() throws SQLException {
        return list(
                "select id, encode(body_sha256, 'hex') as hash, status from alert",
                row -> new Snapshot.Alert(
                        row.getString("id"),
                        row.getString("hash"),
                        row.getString("status").equals("accepted")));
    }

    Map<String, Integer> severities() throws SQLException {
        var all = new HashMap<String, Integer>();
        list("select id, severity from incident", row -> all.put(row.getString("id"), row.getInt("severity")));
        return all;
    }

    List<Snapshot.Run> runs() throws SQLException {
        return list(
                "select * from playbook_run",
                row -> new Snapshot.Run(
                        row.getString("id"),
                        row.getString("incident_id"),
                        row.getString("playbook_id"),
                        row.getString("trigger"),
                        row.getString("state"),
                        row.getTimestamp("ended_at") != null));
    }

    List<Snapshot.Task> tasks() throws SQLException {
        return list(
                "select * from human_task",
                row -> new Snapshot.Task(
                        row.getString("run_id"), row.getString("state").equals("open"), instantOrNull(row, "due_at")));
    }

    List<Snapshot.Action> actions() throws SQLException {
        return list(
                """
                select a.*, outcome ->> 'is' as settled_as,
                       (select array_agg(claimed_at order by attempt) from action_attempt t where t.action_id = a.id) as claims
                from action a
                """,
                row -> new Snapshot.Action(
                        row.getString("id"),
                        row.getString("incident_id"),
                        row.getString("run_id"),
                        row.getString("element_id"),
                        row.getString("job_type"),
                        json(row.getString("target")),
                        row.getString("target_key"),
                        row.getString("state"),
                        row.getString("settled_as"),
                        instant(row, "intended_at"),
                        instants(row, "claims"),
                        row.getBoolean("waits")));
    }

    List<Snapshot.Approval> approvals() throws SQLException {
        return list(
                "select * from approval",
                row -> new Snapshot.Approval(
                        row.getString("run_id"),
                        row.getString("requester"),
                        row.getString("approver"),
                        row.getBoolean("approved"),
                        texts(row, "targets"),
                        texts(row, "actions"),
                        instant(row, "decided_at"),
                        instant(row, "expires_at")));
    }

    List<Snapshot.Hold> holds() throws SQLException {
        return list(
                "select * from containment",
                row -> new Snapshot.Hold(
                        row.getString("target_key"),
                        row.getString("job_type"),
                        row.getBoolean("verified"),
                        row.getTimestamp("released_at") != null,
                        row.getString("released_by")));
    }

    List<Snapshot.Asset> assets() throws SQLException {
        return list(
                "select * from asset",
                row -> new Snapshot.Asset(
                        row.getString("kind"),
                        row.getString("name"),
                        row.getBoolean("protected"),
                        row.getString("criticality")));
    }

    List<Snapshot.KillSwitch> killSwitch() throws SQLException {
        return list(
                "select at, (detail ->> 'on')::boolean as now_on from policy_change where what = 'kill-switch'",
                row -> new Snapshot.KillSwitch(instant(row, "at"), row.getBoolean("now_on")));
    }

    List<Snapshot.Entry> entries() throws SQLException {
        return list(
                """
                select incident_id, seq, kind, body, encode(previous_hash, 'hex') as previous, encode(hash, 'hex') as hash
                from timeline_entry
                """,
                row -> new Snapshot.Entry(
                        row.getString("incident_id"),
                        row.getLong("seq"),
                        row.getString("kind"),
                        row.getString("body"),
                        row.getString("previous"),
                        row.getString("hash")));
    }

    Map<String, Snapshot.Head> heads() throws SQLException {
        var all = new HashMap<String, Snapshot.Head>();
        list(
                "select incident_id, seq, encode(hash, 'hex') as hash from timeline_head",
                row -> all.put(
                        row.getString("incident_id"), new Snapshot.Head(row.getLong("seq"), row.getString("hash"))));
        return all;
    }

    /// Promises of the outbox that are not kept yet.
    List<String> promises() throws SQLException {
        return list(
                "select kind, attempts, coalesce(last_error, '') as error from outbox",
                row -> "outbox: %s not done after %d attempts %s"
                        .formatted(row.getString("kind"), row.getInt("attempts"), row.getString("error")));
    }

    /// No promise is open, and whoever is not over waits for a person.
    public boolean atRest() throws SQLException {
        var moving = list("""
                select (select count(*) from outbox) + (select count(*) from playbook_run r where ended_at is null
                        and not exists (select from human_task t where t.run_id = r.id and t.state = 'open')) as moving
                """, row -> row.getLong("moving"));
        return moving.getFirst() == 0;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        var time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    private static List<Instant> instants(ResultSet row, String column) throws SQLException {
        var array = row.getArray(column);
        return array == null
                ? List.of()
                : Arrays.stream((Timestamp[]) array.getArray())
                        .map(Timestamp::toInstant)
                        .toList();
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON column that is not JSON", e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
