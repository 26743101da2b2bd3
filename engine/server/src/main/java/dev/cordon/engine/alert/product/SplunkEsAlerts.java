package dev.cordon.engine.alert.product;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.Alert.Asset.Kind;
import dev.cordon.engine.alert.Alert.Asset.Role;
import dev.cordon.engine.alert.AlertAdapter;
import dev.cordon.engine.alert.reading.AlertFields;
import dev.cordon.engine.alert.reading.AlertTimes;
import dev.cordon.engine.alert.reading.References;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Splunk Enterprise Security's notables: a row of the `notable` macro, in the webhook's envelope, bare, or in a list.
@ApplicationScoped
public class SplunkEsAlerts implements AlertAdapter {

    @Override
    public String kind() {
        return "splunk-es";
    }

    @Override
    public boolean namesProductIds() {
        return true;
    }

    @Override
    public List<JsonNode> split(JsonNode body) {
        return body.isArray() ? List.copyOf(body.valueStream().toList()) : List.of(body);
    }

    @Override
    public Alert read(JsonNode element, Instant receivedAt) {
        var fields = new AlertFields();
        var notable = element.path("result").isObject() ? element.path("result") : element;
        var id = fields.only("event_id", notable.path("event_id"));
        var reference = reference(id, notable, fields);
        var search = SplunkAlerts.first(notable, fields, "search_name");
        var name = SplunkAlerts.first(notable, fields, "rule_name", "search_name");
        var title = SplunkAlerts.first(notable, fields, "rule_title", "rule_name", "search_name");
        // never `host`: a notable is written by the search head
        var host = SplunkAlerts.first(notable, fields, "dest", "dest_host", "dest_nt_host");
        var account = SplunkAlerts.first(notable, fields, "user");
        return Alert.of(reference, title == null ? "Splunk ES notable" : title)
                .productId(id)
                .rule(search, name)
                .severity(SplunkAlerts.severity(notable, fields))
                .techniques(SplunkAlerts.techniques(notable, fields))
                .host(
                        host == null ? risky("system", notable, fields) : host,
                        host == null ? Role.AFFECTED : Role.TARGET)
                .account(
                        account == null ? risky("user", notable, fields) : account,
                        account == null ? Role.AFFECTED : Role.TARGET)
                .assets(Kind.HOST, fields.texts("dest", notable.path("dest")), Role.TARGET)
                .assets(Kind.HOST, fields.texts("src", notable.path("src")), Role.ACTOR)
                .assets(Kind.ACCOUNT, fields.texts("user", notable.path("user")), Role.TARGET)
                .assets(Kind.ACCOUNT, fields.texts("src_user", notable.path("src_user")), Role.ACTOR)
                .observables(SplunkAlerts.observables(notable, fields))
                .occurredAt(time("orig_time", notable, fields))
                .detectedAt(time("_time", notable, fields))
                .link(fields.link(element, "results_link"))
                .resolved(isOver(notable, fields))
                .notes(fields)
                .build();
    }

    /// `_cd` and its like tell an indexed event from every other; they stand in where a search dropped `event_id`.
    private static String reference(@Nullable String id, JsonNode notable, AlertFields fields) {
        if (id != null) {
            return References.of(id);
        }
        var isNotable = notable.hasNonNull("rule_name") || notable.hasNonNull("security_domain");
        if (!isNotable || !(notable.hasNonNull("_cd") || notable.hasNonNull("_raw"))) {
            throw new Unreadable(
                    "not a notable: it has no event_id; search with the macro `notable`, and keep the field");
        }
        fields.note("event_id: missing, a fingerprint stands for it");
        return References.fingerprint(notable, "_cd", "index", "_time", "_indextime", "_raw");
    }

    /// Risk-based alerting names one object and says what it is.
    private static @Nullable String risky(String type, JsonNode notable, AlertFields fields) {
        return type.equals(fields.only("risk_object_type", notable.path("risk_object_type")))
                ? fields.only("risk_object", notable.path("risk_object"))
                : null;
    }

    /// By its name: the number means what an administrator made of it.
    private static boolean isOver(JsonNode notable, AlertFields fields) {
        var status = fields.only("status_label", notable.path("status_label"));
        return status != null && Set.of("resolved", "closed").contains(status.toLowerCase(Locale.ROOT));
    }

    private static @Nullable Instant time(String name, JsonNode notable, AlertFields fields) {
        var time = notable.path(name);
        return AlertTimes.of(name, time.isNumber() ? time.asText() : fields.only(name, time), fields);
    }
}
