package dev.cordon.engine.alert.product.microsoft;

import static dev.cordon.engine.alert.reading.AlertFields.at;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.Alert.Asset.Kind;
import dev.cordon.engine.alert.Alert.Asset.Role;
import dev.cordon.engine.alert.reading.AlertFields;
import dev.cordon.engine.alert.reading.Candidates;
import dev.cordon.engine.alert.reading.Fingerprint;
import dev.cordon.engine.alert.reading.Observables;
import dev.cordon.engine.alert.reading.References;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A security alert (v2) of Microsoft Graph: Defender's own, with evidence that says which role each part plays.
final class GraphAlerts {
    private static final Set<String> TARGETS = Set.of("compromised", "attacked", "destination");
    private static final Set<String> ACTORS = Set.of("attacker", "source", "commandAndControl");
    private static final Set<String> BYSTANDERS = Set.of("contextual", "scanned");

    private final AlertFields fields;
    private final Observables observables;
    private final Candidates hosts = new Candidates(Kind.HOST);
    private final Candidates accounts = new Candidates(Kind.ACCOUNT);

    private GraphAlerts(AlertFields fields) {
        this.fields = fields;
        this.observables = new Observables(fields);
    }

    static boolean isOne(JsonNode body) {
        return body.path("@odata.type").asText().equals("#microsoft.graph.security.alert")
                || (body.has("id") && body.has("serviceSource") && body.has("evidence"));
    }

    static Alert read(JsonNode body, AlertFields fields) {
        var title = fields.text(body, "title");
        var alert = Alert.of(
                        References.of("graph", reference(body, fields)),
                        title == null ? "Microsoft Defender alert" : title)
                .rule(fields.text(body, "detectorId"), null)
                .severity(SentinelAlerts.severity("severity", body.path("severity"), fields))
                .techniques(fields.techniques("mitreTechniques", body.path("mitreTechniques")))
                .occurredAt(fields.time(body, "firstActivityDateTime"))
                .detectedAt(fields.time(body, "createdDateTime"))
                .link(fields.link(body, "alertWebUrl"))
                .campaign(fields.text(body, "incidentId"))
                .resolved("resolved".equals(fields.text(body, "status")));
        var parts = new GraphAlerts(fields);
        parts.evidence(body.path("evidence"));
        parts.hosts.into(alert, fields);
        parts.accounts.into(alert, fields);
        return alert.observables(parts.observables).notes(fields).build();
    }

    private static String reference(JsonNode body, AlertFields fields) {
        var id = fields.text(body, "id");
        if (id != null) {
            return id;
        }
        fields.note("id: missing, providerAlertId, detectorId, title and createdDateTime stand for it");
        return Fingerprint.of(body::path, "providerAlertId", "detectorId", "title", "createdDateTime");
    }

    private void evidence(JsonNode list) {
        if (!list.isArray() && !list.isMissingNode() && !list.isNull()) {
            fields.note("evidence: not a list");
        }
        for (var part : list) {
            var type = fields.text("evidence.@odata.type", part.path("@odata.type"));
            switch (type == null ? "" : type.substring(type.lastIndexOf('.') + 1)) {
                case "deviceEvidence" -> {
                    hosts.add(first(part, "hostName", "deviceDnsName"), role(part));
                    observables.address(values(part, "lastIpAddress"));
                }
                case "userEvidence", "mailboxEvidence" -> account(part);
                case "ipEvidence" -> observables.address(values(part, "ipAddress"));
                case "urlEvidence" -> observables.url(values(part, "url"));
                case "fileEvidence" -> file(part, "fileDetails");
                case "processEvidence" -> {
                    observables.process(values(part, "processCommandLine"));
                    file(part, "imageFile");
                }
                case "analyzedMessageEvidence" -> {
                    accounts.add(first(part, "recipientEmailAddress"), role(part));
                    observables.address(values(part, "senderIp"));
                    observables.url(values(part, "urls"));
                }
                default -> {
                    // a registry key, a cloud resource, ...: nothing here looks for one
                }
            }
        }
    }

    private void account(JsonNode part) {
        var name = first(part, "userAccount.userPrincipalName", "userAccount.accountName", "primaryAddress");
        accounts.add(name, role(part));
        observables.account(name == null ? List.of() : List.of(name));
    }

    private void file(JsonNode part, String field) {
        observables.file(values(part, field + ".fileName"));
        for (var algorithm : List.of("sha256", "sha1", "md5")) {
            observables.hash(algorithm, values(part, field + "." + algorithm));
        }
    }

    private Role role(JsonNode part) {
        var roles = fields.texts("roles", part.path("roles"));
        return roles.stream().anyMatch(TARGETS::contains)
                ? Role.TARGET
                : roles.stream().anyMatch(ACTORS::contains)
                        ? Role.ACTOR
                        : roles.stream().anyMatch(BYSTANDERS::contains) ? Role.OTHER : Role.AFFECTED;
    }

    private List<String> values(JsonNode part, String path) {
        return fields.texts(path, at(part, path));
    }

    private @Nullable String first(JsonNode part, String... paths) {
        for (var path : paths) {
            var value = fields.text(part, path);
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
