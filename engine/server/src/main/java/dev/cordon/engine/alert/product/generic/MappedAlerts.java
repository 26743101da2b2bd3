package dev.cordon.engine.alert.product.generic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.Alert.Asset.Kind;
import dev.cordon.engine.alert.Alert.Asset.Role;
import dev.cordon.engine.alert.AlertAdapter;
import dev.cordon.engine.alert.reading.AlertFields;
import dev.cordon.engine.alert.reading.Observables;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The alerts of one source, in the format that its operator has described.
final class MappedAlerts implements AlertAdapter {
    private static final Pattern MILLIS = Pattern.compile("\\d{12,14}");

    private final Supplier<GenericMapping> mapping;

    /// @param mapping asked anew for every alert: it may change while the server runs
    MappedAlerts(Supplier<GenericMapping> mapping) {
        this.mapping = mapping;
    }

    @Override
    public String kind() {
        return GenericAlerts.KIND;
    }

    @Override
    public List<JsonNode> split(JsonNode body) {
        var elements = mapping.get().elements();
        if (elements == null) {
            return List.of(body);
        }
        var alerts = body.at(elements);
        if (!alerts.isArray()) {
            throw new Unreadable("no list of alerts at '%s'".formatted(elements));
        }
        return alerts.valueStream().toList();
    }

    @Override
    public Alert read(JsonNode element, Instant receivedAt) {
        var described = mapping.get();
        described.expect().forEach((pointer, expected) -> {
            if (!element.at(pointer).asText().equals(expected)) {
                throw new Unreadable("not what this source sends: '%s' is not %s".formatted(pointer, expected));
            }
        });
        var reference = described.reference(element);
        var alert = described.apply(element);
        var fields = new AlertFields();
        var title = text(alert, "title", fields);
        if (title == null) {
            fields.note("title: there is none");
        }
        return Alert.of(reference, title == null ? "Untitled alert" : title)
                .rule(text(alert, "ruleId", fields), text(alert, "ruleName", fields))
                .severity(described.severities().of(alert.path("severity"), fields))
                .confidence(fields.percent("confidence", alert.path("confidence")))
                .techniques(fields.techniques("techniques", alert.path("techniques")))
                .host(text(alert, "host", fields))
                .account(text(alert, "account", fields))
                .assets(Kind.HOST, texts(alert, "actorHosts", fields), Role.ACTOR)
                .assets(Kind.HOST, texts(alert, "affectedHosts", fields), Role.AFFECTED)
                .assets(Kind.ACCOUNT, texts(alert, "actorAccounts", fields), Role.ACTOR)
                .assets(Kind.ACCOUNT, texts(alert, "affectedAccounts", fields), Role.AFFECTED)
                .observables(observables(alert, fields))
                .occurredAt(time(alert, "occurredAt", fields))
                .detectedAt(time(alert, "detectedAt", fields))
                .link(fields.link(alert, "link"))
                .campaign(text(alert, "campaign", fields))
                .resolved(described.resolved().contains(alert.path("status").asText()))
                .notes(fields)
                .build();
    }

    /// Ids are numbers as often as texts.
    private static @Nullable String text(ObjectNode alert, String field, AlertFields fields) {
        var value = alert.path(field);
        return fields.only(field, value.isNumber() ? TextNode.valueOf(value.asText()) : value);
    }

    private static List<String> texts(ObjectNode alert, String field, AlertFields fields) {
        return fields.texts(field, alert.path(field));
    }

    /// No time of our age in seconds has twelve digits, and none in milliseconds has fewer.
    private static @Nullable Instant time(ObjectNode alert, String field, AlertFields fields) {
        return MILLIS.matcher(alert.path(field).asText()).matches()
                ? fields.millis(alert, field)
                : fields.time(alert, field);
    }

    private static Observables observables(ObjectNode alert, AlertFields fields) {
        var observables = new Observables(fields);
        observables.address(texts(alert, "addresses", fields));
        texts(alert, "domains", fields).forEach(observables::domain);
        for (var field : List.of("account", "actorAccounts", "affectedAccounts")) {
            observables.account(texts(alert, field, fields));
        }
        observables.url(texts(alert, "urls", fields));
        observables.hash("hashes", texts(alert, "hashes", fields));
        observables.file(texts(alert, "files", fields));
        observables.process(texts(alert, "processes", fields));
        return observables;
    }
}
