package dev.cordon.engine.alert;

import dev.cordon.engine.alert.Alert.Asset;
import dev.cordon.engine.alert.Alert.Observable;
import dev.cordon.engine.alert.reading.AlertFields;
import dev.cordon.engine.alert.reading.Observables;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is not said stays unknown: no rule, severity 0, no assets, still firing.
public final class AlertBuilder {
    private static final int MOST_ASSETS = 100;
    private static final Pattern PRODUCT_ID = Pattern.compile("[\\x21-\\x7e]{1,200}");

    private final String reference;
    private final String title;
    private final Map<String, Asset> assets = new LinkedHashMap<>();
    private @Nullable String productId;
    private @Nullable String ruleId;
    private @Nullable String ruleName;
    private int severity;
    private @Nullable Integer confidence;
    private List<String> techniques = List.of();
    private @Nullable String host;
    private @Nullable String account;
    private List<Observable> observables = List.of();
    private @Nullable Instant occurredAt;
    private @Nullable Instant detectedAt;
    private @Nullable URI link;
    private Alert.Status status = Alert.Status.FIRING;
    private @Nullable String campaign;
    private List<String> notes = List.of();

    AlertBuilder(String reference, String title) {
        this.reference = reference;
        this.title = title;
    }

    /// @param id the product's own, never one that was made of the alert's content; one that looks odd is none
    public AlertBuilder productId(@Nullable String id) {
        this.productId = id != null && PRODUCT_ID.matcher(id).matches() ? id : null;
        return this;
    }

    public AlertBuilder rule(@Nullable String id, @Nullable String name) {
        this.ruleId = id;
        this.ruleName = name;
        return this;
    }

    /// @param severity OCSF `severity_id`
    public AlertBuilder severity(int severity) {
        if (severity < 0 || severity > 6) {
            throw new IllegalArgumentException("not an OCSF severity_id: " + severity);
        }
        this.severity = severity;
        return this;
    }

    /// @param percent 0 to 100; see `AlertFields.percent`
    public AlertBuilder confidence(@Nullable Integer percent) {
        this.confidence = percent;
        return this;
    }

    public AlertBuilder techniques(List<String> ids) {
        this.techniques = List.copyOf(ids);
        return this;
    }

    /// The host it is about. Several candidates are none: what follows needs exactly one.
    public AlertBuilder host(@Nullable String name) {
        return host(name, Asset.Role.TARGET);
    }

    public AlertBuilder host(@Nullable String name, Asset.Role role) {
        this.host = name;
        return asset(Asset.Kind.HOST, name, role);
    }

    /// The account it is about. Several candidates are none: what follows needs exactly one.
    public AlertBuilder account(@Nullable String name) {
        return account(name, Asset.Role.TARGET);
    }

    public AlertBuilder account(@Nullable String name, Asset.Role role) {
        this.account = name;
        return asset(Asset.Kind.ACCOUNT, name, role);
    }

    /// A further host or account. The first role said of a name stays.
    public AlertBuilder asset(Asset.Kind kind, @Nullable String name, Asset.Role role) {
        if (name != null && assets.size() < MOST_ASSETS) {
            assets.putIfAbsent(kind + " " + name.toLowerCase(Locale.ROOT), new Asset(kind, name, role));
        }
        return this;
    }

    public AlertBuilder assets(Asset.Kind kind, List<String> names, Asset.Role role) {
        names.forEach(name -> asset(kind, name, role));
        return this;
    }

    public AlertBuilder observables(Observables found) {
        this.observables = found.list();
        return this;
    }

    public AlertBuilder occurredAt(@Nullable Instant at) {
        this.occurredAt = at;
        return this;
    }

    public AlertBuilder detectedAt(@Nullable Instant at) {
        this.detectedAt = at;
        return this;
    }

    /// @param link from `AlertFields.link`, which lets http and https pass only
    public AlertBuilder link(@Nullable URI link) {
        this.link = link;
        return this;
    }

    public AlertBuilder resolved(boolean resolved) {
        this.status = resolved ? Alert.Status.RESOLVED : Alert.Status.FIRING;
        return this;
    }

    /// @param id what the product itself gives to alerts that it holds for one story
    public AlertBuilder campaign(@Nullable String id) {
        this.campaign = id;
        return this;
    }

    /// Last of all: the notes are those taken until then.
    public AlertBuilder notes(AlertFields fields) {
        this.notes = fields.notes();
        return this;
    }

    public Alert build() {
        return new Alert(
                reference,
                productId,
                title,
                ruleId,
                ruleName,
                severity,
                confidence,
                techniques,
                host,
                account,
                List.copyOf(assets.values()),
                observables,
                occurredAt,
                detectedAt,
                link,
                status,
                campaign,
                notes);
    }
}
