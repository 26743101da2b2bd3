package dev.cordon.engine.alert;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.cordon.engine.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/// One alert with what its source said of it later, the oldest first.
record AlertDetails(@JsonUnwrapped AlertView alert, List<Update> updates) {

    /// At most 500: a source that says more than that of one alert is heard, and not shown.
    static final String UPDATES = """
            select u.received_at, u.body_sha256, u.state, u.title, u.severity,
                array_remove(array[
                    case when u.title is distinct from lag(u.title, 1, a.title) over sent then 'title' end,
                    case when u.severity <> lag(u.severity, 1, a.severity) over sent then 'severity' end], null) as changed
            from alert_update u join alert a on a.id = u.alert_id where a.id = ?
            window sent as (order by u.received_at, u.body_sha256) order by u.received_at, u.body_sha256 limit 500
            """;

    /// @param changed of `title` and `severity`, what it says differently than before
    record Update(Instant receivedAt, String sha256, String state, String title, int severity, List<String> changed) {

        static Update of(Row row) throws SQLException {
            return new Update(
                    row.instant("received_at"),
                    HexFormat.of().formatHex(row.bytes("body_sha256")),
                    row.text("state"),
                    row.text("title"),
                    row.number("severity"),
                    row.texts("changed"));
        }
    }
}
