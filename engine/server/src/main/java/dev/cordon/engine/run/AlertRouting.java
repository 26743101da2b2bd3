package dev.cordon.engine.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.engine.outbox.Outbox;
import dev.cordon.engine.outbox.OutboxHandler;
import dev.cordon.engine.outbox.OutboxItem;
import dev.cordon.engine.outbox.OutboxKind;
import dev.cordon.engine.playbook.Catalogue;
import dev.cordon.engine.playbook.Decisions;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Timeline;
import dev.cordon.engine.timeline.TimelineEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which playbook an alert asks for, by the decision `alert-routing`: to run it, only to propose it, or only to record
/// the alert.
@ApplicationScoped
public class AlertRouting implements OutboxHandler {
    private static final String DECISION = "alert-routing";

    private final Outbox outbox;
    private final Decisions decisions;
    private final Catalogue catalogue;
    private final PlaybookRuns runs;
    private final Timeline timeline;
    private final Sql sql;
    private final ObjectMapper json;

    AlertRouting(
            Outbox outbox,
            Decisions decisions,
            Catalogue catalogue,
            PlaybookRuns runs,
            Timeline timeline,
            Sql sql,
            ObjectMapper json) {
        this.outbox = outbox;
        this.decisions = decisions;
        this.catalogue = catalogue;
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
            @Nullable String account) {}

    private record Route(String playbook, String mode, List<String> rules) {}

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
        var route = route(alert, incident);
        timeline.append(
                incident,
                "decision:" + DECISION,
                new TimelineEvent.AlertRouted(alert.alertId(), route.playbook(), route.mode(), route.rules()));
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
        if (runs.request(wish).isEmpty()) {
            sql.one("""
                            select id from playbook_run
                            where incident_id = ? and playbook_id = ? and target_key = ? and ended_at is null
                            """, row -> row.uuid("id"), incident, playbook, target.key())
                    .ifPresent(id -> timeline.append(
                            incident,
                            "source:" + alert.source(),
                            new TimelineEvent.RunJoined(id.toString(), playbook, alert.alertId())));
        }
    }

    private Route route(Arrived alert, UUID incident) {
        var inputs = new HashMap<String, @Nullable Object>();
        inputs.put("source", alert.source());
        inputs.put("ruleId", alert.ruleId());
        inputs.put("ruleName", alert.ruleName());
        inputs.put("severity", alert.severity());
        inputs.put("techniques", alert.techniques());
        inputs.put("hasHost", alert.host() != null);
        inputs.put("hasAccount", alert.account() != null);
        var decided = decisions.evaluate(DECISION, inputs);
        var playbook = String.valueOf(decided.output().getOrDefault("playbook", ""));
        var mode = String.valueOf(decided.output().getOrDefault("mode", "record"));
        if (decided.output().get("severity") instanceof Number severity) {
            sql.update(
                    "update incident set severity = greatest(severity, ?) where id = ?", severity.intValue(), incident);
        }
        // a playbook that this server does not have would wait for ever
        return catalogue.playbook(playbook).isPresent()
                ? new Route(playbook, mode, decided.rules())
                : new Route("", "record", decided.rules());
    }
}
