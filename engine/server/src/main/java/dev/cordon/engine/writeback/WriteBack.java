package dev.cordon.engine.writeback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.contract.Target;
import dev.cordon.engine.Text;
import dev.cordon.engine.incident.IncidentClosing;
import dev.cordon.engine.outbox.Outbox;
import dev.cordon.engine.outbox.OutboxHandler;
import dev.cordon.engine.outbox.OutboxItem;
import dev.cordon.engine.outbox.OutboxKind;
import dev.cordon.engine.run.PlaybookRuns;
import dev.cordon.engine.timeline.Timeline;
import dev.cordon.engine.timeline.event.IncidentEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/// Asks for runs of `report-verdict` when an incident was closed.
@ApplicationScoped
class WriteBack implements OutboxHandler {
    private static final String PLAYBOOK = "report-verdict";
    /// A run's variables stay small.
    static final int PER_RUN = 50;
    /// Of a run.
    private static final int LONGEST_REASON = 500;

    private final Outbox outbox;
    private final ClosableAlerts alerts;
    private final PlaybookRuns runs;
    private final Timeline timeline;
    private final WriteBackConfig config;
    private final InstantSource clock;
    private final ObjectMapper json;

    WriteBack(
            Outbox outbox,
            ClosableAlerts alerts,
            PlaybookRuns runs,
            Timeline timeline,
            WriteBackConfig config,
            InstantSource clock,
            ObjectMapper json) {
        this.outbox = outbox;
        this.alerts = alerts;
        this.runs = runs;
        this.timeline = timeline;
        this.config = config;
        this.clock = clock;
        this.json = json;
    }

    @Override
    public OutboxKind kind() {
        return OutboxKind.WRITE_BACK;
    }

    @Override
    @Transactional
    public void handle(OutboxItem item) {
        if (!outbox.finish(item)) {
            return;
        }
        var closing = outbox.read(item, IncidentClosing.class);
        var incident = UUID.fromString(closing.incidentId());
        var found = alerts.of(incident);
        if (found.isNone()) {
            return;
        }
        var targets = found.targets();
        timeline.append(
                incident,
                closing.by(),
                new IncidentEvent.WriteBackAsked(targets.size(), found.nameless(), found.beyond()));
        var part = 0;
        for (var told : parts(targets)) {
            part++;
            request(closing, part, told);
        }
    }

    /// A product that is away holds up its own alerts only: no run tells two of them.
    private static List<List<Target.SourceAlert>> parts(List<Target.SourceAlert> targets) {
        var parts = new ArrayList<List<Target.SourceAlert>>();
        targets.stream()
                .collect(Collectors.groupingBy(Target.SourceAlert::vendor, LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(of -> {
                    for (var from = 0; from < of.size(); from += PER_RUN) {
                        parts.add(of.subList(from, Math.min(from + PER_RUN, of.size())));
                    }
                });
        return parts;
    }

    private String until() {
        return clock.instant()
                .plus(config.patience())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    /// Asked for once, however often this is handled: the trigger is the closing's, and the part's.
    @SuppressWarnings("ReturnValueIgnored")
    private void request(IncidentClosing closing, int part, List<Target.SourceAlert> targets) {
        var trigger = "closure:" + closing.nth() + (part == 1 ? "" : "/" + part);
        var target = json.createObjectNode();
        var list = target.putArray("alerts");
        // one by one: a list forgets the declared type of its elements, and with it the tag
        targets.forEach(alert -> list.add(json.<JsonNode>valueToTree(alert)));
        var reason = closing.reason();
        runs.request(new PlaybookRuns.Wish(
                UUID.fromString(closing.incidentId()),
                PLAYBOOK,
                trigger,
                target,
                trigger,
                Text.clean(Text.beginning(reason, LONGEST_REASON)),
                closing.by(),
                null,
                json.createObjectNode()
                        .put("verdict", closing.verdict().value())
                        .put("until", until())));
    }
}
