package dev.cordon.engine.alert.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.AlertAdapter.Unreadable;
import dev.cordon.engine.alert.intake.AlertIntake.Read;
import dev.cordon.engine.alert.intake.AlertIntake.Taken;
import dev.cordon.engine.alert.source.AlertSource;
import dev.cordon.engine.alert.source.SourceTally;
import dev.cordon.engine.alert.source.SourceTally.Outcome;
import dev.cordon.engine.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What one request brings: an alert, or a batch of which each alert is taken or rejected by itself.
@ApplicationScoped
public class Deliveries {
    private static final Logger LOG = Logger.getLogger(Deliveries.class);
    static final int MOST_ALERTS = 500;
    private static final int MULTI_STATUS = 207;

    private final AlertIntake intake;
    private final SourceTally tally;
    private final InstantSource clock;

    Deliveries(AlertIntake intake, SourceTally tally, InstantSource clock) {
        this.intake = intake;
        this.tally = tally;
        this.clock = clock;
    }

    /// @param problem why it was rejected; it is kept under `alertId` nevertheless
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Item(
            int status,
            String alertId,
            @Nullable String incident,
            @Nullable Boolean duplicate,
            @Nullable String problem) {

        static Item of(Taken taken) {
            return new Item(202, taken.alertId(), taken.incident(), taken.duplicate(), null);
        }
    }

    public record Items(List<Item> items) {}

    Response take(AlertSource source, byte[] raw, String mediaType) {
        JsonNode body;
        List<JsonNode> alerts;
        try {
            body = source.adapter().parse(raw, mediaType);
            alerts = split(source, body);
        } catch (Unreadable e) {
            throw refused(reject(source, e, raw));
        }
        if (alerts.size() == 1 && alerts.getFirst().equals(body)) {
            return single(source, body, raw);
        }
        if (alerts.size() > MOST_ALERTS) {
            throw new Problem(413, "too-many-alerts", "A batch holds at most " + MOST_ALERTS + " alerts");
        }
        var items = elements(source, alerts);
        var allTaken = items.stream().allMatch(item -> item.problem() == null);
        return Response.status(allTaken ? 202 : MULTI_STATUS)
                .entity(new Items(items))
                .build();
    }

    /// One alert that was pulled, as it stands in the answer of its product's API.
    public Item pulled(AlertSource source, byte[] raw) {
        try {
            var alert = read(source, source.adapter().parse(raw, "application/json"));
            var taken = intake.take(source.name(), alert, raw);
            count(source, alert, taken);
            return Item.of(taken);
        } catch (Unreadable e) {
            return reject(source, e, raw);
        }
    }

    private static List<JsonNode> split(AlertSource source, JsonNode body) {
        var alerts = source.adapter().split(body);
        if (alerts.isEmpty()) {
            throw new Unreadable("a batch without alerts");
        }
        return alerts;
    }

    private Response single(AlertSource source, JsonNode body, byte[] raw) {
        try {
            var alert = read(source, body);
            var taken = intake.take(source.name(), alert, raw);
            count(source, alert, taken);
            return Response.accepted(taken).build();
        } catch (Unreadable e) {
            throw refused(reject(source, e, raw));
        }
    }

    /// Those that can be read are stored together, and answered in their places.
    private List<Item> elements(AlertSource source, List<JsonNode> alerts) {
        var items = new ArrayList<@Nullable Item>();
        var readable = new ArrayList<Read>();
        for (var alert : alerts) {
            var raw = alert.toString().getBytes(StandardCharsets.UTF_8);
            try {
                readable.add(new Read(read(source, alert), raw));
                items.add(null);
            } catch (Unreadable e) {
                items.add(reject(source, e, raw));
            }
        }
        var taken = intake.take(source.name(), readable);
        for (int i = 0; i < taken.size(); i++) {
            count(source, readable.get(i).alert(), taken.get(i));
        }
        var answers = taken.iterator();
        return items.stream()
                .map(item -> item == null ? Item.of(answers.next()) : item)
                .toList();
    }

    private void count(AlertSource source, Alert alert, Taken taken) {
        if (taken.duplicate()) {
            tally.duplicate(source.name(), alert.ruleId());
        } else {
            tally.stored(source.name(), taken.suppressed() ? Outcome.SUPPRESSED : Outcome.ACCEPTED);
        }
    }

    /// An adapter that trips over hostile data must not lose it.
    private Alert read(AlertSource source, JsonNode alert) {
        try {
            return source.adapter().read(alert, clock.instant());
        } catch (Unreadable e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.errorf(e, "The adapter of source %s failed on an alert; it is kept as rejected", source);
            throw new Unreadable("the adapter for " + source.adapter().kind() + " failed on it");
        }
    }

    private Item reject(AlertSource source, Unreadable unreadable, byte[] raw) {
        var why = String.valueOf(unreadable.getMessage());
        var id = intake.reject(source.name(), why, raw);
        tally.stored(source.name(), Outcome.REJECTED);
        return new Item(400, id, null, null, why + "; kept as rejected alert " + id);
    }

    private static Problem refused(Item item) {
        return new Problem(400, "unreadable-alert", String.valueOf(item.problem()));
    }
}
