package dev.cordon.engine.alert.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.engine.sql.Row;
import dev.cordon.engine.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The table of alerts, many rows at a time.
@ApplicationScoped
class AlertRows {
    private final Sql sql;
    private final InstantSource clock;
    private final ObjectMapper json;

    AlertRows(Sql sql, InstantSource clock, ObjectMapper json) {
        this.sql = sql;
        this.clock = clock;
        this.json = json;
    }

    /// An alert that was taken before.
    ///
    /// @param incident its number
    /// @param sameBody what comes now says nothing that the first did not say
    record Known(Incoming.Key key, UUID id, @Nullable String incident, boolean sameBody) {

        static Known of(Row row) throws SQLException {
            return new Known(
                    new Incoming.Key(row.text("source"), row.text("reference")),
                    row.uuid("id"),
                    row.textOrNull("number"),
                    row.bool("same"));
        }
    }

    Map<Incoming.Key, Known> known(List<Incoming> alerts) {
        return sql
                .list(
                        """
                        select n.source, n.reference, a.id, i.number, a.body_sha256 = n.hash as same
                        from unnest(?::text[], ?::text[], ?::bytea[]) as n (source, reference, hash)
                        cross join lateral (
                            select id, incident_id, body_sha256 from alert
                            where source = n.source and reference = n.reference limit 1) as a
                        left join incident i on i.id = a.incident_id
                        """,
                        Known::of,
                        Sql.column(alerts, Incoming::source),
                        Sql.column(alerts, one -> one.alert().reference()),
                        Sql.column(alerts, Incoming::hash))
                .stream()
                .collect(Collectors.toMap(Known::key, known -> known));
    }

    /// A new row.
    ///
    /// @param status `accepted` or `suppressed`
    record Fresh(
            UUID id,
            Incoming alert,
            String status,
            @Nullable String reason,
            @Nullable UUID incident,
            @Nullable UUID suppression) {}

    /// @return how many of them nobody else has stored in this moment
    int insert(List<Fresh> rows) {
        return sql.update(
                """
                insert into alert (id, source, reference, product_id, body_sha256, status, reason, incident_id, suppression_id, title,
                    rule_id, rule_name, severity, confidence, techniques, host, account, assets, observables, notes,
                    occurred_at, detected_at, link, state, campaign, received_at, raw)
                select n.id, n.source, n.reference, n.product_id, n.hash, n.status, n.reason, n.incident, n.suppression, n.title,
                    n.rule_id, n.rule_name, n.severity, n.confidence,
                    array(select jsonb_array_elements_text(n.techniques::jsonb)), n.host, n.account, n.assets::jsonb,
                    n.observables::jsonb, array(select jsonb_array_elements_text(n.notes::jsonb)), n.occurred_at,
                    n.detected_at, n.link, n.state, n.campaign, ?, n.raw
                from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::bytea[], ?::text[], ?::text[], ?::uuid[], ?::uuid[],
                        ?::text[], ?::text[], ?::text[], ?::int[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[],
                        ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::bytea[])
                    as n (id, source, reference, product_id, hash, status, reason, incident, suppression, title, rule_id, rule_name,
                        severity, confidence, techniques, host, account, assets, observables, notes, occurred_at,
                        detected_at, link, state, campaign, raw)
                on conflict (source, reference) do nothing
                """,
                clock.instant(),
                Sql.column(rows, Fresh::id),
                Sql.column(rows, row -> row.alert().source()),
                Sql.column(rows, row -> row.alert().alert().reference()),
                Sql.column(rows, row -> row.alert().alert().productId()),
                Sql.column(rows, row -> row.alert().hash()),
                Sql.column(rows, Fresh::status),
                Sql.column(rows, Fresh::reason),
                Sql.column(rows, Fresh::incident),
                Sql.column(rows, Fresh::suppression),
                Sql.column(rows, row -> row.alert().alert().title()),
                Sql.column(rows, row -> row.alert().alert().ruleId()),
                Sql.column(rows, row -> row.alert().alert().ruleName()),
                Sql.column(rows, row -> row.alert().alert().severity()),
                Sql.column(rows, row -> row.alert().alert().confidence()),
                Sql.column(rows, row -> json.valueToTree(row.alert().alert().techniques())),
                Sql.column(rows, row -> row.alert().alert().host()),
                Sql.column(rows, row -> row.alert().alert().account()),
                Sql.column(rows, row -> json.valueToTree(row.alert().alert().assets())),
                Sql.column(rows, row -> json.valueToTree(row.alert().alert().observables())),
                Sql.column(rows, row -> json.valueToTree(row.alert().alert().notes())),
                Sql.column(rows, row -> row.alert().alert().occurredAt()),
                Sql.column(rows, row -> row.alert().alert().detectedAt()),
                Sql.column(rows, row -> row.alert().alert().link()),
                Sql.column(rows, row -> row.alert().state()),
                Sql.column(rows, row -> row.alert().alert().campaign()),
                Sql.column(rows, row -> row.alert().raw()));
    }

    /// An alert of which only the end was known belongs to an incident at last.
    void belongs(UUID alert, UUID incident) {
        sql.update("update alert set incident_id = ? where id = ?", incident, alert);
    }

    void suppressed(Fresh row) {
        sql.update(
                "update alert set status = 'suppressed', reason = ?, suppression_id = ? where id = ?",
                row.reason(),
                row.suppression(),
                row.id());
    }
}
