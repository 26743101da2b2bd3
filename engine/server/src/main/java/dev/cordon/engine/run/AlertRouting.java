package dev.cordon.engine.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.engine.outbox.Outbox;
import dev.cordon.engine.outbox.OutboxHandler;
import dev.cordon.engine.outbox.OutboxItem;
import dev.cordon.engine.outbox.OutboxKind;
import dev.cordon.engine.policy.routing.Facts;
import dev.cordon.engine.policy.routing.Routing;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Timeline;
import dev.cordon.engine.timeline.TimelineEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
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
    @Transactional
    public void handle(OutboxItem item) {
        if (!outbox.finish(item)) {
            return;
        }
        var alert = outbox.read(item, Arrived.class);
        var incident = UUID.fromString(alert.incidentId());
        var route = routing.route(alert.facts());
        if (route.severity().isPresent()) {
            sql.update(
                    "update incident set severity = greatest(severity, ?) where id = ?",
                    route.severity().getAsInt(),
                    incident);
        }
        timeline.append(
                incident,
                "decision:" + Routing.DECISION,
                new TimelineEvent.AlertRouted(
                        alert.alertId(), route.playbook(), route.mode(), route.rules(), route.version()));
        if (route.mode().equals("run")) {
            run(alert, incident, route.playbook());
        }
    }

    private void run(Arrived alert, UUID incident, String playbook) {
        var target = new NamedTarget(alert.host(), alert.account());
        var wish = new PlaybookRuns.Wish(
                incident,
                playbook,
                "alert:" + alert.alertId(),
                json.valueToTree(target),
                target.key(),
                alert.title(),
                "source:" + alert.source(),
                null,
                json.createObjectNode());
        runs.ask(wish);
    }
}
