package dev.cordon.engine.alert.product.microsoft;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.alert.Alert.Asset.Kind;
import dev.cordon.engine.alert.Alert.Asset.Role;
import dev.cordon.engine.alert.AlertBuilder;
import dev.cordon.engine.alert.reading.AlertFields;
import dev.cordon.engine.alert.reading.Candidates;
import dev.cordon.engine.alert.reading.Observables;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Sentinel's entities, as an incident writes them (`kind`, `properties.hostName`) and as an alert does (`Type`,
/// `HostName`). They say what was involved and not how, so every host and account is an affected one.
final class SentinelEntities {
    private final AlertFields fields;
    private final Observables observables;
    private final Candidates hosts = new Candidates(Kind.HOST);
    private final Candidates accounts = new Candidates(Kind.ACCOUNT);

    SentinelEntities(AlertFields fields, JsonNode entities) {
        this.fields = fields;
        this.observables = new Observables(fields);
        if (!entities.isArray() && !entities.isMissingNode() && !entities.isNull()) {
            fields.note("entities: not a list");
        }
        for (var entity : entities) {
            read(entity);
        }
    }

    void into(AlertBuilder alert) {
        hosts.into(alert, fields);
        accounts.into(alert, fields);
        alert.observables(observables);
    }

    private void read(JsonNode entity) {
        var kind = first(entity, "kind", "Type");
        if (kind == null) {
            fields.note("entities: one without a kind");
            return;
        }
        var it = entity.path("properties").isObject() ? entity.path("properties") : entity;
        switch (kind.toLowerCase(Locale.ROOT)) {
            case "host" -> hosts.add(first(it, "hostName", "HostName", "netBiosName", "NetBiosName"), Role.AFFECTED);
            case "account" -> account(it);
            case "mailbox" -> accounts.add(first(it, "upn", "Upn", "mailboxPrimaryAddress"), Role.AFFECTED);
            case "mailmessage" -> mail(it);
            case "ip" -> observables.address(values(it, "address", "Address"));
            case "url" -> observables.url(values(it, "url", "Url"));
            case "dnsresolution", "dns" ->
                values(it, "domainName", "DomainName").forEach(observables::domain);
            case "filehash" -> observables.hash("hashValue", values(it, "hashValue", "Value"));
            case "file" -> observables.file(values(it, "fileName", "Name"));
            case "process" -> observables.process(values(it, "commandLine", "CommandLine"));
            default -> {
                // a cloud resource, a registry key, ...: nothing here looks for one
            }
        }
    }

    private void account(JsonNode it) {
        var name = first(it, "accountName", "AccountName", "Name", "aadUserId", "AadUserId");
        var suffix = first(it, "upnSuffix", "UPNSuffix");
        var full = name == null || suffix == null || name.contains("@") ? name : name + "@" + suffix;
        if (full != null) {
            accounts.add(full, Role.AFFECTED);
            observables.account(List.of(full));
        }
    }

    private void mail(JsonNode it) {
        accounts.add(first(it, "recipient", "Recipient"), Role.AFFECTED);
        observables.address(values(it, "senderIP", "SenderIP"));
        var urls = it.has("urls") ? it.path("urls") : it.path("Urls");
        observables.url(fields.texts("urls", urls));
    }

    private List<String> values(JsonNode it, String... names) {
        var value = first(it, names);
        return value == null ? List.of() : List.of(value);
    }

    private @Nullable String first(JsonNode it, String... names) {
        for (var name : names) {
            var value = fields.text(name, it.path(name));
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
