package dev.cordon.lab.chaos.storm;

import dev.cordon.lab.chaos.Database;
import dev.cordon.lab.range.Arrival;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What a storm left behind, by the database and the vendor, and what of it is not as it must be.
///
/// @param incidents about the storm's hosts
/// @param runs of all playbooks on them
/// @param isolated hosts that the vendor was asked to contain
record Aftermath(int incidents, int runs, int isolated, List<String> wrong) {

    /// @param stored rows of alerts
    /// @param received and so on: lines of its timeline
    private record Incident(
            String host,
            String number,
            boolean open,
            long counted,
            long stored,
            long rejected,
            long opened,
            long received,
            long routed,
            long entries,
            long head) {}

    private record Run(String host, String playbook, boolean over) {}

    /// @param asked what the vendors were asked for, as their witness has it
    static Aftermath of(Database database, List<Arrival> asked, StormPlan plan) throws SQLException {
        var wrong = new ArrayList<String>();
        var incidents = incidents(database, plan);
        var runs = runs(database, plan);
        check(plan, incidents, wrong);
        runs.stream()
                .filter(run -> !run.over())
                .forEach(run -> wrong.add("%s on %s is not over".formatted(run.playbook(), run.host())));
        overlaps(database, plan, wrong);
        return new Aftermath(incidents.size(), runs.size(), isolated(asked, plan, wrong), List.copyOf(wrong));
    }

    private static void check(StormPlan plan, List<Incident> incidents, List<String> wrong) {
        var byHost = incidents.stream().collect(Collectors.groupingBy(Incident::host));
        for (var host : plan.hosts()) {
            var about = plan.about(host);
            var found = byHost.getOrDefault(host.toLowerCase(Locale.ROOT), List.of());
            if (found.size() != 1) {
                wrong.add("%s has %d incidents".formatted(host, found.size()));
            }
            for (var incident : found) {
                check(incident, about, wrong);
            }
        }
    }

    private static void check(Incident incident, long about, List<String> wrong) {
        var counts = Map.of(
                "alerts by its own count", incident.counted(),
                "alerts stored", incident.stored(),
                "lines of an alert received", incident.received(),
                "lines of an alert routed", incident.routed());
        counts.forEach((what, count) -> {
            if (count != about) {
                wrong.add("%s (%s): %d %s, %d were sent"
                        .formatted(incident.number(), incident.host(), count, what, about));
            }
        });
        if (incident.opened() != 1 || incident.rejected() != 0 || !incident.open()) {
            wrong.add("%s (%s): opened %d times, %d alerts rejected, %s"
                    .formatted(
                            incident.number(),
                            incident.host(),
                            incident.opened(),
                            incident.rejected(),
                            incident.open() ? "open" : "closed"));
        }
        if (incident.entries() != incident.head()) {
            wrong.add("%s: %d lines, and the head says %d"
                    .formatted(incident.number(), incident.entries(), incident.head()));
        }
    }

    private static List<Incident> incidents(Database database, StormPlan plan) throws SQLException {
        return database.list(
                """
                select substr(i.grouping_key, 6) as host, i.number, i.status not in ('resolved', 'closed') as open, i.alerts,
                       (select count(*) from alert a where a.incident_id = i.id) as stored,
                       (select count(*) from alert a where a.incident_id = i.id and a.status <> 'accepted') as rejected,
                       e.opened, e.received, e.routed, e.entries, h.seq
                from incident i
                join timeline_head h on h.incident_id = i.id
                cross join lateral (
                    select count(*) as entries, count(*) filter (where kind = 'incident-opened') as opened,
                           count(*) filter (where kind = 'alert-received') as received,
                           count(*) filter (where kind = 'alert-routed') as routed
                    from timeline_entry where incident_id = i.id) e
                where i.grouping_key in (%s)
                """.formatted(keys(plan)),
                row -> new Incident(
                        row.getString("host"),
                        row.getString("number"),
                        row.getBoolean("open"),
                        row.getLong("alerts"),
                        row.getLong("stored"),
                        row.getLong("rejected"),
                        row.getLong("opened"),
                        row.getLong("received"),
                        row.getLong("routed"),
                        row.getLong("entries"),
                        row.getLong("seq")));
    }

    private static List<Run> runs(Database database, StormPlan plan) throws SQLException {
        return database.list(
                """
                select substr(i.grouping_key, 6) as host, r.playbook_id, r.ended_at is not null as over
                from playbook_run r join incident i on i.id = r.incident_id where i.grouping_key in (%s)
                """.formatted(keys(plan)),
                row -> new Run(row.getString("host"), row.getString("playbook_id"), row.getBoolean("over")));
    }

    /// At most one active run for a host and a playbook, at any time.
    private static void overlaps(Database database, StormPlan plan, List<String> wrong) throws SQLException {
        wrong.addAll(database.list(
                """
                select substr(i.grouping_key, 6) as host, a.playbook_id
                from incident i
                join playbook_run a on a.incident_id = i.id
                join playbook_run b on b.incident_id = i.id and b.playbook_id = a.playbook_id and b.id > a.id
                 and (a.ended_at is null or b.requested_at < a.ended_at) and (b.ended_at is null or a.requested_at < b.ended_at)
                where i.grouping_key in (%s)
                """.formatted(keys(plan)),
                row -> "two runs of %s at a time on %s"
                        .formatted(row.getString("playbook_id"), row.getString("host"))));
    }

    private static int isolated(List<Arrival> arrivals, StormPlan plan, List<String> wrong) {
        var asked = arrivals.stream()
                .filter(arrival -> arrival.operation().equals("contain"))
                .collect(Collectors.groupingBy(Arrival::host, Collectors.counting()));
        for (var host : plan.hosts()) {
            var times = asked.getOrDefault(host, 0L);
            var wanted = plan.isolates(host) ? 1L : 0L;
            if (times != wanted) {
                wrong.add("the vendor was asked %d times to contain %s, not %d times".formatted(times, host, wanted));
            }
        }
        return (int) plan.hosts().stream().filter(asked::containsKey).count();
    }

    /// Names of the storm's own making: nothing in them ends a text.
    private static String keys(StormPlan plan) {
        return plan.hosts().stream()
                .map(host -> "'host:" + host.toLowerCase(Locale.ROOT) + "'")
                .collect(Collectors.joining(", "));
    }
}
