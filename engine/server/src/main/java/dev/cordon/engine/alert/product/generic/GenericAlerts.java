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
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Any JSON whose fields an operator has pointed at; one mapping for each source.
@ApplicationScoped
class GenericAlerts implements AlertAdapter {
    private static final Pattern MILLIS = Pattern.compile("\\d{12,14}");

    private final @Nullable GenericMapping mapping;

    /// The kind, from which each source gets its own.
    GenericAlerts() {
        this(null);
    }

    private GenericAlerts(@Nullable GenericMapping mapping) {
        this.mapping = mapping;
    }

    @Override
    public String kind() {
        return "generic";
    }

    @Override
    public AlertAdapter mapped(@Nullable Path file) {
        if (file == null) {
            throw new IllegalArgumentException("is not set; the kind generic needs one");
        }
        return new GenericAlerts(GenericMappingFile.read(file));
    }

    @Override
    public List<JsonNode> split(JsonNode body) {
        var elements = mapping().elements();
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
        mapping().expect().forEach((pointer, expected) -> {
            if (!element.at(pointer).asText().equals(expected)) {
                throw new Unreadable("not what this source sends: '%s' is not %s".formatted(pointer, expected));
            }
        });
        var reference = mapping().reference(element);
        var alert = mapping().apply(element);
        var fields = new AlertFields();
        var title = text(alert, "title", fields);
        if (title == null) {
            fields.note("title: there is none");
        }
        return Alert.of(reference, title == null ? "Untitled alert" : title)
                .rule(text(alert, "ruleId", fields), text(alert, "ruleName", fields))
                .severity(mapping().severities().of(alert.path("severity"), fields))
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
                .resolved(mapping().resolved().contains(alert.path("status").asText()))
                .notes(fields)
                .build();
    }

    private GenericMapping mapping() {
        if (mapping == null) {
            throw new IllegalStateException("the kind generic reads nothing before it is mapped");
        }
        return mapping;
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
