package dev.cordon.engine.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.engine.outbox.Outbox;
import dev.cordon.engine.outbox.OutboxHandler;
import dev.cordon.engine.outbox.OutboxItem;
import dev.cordon.engine.outbox.OutboxKind;
import dev.cordon.engine.policy.routing.Facts;
import dev.cordon.engine.policy.routing.Route;
import dev.cordon.engine.policy.routing.Routing;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Timeline;
import dev.cordon.engine.timeline.event.AlertEvent;
import dev.cordon.engine.timeline.event.RunEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which playbook an alert asks for, by the decision `alert-routing`: to run it, only to propose it, or only to record
/// the alert.
@ApplicationScoped
public class AlertRouting implements OutboxHandler {
    private final Outbox outbox;
    private final Routing routing;
    private final PlaybookRuns runs;
    private final Timeline timeline;
    private final Sql sql;
    private final ObjectMapper json;

    AlertRouting(Outbox outbox, Routing routing, PlaybookRuns runs, Timeline timeline, Sql sql, ObjectMapper json) {
        this.outbox = outbox;
        this.routing = routing;
        this.runs = runs;
        this.timeline = timeline;
        this.sql = sql;
        this.json = json;
    }

    /// An alert that was just stored.
    public record Arrived(
            String alertId,
            String incidentId,
            String source,
            String title,
            @Nullable String ruleId,
            @Nullable String ruleName,
            int severity,
            List<String> techniques,
            @Nullable String host,
            @Nullable String account) {

        private Facts facts() {
            return new Facts(source, ruleId, ruleName, severity, techniques, host != null, account != null);
        }
    }

    @Override
    public OutboxKind kind() {
        return OutboxKind.ROUTE_ALERT;
    }

    @Override
    public int atOnce() {
        return 200;
    }

    @Override
    @Transactional
    public void handle(OutboxItem item) {
        route(List.of(item));
    }

    @Override
    @Transactional
    public void handleAll(List<OutboxItem> items) {
        route(items);
    }

    private record Routed(Arrived alert, UUID incident, Route route) {

        int severity() {
            return route.severity().orElse(0);
        }
    }

    private void route(List<OutboxItem> items) {
        var version = routing.inForce();
        var routed = outbox.finish(items).stream()
                .map(item -> outbox.read(item, Arrived.class))
                .map(alert ->
                        new Routed(alert, UUID.fromString(alert.incidentId()), routing.route(alert.facts(), version)))
                .toList();
        timeline.hold(routed.stream().map(Routed::incident).collect(Collectors.toSet()));
        raise(routed.stream().filter(one -> one.severity() > 0).toList());
        timeline.appendAll(routed.stream().map(AlertRouting::line).toList());
        var running = new HashMap<Asked, PlaybookRuns.Answer>();
        var joined = new ArrayList<Timeline.Line>();
        for (var one : routed) {
            if (one.route().mode().equals("run")) {
                run(one, running).ifPresent(joined::add);
            }
        }
        timeline.appendAll(joined);
    }

    private void raise(List<Routed> alerts) {
        if (!alerts.isEmpty()) {
            sql.update("""
                    update incident i set severity = n.severity
                    from (select id, max(severity) as severity from unnest(?::uuid[], ?::int[]) as r (id, severity)
                          group by id order by id) as n
                    where i.id = n.id and i.severity < n.severity
                    """, Sql.column(alerts, Routed::incident), Sql.column(alerts, Routed::severity));
        }
    }

    private static Timeline.Line line(Routed one) {
        var route = one.route();
        return new Timeline.Line(
                one.incident(),
                "decision:" + Routing.DECISION,
                new AlertEvent.AlertRouted(
                        one.alert().alertId(), route.playbook(), route.mode(), route.rules(), route.version()));
    }

    /// What is asked for once, however many alerts ask for it.
    private record Asked(UUID incident, String playbook, String target) {}

    /// @param running what is known of the runs already
    /// @return the line that says which run the alert joins, when an alert before it asked for the same
    private Optional<Timeline.Line> run(Routed one, Map<Asked, PlaybookRuns.Answer> running) {
        var alert = one.alert();
        var playbook = one.route().playbook();
        var target = new NamedTarget(alert.host(), alert.account());
        var asked = new Asked(one.incident(), playbook, target.key());
        var known = running.get(asked);
        if (known == null) {
            var wish = new PlaybookRuns.Wish(
                    one.incident(),
                    playbook,
                    "alert:" + alert.alertId(),
                    json.valueToTree(target),
                    target.key(),
                    alert.title(),
                    "source:" + alert.source(),
                    null,
                    json.createObjectNode());
            running.put(asked, runs.ask(wish));
            return Optional.empty();
        }
        var number = known.incident() == null ? number(one.incident()) : known.incident();
        return Optional.of(new Timeline.Line(
                one.incident(),
                "source:" + alert.source(),
                new RunEvent.RunJoined(known.run().toString(), known.playbook(), alert.alertId(), number, playbook)));
    }

    private String number(UUID incident) {
        return sql.one("select number from incident where id = ?", row -> row.text("number"), incident)
                .orElseThrow();
    }
}
