package dev.cordon.engine.incident;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.playbook.Catalogue;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One incident with what hangs on it. Six queries, whatever the incident's size.
@ApplicationScoped
class IncidentDetails {
    private static final int MOST = 200;

    private final Sql sql;
    private final Catalogue catalogue;

    IncidentDetails(Sql sql, Catalogue catalogue) {
        this.sql = sql;
        this.catalogue = catalogue;
    }

    /// The lists hold the newest 200 each; the rest is behind their own calls.
    ///
    /// @param follows the number of the earlier incident that it continues
    /// @param followedBy those that continue it
    public record View(
            String number,
            String title,
            int severity,
            String severityText,
            String status,
            @Nullable String verdict,
            @Nullable String assignee,
            Instant openedAt,
            Instant updatedAt,
            int openTasks,
            int contained,
            @Nullable String follows,
            List<String> followedBy,
            List<AlertLine> alerts,
            List<RunLine> runs,
            List<ContainmentLine> containments,
            List<EvidenceLine> evidence) {}

    public record AlertLine(
            UUID id,
            String source,
            String reference,
            @Nullable String title,
            int severity,
            Instant receivedAt,
            @Nullable String ruleId,
            @Nullable String host,
            @Nullable String account) {}

    public record RunLine(
            UUID id,
            String playbook,
            String playbookTitle,
            @Nullable Long version,
            String state,
            String requestedBy,
            Instant requestedAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String end) {}

    public record ContainmentLine(
            UUID id,
            String action,
            JsonNode target,
            boolean owned,
            boolean verified,
            Instant since,
            @Nullable Instant releasedAt) {}

    public record EvidenceLine(UUID id, String name, long size, String sha256, Instant collectedAt) {}

    private record Found(UUID id, IncidentView view) {}

    View of(String number) {
        var found = sql.one(
                        "select " + IncidentView.COLUMNS + " from incident i where i.number = ?",
                        row -> new Found(row.uuid("id"), IncidentView.of(row)),
                        number)
                .orElseThrow(() -> new Problem(404, "not-found", "There is no incident " + number + "."));
        var view = found.view();
        return new View(
                view.number(),
                view.title(),
                view.severity(),
                view.severityText(),
                view.status(),
                view.verdict(),
                view.assignee(),
                view.openedAt(),
                view.updatedAt(),
                view.openTasks(),
                view.contained(),
                follows(found.id()),
                followedBy(found.id()),
                alerts(found.id()),
                runs(found.id()),
                containments(found.id()),
                evidence(found.id()));
    }

    private @Nullable String follows(UUID incident) {
        return sql.one(
                        "select e.number from incident i join incident e on e.id = i.follows where i.id = ?",
                        row -> row.text("number"),
                        incident)
                .orElse(null);
    }

    private List<String> followedBy(UUID incident) {
        return sql.list(
                "select number from incident where follows = ? order by opened_at, id limit " + MOST,
                row -> row.text("number"),
                incident);
    }

    private List<AlertLine> alerts(UUID incident) {
        return sql.list(
                "select * from alert where incident_id = ? order by received_at desc, id desc limit " + MOST,
                row -> new AlertLine(
                        row.uuid("id"),
                        row.text("source"),
                        row.text("reference"),
                        row.textOrNull("title"),
                        row.number("severity"),
                        row.instant("received_at"),
                        row.textOrNull("rule_id"),
                        row.textOrNull("host"),
                        row.textOrNull("account")),
                incident);
    }

    private List<RunLine> runs(UUID incident) {
        return sql.list(
                "select * from playbook_run where incident_id = ? order by requested_at desc limit " + MOST,
                row -> new RunLine(
                        row.uuid("id"),
                        row.text("playbook_id"),
                        title(row.text("playbook_id")),
                        row.longOrNull("version"),
                        row.text("state"),
                        row.text("requested_by"),
                        row.instant("requested_at"),
                        row.instantOrNull("started_at"),
                        row.instantOrNull("ended_at"),
                        row.textOrNull("end_name")),
                incident);
    }

    private String title(String playbook) {
        return catalogue.playbook(playbook).map(Catalogue.Playbook::title).orElse(playbook);
    }

    private List<ContainmentLine> containments(UUID incident) {
        return sql.list(
                "select * from containment where incident_id = ? order by since desc limit " + MOST,
                row -> new ContainmentLine(
                        row.uuid("id"),
                        row.text("job_type"),
                        row.json("target"),
                        row.bool("owned"),
                        row.bool("verified"),
                        row.instant("since"),
                        row.instantOrNull("released_at")),
                incident);
    }

    private List<EvidenceLine> evidence(UUID incident) {
        return sql.list(
                "select * from evidence where incident_id = ? order by collected_at desc limit " + MOST,
                row -> new EvidenceLine(
                        row.uuid("id"),
                        row.text("name"),
                        row.longNumber("size"),
                        HexFormat.of().formatHex(row.bytes("sha256")),
                        row.instant("collected_at")),
                incident);
    }
}
