package dev.cordon.engine.alert.intake;

import dev.cordon.engine.Ids;
import dev.cordon.engine.alert.intake.AlertIntake.Taken;
import dev.cordon.engine.alert.intake.AlertRows.Fresh;
import dev.cordon.engine.incident.Arrivals;
import dev.cordon.engine.incident.Incidents;
import dev.cordon.engine.incident.Incidents.Joined;
import dev.cordon.engine.outbox.Outbox;
import dev.cordon.engine.outbox.OutboxKind;
import dev.cordon.engine.policy.Grouping;
import dev.cordon.engine.policy.GroupingRules;
import dev.cordon.engine.policy.Suppressions;
import dev.cordon.engine.run.AlertRouting;
import dev.cordon.engine.timeline.Timeline;
import dev.cordon.engine.timeline.event.AlertEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Stores alerts, each once, with everything that follows from them, in one transaction: about a dozen statements,
/// however many alerts.
@ApplicationScoped
class AlertStore {
    private final AlertRows rows;
    private final AlertUpdates updates;
    private final Suppressions suppressions;
    private final Grouping grouping;
    private final Incidents incidents;
    private final Timeline timeline;
    private final Outbox outbox;

    AlertStore(
            AlertRows rows,
            AlertUpdates updates,
            Suppressions suppressions,
            Grouping grouping,
            Incidents incidents,
            Timeline timeline,
            Outbox outbox) {
        this.rows = rows;
        this.updates = updates;
        this.suppressions = suppressions;
        this.grouping = grouping;
        this.incidents = incidents;
        this.timeline = timeline;
        this.outbox = outbox;
    }

    /// Another server has stored one of them in this very moment; once more, and it is known.
    static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Overtaken() {
            super("another server was faster", null, false, false);
        }
    }

    /// An alert that may start something.
    ///
    /// @param stored there is a row of it, because its end was heard of before
    private record Opening(UUID id, Incoming alert, boolean stored) {}

    private record Grouped(Opening opening, GroupingRules.Group group) {}

    /// @param alerts no two with the same key
    /// @return by key
    @Transactional
    Map<Incoming.Key, Taken> store(List<Incoming> alerts) {
        var taken = new HashMap<Incoming.Key, Taken>();
        var fresh = new ArrayList<Fresh>();
        var openings = new ArrayList<Opening>();
        var known = rows.known(alerts);
        for (var alert : alerts) {
            var before = known.get(alert.key());
            if (before == null) {
                var id = Ids.next();
                if (alert.isOver()) {
                    fresh.add(new Fresh(id, alert, "accepted", null, null, null));
                    taken.put(alert.key(), new Taken(id.toString(), null, false));
                } else {
                    openings.add(new Opening(id, alert, false));
                }
            } else if (before.sameBody()) {
                taken.put(alert.key(), new Taken(before.id().toString(), before.incident(), true));
            } else {
                update(alert, openings).ifPresent(one -> taken.put(alert.key(), one));
            }
        }
        var grouped = grouped(notSuppressed(openings, fresh, taken));
        var joined = incidents.openOrJoin(arrivals(grouped));
        grouped.forEach(
                one -> taken.put(one.opening().alert().key(), join(one.opening(), incident(one, joined), fresh)));
        if (!fresh.isEmpty() && rows.insert(fresh) < fresh.size()) {
            throw new Overtaken();
        }
        timeline.appendAll(grouped.stream().map(one -> line(one, joined)).toList());
        outbox.addAll(
                OutboxKind.ROUTE_ALERT,
                grouped.stream().map(one -> arrived(one, joined)).toList());
        return taken;
    }

    private Optional<Taken> update(Incoming alert, List<Opening> openings) {
        var stored = updates.add(alert);
        if (stored.unopened() && !alert.isOver()) {
            openings.add(new Opening(stored.id(), alert, true));
            return Optional.empty();
        }
        return Optional.of(new Taken(stored.id().toString(), stored.incident(), true));
    }

    private List<Opening> notSuppressed(List<Opening> openings, List<Fresh> fresh, Map<Incoming.Key, Taken> taken) {
        if (openings.isEmpty()) {
            return openings;
        }
        var suppressed = suppressions.of(
                openings.stream().map(opening -> match(opening.alert())).toList());
        var others = new ArrayList<Opening>();
        for (int i = 0; i < openings.size(); i++) {
            var opening = openings.get(i);
            var by = suppressed.get(i);
            if (by == null) {
                others.add(opening);
                continue;
            }
            var why = "suppressed for %s: %s".formatted(by.owner(), by.reason());
            var row = new Fresh(opening.id(), opening.alert(), "suppressed", why, null, by.id());
            if (opening.stored()) {
                rows.suppressed(row);
            } else {
                fresh.add(row);
            }
            taken.put(opening.alert().key(), new Taken(opening.id().toString(), null, false, true));
        }
        return others;
    }

    private static Suppressions.Match match(Incoming incoming) {
        var alert = incoming.alert();
        return new Suppressions.Match(incoming.source(), alert.ruleId(), alert.host(), alert.account());
    }

    private List<Grouped> grouped(List<Opening> openings) {
        if (openings.isEmpty()) {
            return List.of();
        }
        var rules = grouping.rules();
        return openings.stream()
                .map(opening -> new Grouped(opening, rules.of(traits(opening.alert()))))
                .toList();
    }

    private static GroupingRules.Traits traits(Incoming incoming) {
        var alert = incoming.alert();
        return new GroupingRules.Traits(
                incoming.source(),
                alert.title(),
                alert.ruleId(),
                alert.host(),
                alert.account(),
                alert.campaign(),
                alert.severity(),
                alert.techniques());
    }

    private static List<Arrivals> arrivals(List<Grouped> grouped) {
        var arrivals = new LinkedHashMap<String, Arrivals>();
        for (var one : grouped) {
            var alert = one.opening().alert();
            arrivals.merge(
                    one.group().key(),
                    new Arrivals(
                            one.group().key(),
                            one.group().window(),
                            alert.alert().title(),
                            alert.alert().severity(),
                            1,
                            alert.actor()),
                    (earlier, later) -> earlier.and(later.severity()));
        }
        return List.copyOf(arrivals.values());
    }

    private static Joined incident(Grouped one, Map<String, Joined> joined) {
        return Stream.ofNullable(joined.get(one.group().key())).findFirst().orElseThrow();
    }

    private Taken join(Opening opening, Joined incident, List<Fresh> fresh) {
        if (opening.stored()) {
            rows.belongs(opening.id(), incident.id());
        } else {
            fresh.add(new Fresh(opening.id(), opening.alert(), "accepted", null, incident.id(), null));
        }
        return new Taken(opening.id().toString(), incident.number(), false);
    }

    private static Timeline.Line line(Grouped one, Map<String, Joined> joined) {
        var alert = one.opening().alert();
        return new Timeline.Line(
                incident(one, joined).id(),
                alert.actor(),
                new AlertEvent.AlertReceived(
                        one.opening().id().toString(),
                        alert.source(),
                        alert.alert().title(),
                        alert.alert().severity()));
    }

    private static AlertRouting.Arrived arrived(Grouped one, Map<String, Joined> joined) {
        var alert = one.opening().alert().alert();
        return new AlertRouting.Arrived(
                one.opening().id().toString(),
                incident(one, joined).id().toString(),
                one.opening().alert().source(),
                alert.title(),
                alert.ruleId(),
                alert.ruleName(),
                alert.severity(),
                alert.techniques(),
                alert.host(),
                alert.account());
    }
}
