package dev.cordon.lab.bench.intake;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/// Years of a company's alerts in minutes: twenty to an incident, two incidents in three closed, each with the
/// timeline it would have, its chain included. Written past the server, as the owner: only into a stack of the
/// benchmark's own.
final class Filling implements AutoCloseable {
    private static final Duration PAST = Duration.ofDays(300);
    private static final int PER_INCIDENT = 20;
    private static final int CHUNK = 500 * PER_INCIDENT;

    private final Connection connection;
    private final Consumer<String> tell;
    private long filled;

    /// @param most how many there will be in the end
    Filling(Owner owner, long most, Consumer<String> tell) throws SQLException {
        this.tell = tell;
        connection = owner.connect();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("set synchronous_commit = off");
            statement.execute("set work_mem = '64MB'");
            statement.execute(functions(PAST.dividedBy(Math.max(1, most))));
        }
        connection.commit();
    }

    /// Adds so many, and some more where that does not fill an incident.
    void add(long alerts) throws SQLException {
        var begun = Instant.now();
        var last = filled + (alerts + PER_INCIDENT - 1) / PER_INCIDENT * PER_INCIDENT;
        while (filled < last) {
            var until = Math.min(last, filled + CHUNK);
            chunk(filled + 1, until);
            filled = until;
            if (filled % (10L * CHUNK) == 0) {
                tell.accept("  %,d stored after %d s"
                        .formatted(
                                filled, Duration.between(begun, Instant.now()).toSeconds()));
            }
        }
    }

    private void chunk(long first, long last) throws SQLException {
        run(INCIDENTS, first, last);
        run(ALERTS.replace("$RAW", AlertDraft.wazuh("FILL").replace("'", "''")), first, last);
        run(ENTRIES, first, last);
        run(HEADS, first, last);
        connection.commit();
    }

    private void run(String sql, long first, long last) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql.replace("$FIRST", Long.toString(first)).replace("$LAST", Long.toString(last)));
        }
    }

    private static String functions(Duration step) {
        return """
            create schema if not exists bench;
            create function bench.at(n bigint) returns timestamptz language sql immutable
                return timestamptz '%s' + n * interval '%d microseconds';
            create function bench.id(kind text, n bigint) returns uuid language sql immutable
                return (lpad(to_hex((extract(epoch from bench.at(n)) * 1000)::bigint), 12, '0')
                        || '7' || substr(md5(kind || n), 1, 3) || '8' || substr(md5(kind || n), 4, 15))::uuid;
            create function bench.incident(n bigint) returns uuid language sql immutable
                return bench.id('incident', (n - 1) / %3$d * %3$d + 1);
            create function bench.body(actor text, detail text, incident uuid, kind text, at text, sentence text)
                returns text language sql immutable
                return '{"actor":"' || actor || '","detail":' || detail || ',"incident":"' || incident || '","kind":"' || kind
                       || '","occurredAt":"' || at || '","recordedAt":"' || at || '","sentence":"' || sentence || '"}';
            create function bench.link(before bytea, body text) returns bytea language sql immutable
                return sha256(before || convert_to(body, 'UTF8'));
            create aggregate bench.chain(text) (sfunc = bench.link, stype = bytea, initcond = '\\x%4$s')
            """.formatted(
                        Instant.now().minus(PAST).truncatedTo(ChronoUnit.SECONDS),
                        step.toNanos() / 1000,
                        PER_INCIDENT,
                        "00".repeat(32));
    }

    private static final String INCIDENTS = """
        insert into incident (id, number, title, severity, status, verdict, grouping_key, alerts, last_alert_at, opened_at,
            updated_at, closed_at)
        select bench.incident(n), 'INC-' || to_char(bench.at(n) at time zone 'utc', 'YYYY') || '-'
                   || lpad(nextval('incident_number')::text, 6, '0'),
               'Office application started a scripting host', 2,
               case when open then (array['new', 'in-progress', 'on-hold'])[1 + i / 3 %% 3] else 'closed' end,
               case when open then null else 'benign' end,
               'host:fill-' || case when open then i else i %% 2000 end,
               %1$d, bench.at(n + %1$d - 1), bench.at(n), bench.at(n + %1$d), case when open then null else bench.at(n + %1$d) end
        from (select n, n / %1$d as i, n / %1$d %% 3 = 0 as open from generate_series($FIRST::bigint, $LAST, %1$d) n) one
        """.formatted(PER_INCIDENT);

    private static final String ALERTS = """
        insert into alert (id, source, reference, body_sha256, status, incident_id, title, rule_id, rule_name, severity, host,
            assets, observables, occurred_at, received_at, raw)
        select bench.id('alert', n), 'wazuh', 'FILL/' || n, sha256(raw), 'accepted', bench.incident(n),
               'Office application started a scripting host', '92052', 'Office application started a scripting host', 2, host,
               jsonb_build_array(jsonb_build_object('kind', 'host', 'name', host, 'role', 'target')),
               '[{"type": "ipv4-addr", "value": "10.30.4.17"}, {"type": "process", "value": "C:\\\\Windows\\\\wscript.exe"}]',
               bench.at(n), bench.at(n), raw
        from (select n, 'FILL-' || (n - 1) / %1$d as host,
                     convert_to(replace(replace('$RAW', '%2$s', lpad(n::text, 10, '0')), '%3$s',
                                        lpad(((n - 1) / %1$d %% 2000)::text, 4, '0')), 'UTF8') as raw
              from generate_series($FIRST::bigint, $LAST) n) one
        """.formatted(PER_INCIDENT, Letter.NUMBER, Letter.HOST);

    private static final String ENTRIES = """
        insert into timeline_entry (incident_id, seq, recorded_at, kind, body, previous_hash, hash)
        select incident, seq, at, kind, body,
               coalesce(lag(hash) over (partition by incident order by seq), decode(repeat('00', 32), 'hex')), hash
        from (
            select incident, seq, at, kind, body, bench.chain(body) over (partition by incident order by seq) as hash
            from (
                select incident, seq, at, kind,
                       bench.body(actor, detail, incident, kind, to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                                  sentence) as body
                from (
                    select bench.incident(n) as incident, 1 as seq, bench.at(n) as at, 'incident-opened' as kind,
                           'source:wazuh' as actor, '{"severity":2,"title":"Office application started a scripting host"}' as detail,
                           'Opened: Office application started a scripting host' as sentence
                    from generate_series($FIRST::bigint, $LAST, %1$d) n
                    union all
                    select bench.incident(n), 2 * ((n - 1) %% %1$d + 1), bench.at(n), 'alert-received', 'source:wazuh',
                           '{"alertId":"' || bench.id('alert', n) || '","severity":2,"source":"wazuh","title":"Office application started a scripting host"}',
                           'wazuh reported: Office application started a scripting host'
                    from generate_series($FIRST::bigint, $LAST) n
                    union all
                    select bench.incident(n), 2 * ((n - 1) %% %1$d + 1) + 1, bench.at(n), 'alert-routed', 'decision:alert-routing',
                           '{"alertId":"' || bench.id('alert', n) || '","mode":"record","playbook":"","rules":["everything-else"]}',
                           'Recorded; no playbook fits'
                    from generate_series($FIRST::bigint, $LAST) n
                ) event
            ) line
        ) linked
        """.formatted(PER_INCIDENT);

    private static final String HEADS = """
        insert into timeline_head (incident_id, seq, hash)
        select e.incident_id, e.seq, e.hash
        from generate_series($FIRST::bigint, $LAST, %1$d) n
        join timeline_entry e on e.incident_id = bench.incident(n) and e.seq = 2 * %1$d + 1
        """.formatted(PER_INCIDENT);

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
