package dev.cordon.engine.alert.product;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.AlertAdapter;
import dev.cordon.engine.alert.reading.AlertFields;
import dev.cordon.engine.alert.reading.Observables;
import dev.cordon.engine.alert.reading.References;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// OpenSearch alerting sends what an administrator typed into the action's message: the template of docs/sources.md.
@ApplicationScoped
class OpenSearchAlerts implements AlertAdapter {
    private static final int WORST = 1;
    private static final int MILDEST = 5;

    @Override
    public String kind() {
        return "opensearch";
    }

    @Override
    public Alert read(JsonNode element, Instant receivedAt) {
        if (!"opensearch".equals(element.path("source").asText())) {
            throw new Unreadable("not the message for OpenSearch: source is not opensearch");
        }
        var fields = new AlertFields();
        var monitor = unescaped(fields.text(element, "monitor"));
        var trigger = unescaped(fields.text(element, "trigger"));
        var end = fields.time(element, "period_end");
        return Alert.of(reference(element, fields), title(monitor, trigger))
                .rule(fields.text(element, "trigger_id"), trigger == null ? monitor : trigger)
                .severity(severity(element, fields))
                .techniques(fields.techniques("techniques", element.path("techniques")))
                .host(fields.only("host", element.path("host")))
                .account(fields.only("account", element.path("account")))
                .observables(observables(element, fields))
                .occurredAt(fields.time(element, "period_start"))
                .detectedAt(end)
                .link(fields.link(element, "link"))
                .notes(fields)
                .build();
    }

    /// A monitor of a kind that has no `ctx.alert` leaves its id empty. Then what a bucket's alert is about is all that
    /// tells it from the next bucket's.
    private static String reference(JsonNode element, AlertFields fields) {
        var id = fields.text(element, "alert_id");
        if (id != null) {
            return References.of(id);
        }
        if (isEmpty(element.path("monitor")) || isEmpty(element.path("period_start"))) {
            throw new Unreadable("nothing tells it from others: no alert_id, and not both monitor and period_start");
        }
        fields.note("alert_id: missing, the hash of monitor, trigger, period, host and account stands for it");
        var told = ((ObjectNode) element.deepCopy()).retain("monitor", "trigger", "period_start", "host", "account");
        return "sha256:" + References.hash(told);
    }

    private static boolean isEmpty(JsonNode node) {
        return node.isMissingNode()
                || node.isNull()
                || (node.isTextual() && node.textValue().isBlank());
    }

    private static String title(@Nullable String monitor, @Nullable String trigger) {
        if (monitor == null || trigger == null) {
            return monitor != null ? monitor : trigger != null ? trigger : "OpenSearch alert";
        }
        return monitor + ": " + trigger;
    }

    /// 1 is the worst.
    private static int severity(JsonNode element, AlertFields fields) {
        var level = fields.number("severity", element.path("severity"));
        if (level >= WORST && level <= MILDEST) {
            return MILDEST + WORST - level;
        }
        if (level >= 0) {
            fields.note("severity: not from 1 to 5");
        }
        return 0;
    }

    private static Observables observables(JsonNode element, AlertFields fields) {
        var observables = new Observables(fields);
        for (var name : List.of("src_ip", "dst_ip")) {
            observables.address(fields.texts(name, element.path(name)));
        }
        observables.account(fields.texts("account", element.path("account")));
        observables.url(fields.texts("url", element.path("url")));
        observables.hash("file_hash", fields.texts("file_hash", element.path("file_hash")));
        observables.file(fields.texts("file_name", element.path("file_name")));
        observables.process(fields.texts("process", element.path("process")));
        return observables;
    }

    /// Mustache escapes for HTML whatever stands between two braces. The ampersand comes last, or `&amp;lt;` would
    /// become what it was not.
    private static @Nullable String unescaped(@Nullable String text) {
        return text == null
                ? null
                : text.replace("&quot;", "\"")
                        .replace("&#39;", "'")
                        .replace("&#x27;", "'")
                        .replace("&#x2F;", "/")
                        .replace("&#x3D;", "=")
                        .replace("&#x60;", "`")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&amp;", "&");
    }
}
