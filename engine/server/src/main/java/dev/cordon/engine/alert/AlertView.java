package dev.cordon.engine.alert;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An alert as the API shows it.
///
/// @param status `accepted`, or `rejected` or `suppressed` with the reason
/// @param state `firing` or `resolved`, as its source last said
record AlertView(
        UUID id,
        String source,
        String reference,
        @Nullable String productId,
        String status,
        @Nullable String reason,
        String state,
        @Nullable String incident,
        @Nullable String title,
        @Nullable String ruleId,
        @Nullable String ruleName,
        int severity,
        @Nullable Long confidence,
        List<String> techniques,
        @Nullable String host,
        @Nullable String account,
        JsonNode assets,
        JsonNode observables,
        List<String> notes,
        @Nullable Instant occurredAt,
        @Nullable Instant detectedAt,
        Instant receivedAt,
        @Nullable String link) {

    static final String SELECT = """
            select a.id, a.source, a.reference, a.product_id, a.status, a.reason, a.state, i.number, a.title, a.rule_id, a.rule_name,
                a.severity, a.confidence, a.techniques, a.host, a.account, a.assets, a.observables, a.notes, a.occurred_at,
                a.detected_at, a.received_at, a.link
            from alert a left join incident i on i.id = a.incident_id
            """;

    static AlertView of(Row row) throws SQLException {
        return new AlertView(
                row.uuid("id"),
                row.text("source"),
                row.text("reference"),
                row.textOrNull("product_id"),
                row.text("status"),
                row.textOrNull("reason"),
                row.text("state"),
                row.textOrNull("number"),
                row.textOrNull("title"),
                row.textOrNull("rule_id"),
                row.textOrNull("rule_name"),
                row.number("severity"),
                row.longOrNull("confidence"),
                row.texts("techniques"),
                row.textOrNull("host"),
                row.textOrNull("account"),
                row.json("assets"),
                row.json("observables"),
                row.texts("notes"),
                row.instantOrNull("occurred_at"),
                row.instantOrNull("detected_at"),
                row.instant("received_at"),
                row.textOrNull("link"));
    }
}
