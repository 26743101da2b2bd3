package dev.cordon.engine.alert.product;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.Alert.Asset.Kind;
import dev.cordon.engine.alert.Alert.Asset.Role;
import dev.cordon.engine.alert.AlertAdapter;
import dev.cordon.engine.alert.AlertBuilder;
import dev.cordon.engine.alert.reading.AlertFields;
import dev.cordon.engine.alert.reading.Candidates;
import dev.cordon.engine.alert.reading.Fingerprint;
import dev.cordon.engine.alert.reading.Observables;
import dev.cordon.engine.alert.reading.References;
import io.netty.util.NetUtil;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// QRadar's offenses as its API lists them, posted by a script; and the events of a custom action.
@ApplicationScoped
public class QRadarAlerts implements AlertAdapter {
    private static final int SCALE = 10;

    @Override
    public String kind() {
        return "qradar";
    }

    @Override
    public boolean namesProductIds() {
        return true;
    }

    @Override
    public List<JsonNode> split(JsonNode body) {
        var list = body.isArray() ? body : body.path("offenses");
        return list.isArray() ? StreamSupport.stream(list.spliterator(), false).toList() : List.of(body);
    }

    @Override
    public Alert read(JsonNode element, Instant receivedAt) {
        var fields = new AlertFields();
        if (element.path("source").asText().equals("qradar") && element.has("rule")) {
            return event(element, fields);
        }
        if (!element.has("offense_source") && !element.has("magnitude")) {
            throw new Unreadable("not a QRadar offense: it has neither offense_source nor magnitude");
        }
        return offense(element, fields);
    }

    /// Larger than other numbers may be: what does not fit must not become somebody else's reference.
    private static @Nullable String id(JsonNode id, AlertFields fields) {
        if (id.isIntegralNumber() && id.canConvertToLong() && id.longValue() >= 0) {
            return id.asText();
        }
        var number = fields.number("id", id);
        return number < 0 ? null : String.valueOf(number);
    }

    private static String reference(@Nullable String id, JsonNode offense, AlertFields fields) {
        if (id != null) {
            return id;
        }
        fields.note("id: missing, offense_type, offense_source and start_time stand for it");
        return Fingerprint.of(offense::path, "offense_type", "offense_source", "start_time");
    }

    private static Alert offense(JsonNode offense, AlertFields fields) {
        var id = id(offense.path("id"), fields);
        var title = fields.text(offense, "description");
        var sources = fields.texts("source_addresses", offense.path("source_addresses"));
        var targets = fields.texts("local_destination_addresses", offense.path("local_destination_addresses"));
        var observables = new Observables(fields);
        var alert = Alert.of(
                        References.of("offense", reference(id, offense, fields)),
                        title == null ? "QRadar offense" : title)
                .productId(id)
                .severity(severity("magnitude", offense, fields))
                .confidence(confidence(offense, fields))
                .occurredAt(fields.millis(offense, "start_time"))
                .detectedAt(fields.millis(offense, "first_persisted_time"))
                .link(fields.link(offense, "link"))
                .resolved("CLOSED".equals(fields.text(offense, "status")));
        rule(offense.path("rules"), alert, fields);
        indexed(offense, alert, observables, fields);
        alert.assets(Kind.HOST, sources.stream().filter(QRadarAlerts::isOurs).toList(), Role.ACTOR)
                .assets(Kind.HOST, targets, Role.TARGET);
        observables.address(sources);
        observables.address(targets);
        return alert.observables(observables).notes(fields).build();
    }

    /// What the offense is indexed on: `offense_type` says what `offense_source` is. The addresses' ids are only ids.
    private static void indexed(JsonNode offense, AlertBuilder alert, Observables observables, AlertFields fields) {
        var source = fields.text(offense, "offense_source");
        var type = fields.number("offense_type", offense.path("offense_type"));
        if (source == null) {
            return;
        }
        switch (type) {
            case 0, 10 -> {
                alert.host(ours(source), Role.ACTOR);
                observables.address(List.of(source));
            }
            case 1, 11 -> {
                alert.host(ours(source), Role.TARGET);
                observables.address(List.of(source));
            }
            case 3 -> {
                alert.account(source, Role.AFFECTED);
                observables.account(List.of(source));
            }
            case 7 -> {
                alert.host(source, Role.AFFECTED);
                observables.address(List.of(source));
            }
            default -> fields.note("offense_source: of type " + type + ", neither a host nor an account");
        }
    }

    /// One rule is the alert's; several made it together. The API gives numbers, the script adds names.
    private static void rule(JsonNode rules, AlertBuilder alert, AlertFields fields) {
        if (!rules.isArray()) {
            if (!rules.isMissingNode() && !rules.isNull()) {
                fields.note("rules: not a list");
            }
            return;
        }
        if (rules.size() == 1) {
            var id = fields.number("rules.id", rules.path(0).path("id"));
            alert.rule(
                    id < 0 ? null : String.valueOf(id),
                    fields.text("rules.name", rules.path(0).path("name")));
        }
    }

    /// An event that a rule's custom action sent. It has no id of its own, so what it says stands for one.
    private static Alert event(JsonNode event, AlertFields fields) {
        var rule = fields.text(event, "rule");
        if (rule == null) {
            throw new Unreadable("a QRadar event without the rule's name");
        }
        var reference = Fingerprint.of(
                event::path, "console", "rule", "event_id", "start_time_ms", "sourceip", "destinationip", "username");
        var source = fields.text(event, "sourceip");
        var destination = fields.text(event, "destinationip");
        var account = fields.text(event, "username");
        var hosts = new Candidates(Kind.HOST);
        hosts.add(ours(destination), Role.TARGET);
        hosts.add(ours(source), Role.ACTOR);
        var observables = new Observables(fields);
        observables.address(source == null ? List.of() : List.of(source));
        observables.address(destination == null ? List.of() : List.of(destination));
        observables.account(account == null ? List.of() : List.of(account));
        var alert = Alert.of(References.of("event", reference), rule)
                .rule(null, rule)
                .severity(severity("severity", event, fields))
                .account(account, Role.AFFECTED)
                .observables(observables)
                .occurredAt(fields.millis(event, "start_time_ms"));
        hosts.into(alert, fields);
        return alert.notes(fields).build();
    }

    private static int severity(String name, JsonNode node, AlertFields fields) {
        var level = fields.number(name, node.path(name));
        if (level > SCALE) {
            fields.note(name + ": higher than " + SCALE);
            return 0;
        }
        return level < 0 ? 0 : level <= 1 ? 1 : level <= 3 ? 2 : level <= 6 ? 3 : level <= 8 ? 4 : 5;
    }

    private static @Nullable Integer confidence(JsonNode offense, AlertFields fields) {
        var credibility = fields.number("credibility", offense.path("credibility"));
        if (credibility > SCALE) {
            fields.note("credibility: higher than " + SCALE);
        }
        return credibility < 0 || credibility > SCALE ? null : (Integer) (credibility * SCALE);
    }

    /// A public address is somebody else's machine: an observable, never the host to act on.
    private static @Nullable String ours(@Nullable String address) {
        return address != null && isOurs(address) ? address : null;
    }

    private static boolean isOurs(String address) {
        if (!NetUtil.isValidIpV4Address(address) && !NetUtil.isValidIpV6Address(address)) {
            return false;
        }
        var bytes = NetUtil.createByteArrayFromIpAddressString(address);
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        return bytes.length == 4
                ? first == 10 || (first == 172 && second >> 4 == 1) || (first == 192 && second == 168)
                : first >> 1 == 0x7e;
    }
}
