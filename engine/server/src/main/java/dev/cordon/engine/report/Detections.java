package dev.cordon.engine.report;

import dev.cordon.engine.alert.source.SourceCounts;
import dev.cordon.engine.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Counts what the alerts of each rule came to. It reads the alerts of the rules on the page and no others.
@ApplicationScoped
class Detections {
    /// `rule` walks along the index from one rule to the next, instead of reading all alerts for their names.
    /// `offset 0` keeps the planner from reading the whole table where the time is long.
    private static final String REPORT = """
            with recursive rule as (
                (select source, coalesce(rule_id, '') as rule_id, 1 as n from alert
                 where status <> 'rejected' and received_at >= ?::timestamptz and received_at < ?::timestamptz and <of the sources>
                   and (source, coalesce(rule_id, '')) > (?, ?)
                 order by source, coalesce(rule_id, '') limit 1)
                union all
                select next.source, next.rule_id, rule.n + 1 from rule cross join lateral (
                    select source, coalesce(rule_id, '') as rule_id from alert
                    where status <> 'rejected' and received_at >= ?::timestamptz and received_at < ?::timestamptz and <of the sources>
                      and (source, coalesce(rule_id, '')) > (rule.source, rule.rule_id)
                    order by source, coalesce(rule_id, '') limit 1) next
                where rule.n < ?
            ),
            heard as materialized (
                select r.source, r.rule_id, a.id, a.status, a.incident_id, a.rule_name, a.received_at
                from rule r cross join lateral (
                    select id, status, incident_id, rule_name, received_at from alert
                    where status <> 'rejected' and received_at >= ?::timestamptz and received_at < ?::timestamptz
                      and source = r.source and coalesce(rule_id, '') = r.rule_id
                    offset 0) a
            ),
            total as (
                select source, rule_id, count(*) as alerts, count(*) filter (where status = 'suppressed') as suppressed,
                    (array_agg(rule_name order by received_at desc) filter (where rule_name is not null))[1] as rule_name
                from heard group by source, rule_id
            ),
            later as (
                select h.source, h.rule_id, count(*) as updates
                from heard h join alert_update u on u.alert_id = h.id group by h.source, h.rule_id
            ),
            incident_of as materialized (
                select f.source, f.rule_id, f.first, i.verdict, i.closed_at,
                    case when coalesce(i.triaged_at, served.at) is not null
                        then greatest(least(i.triaged_at, served.at), f.first) end as triaged_at,
                    served.at < coalesce(i.triaged_at, 'infinity') as automatic
                from (select source, rule_id, incident_id, min(received_at) as first from heard
                      where incident_id is not null group by source, rule_id, incident_id) f
                join incident i on i.id = f.incident_id
                cross join lateral (
                    select min(at) as at from (
                        select started_at as at from playbook_run where incident_id = f.incident_id
                        union all
                        select greatest(j.joined_at, r.started_at) from playbook_run_join j join playbook_run r on r.id = j.run_id
                        where j.incident_id = f.incident_id and r.started_at is not null) run) served
            ),
            opened as (
                select source, rule_id, count(*) as incidents,
                    count(triaged_at) as triaged, count(*) filter (where automatic) as automatic,
                    round(percentile_cont(0.5) within group (order by extract(epoch from triaged_at - first)))::bigint
                        as triage_median,
                    round(percentile_cont(0.9) within group (order by extract(epoch from triaged_at - first)))::bigint
                        as triage_p90,
                    count(*) filter (where closed_at >= first) as closed,
                    round(percentile_cont(0.5) within group (order by extract(epoch from closed_at - first))
                        filter (where closed_at >= first))::bigint as closure_median,
                    round(percentile_cont(0.9) within group (order by extract(epoch from closed_at - first))
                        filter (where closed_at >= first))::bigint as closure_p90
                from incident_of group by source, rule_id
            ),
            judged as (
                select source, rule_id, jsonb_object_agg(verdict, incidents) as verdicts
                from (select source, rule_id, verdict, count(*) as incidents from incident_of
                      where verdict is not null group by source, rule_id, verdict) v
                group by source, rule_id
            )
            select r.source, r.rule_id, t.rule_name, t.alerts, t.suppressed, coalesce(l.updates, 0) as updates,
                coalesce((select sum(c.count) from alert_count c
                          where c.source = r.source and c.rule_id = r.rule_id and c.what = 'duplicate'
                            and c.day >= (?::timestamptz at time zone 'utc')::date
                            and c.day < (?::timestamptz at time zone 'utc' + interval '1 day' - interval '1 microsecond')::date),
                    0) as duplicates,
                coalesce(o.incidents, 0) as incidents, coalesce(o.triaged, 0) as triaged,
                coalesce(o.automatic, 0) as automatic, o.triage_median, o.triage_p90,
                coalesce(o.closed, 0) as closed, o.closure_median, o.closure_p90, j.verdicts
            from rule r join total t using (source, rule_id) left join later l using (source, rule_id)
            left join opened o using (source, rule_id) left join judged j using (source, rule_id)
            order by r.n
            """;

    private static final String ALL_SOURCES = "?::text is null";
    private static final String ONE_SOURCE = "source = ?";

    private final Sql sql;
    private final SourceCounts counts;

    Detections(Sql sql, SourceCounts counts) {
        this.sql = sql;
        this.counts = counts;
    }

    /// By source and rule.
    ///
    /// @param to not itself among it
    /// @param source null for all
    List<Detection> between(Instant from, Instant to, @Nullable String source, DetectionCursor after, int limit) {
        counts.flush();
        return sql.list(
                REPORT.replace("<of the sources>", source == null ? ALL_SOURCES : ONE_SOURCE),
                Detection::of,
                from,
                to,
                source,
                after.source(),
                after.rule(),
                from,
                to,
                source,
                limit,
                from,
                to,
                from,
                to);
    }
}
