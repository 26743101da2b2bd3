package dev.cordon.engine.incident;

import dev.cordon.engine.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An incident as a list shows it.
public record IncidentView(
        String number,
        String title,
        int severity,
        String severityText,
        String status,
        @Nullable String verdict,
        @Nullable String assignee,
        Instant openedAt,
        Instant updatedAt,
        int alerts,
        int openTasks,
        int contained) {

    static final String COLUMNS = """
            i.id, i.number, i.title, i.severity, i.status, i.verdict, i.assignee, i.opened_at, i.updated_at, i.alerts,
            (select count(*) from human_task t where t.incident_id = i.id and t.state = 'open') as open_tasks,
            (select count(*) from containment c where c.incident_id = i.id and c.released_at is null) as contained
            """;

    static IncidentView of(Row row) throws SQLException {
        return new IncidentView(
                row.text("number"),
                row.text("title"),
                row.number("severity"),
                severityText(row.number("severity")),
                row.text("status"),
                row.textOrNull("verdict"),
                row.textOrNull("assignee"),
                row.instant("opened_at"),
                row.instant("updated_at"),
                row.number("alerts"),
                row.number("open_tasks"),
                row.number("contained"));
    }

    /// OCSF `severity`.
    private static String severityText(int severity) {
        return switch (severity) {
            case 1 -> "Informational";
            case 2 -> "Low";
            case 3 -> "Medium";
            case 4 -> "High";
            case 5 -> "Critical";
            case 6 -> "Fatal";
            default -> "Unknown";
        };
    }
}
