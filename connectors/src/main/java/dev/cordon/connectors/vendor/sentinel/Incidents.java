package dev.cordon.connectors.vendor.sentinel;

import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.ClientCredentials;
import dev.cordon.connectors.http.Dialect;
import dev.cordon.connectors.http.HttpAnswer;
import dev.cordon.connectors.http.VendorHttp;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The incidents of one workspace: token, address, errors.
final class Incidents {
    private static final Pattern ID = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    private final String name;
    private final String version;
    private final String path;
    private final VendorHttp http;

    Incidents(Vertx vertx, String name, SentinelConfig.Workspace workspace) {
        this.name = name;
        this.version = workspace.apiVersion();
        this.path = "/subscriptions/%s/resourceGroups/%s/providers/Microsoft.OperationalInsights/workspaces/%s"
                        .formatted(
                                segment(workspace.subscription()),
                                segment(workspace.resourceGroup()),
                                segment(workspace.workspace()))
                + "/providers/Microsoft.SecurityInsights/incidents";
        var credentials = new ClientCredentials(
                vertx,
                name,
                tokenUrl(workspace),
                workspace.ca().orElse(null),
                Map.of(
                        "grant_type", "client_credentials",
                        "client_id", workspace.clientId().orElse(""),
                        "client_secret", workspace.clientSecret().orElse(""),
                        "scope", workspace.scope()));
        this.http = new VendorHttp(vertx, name, workspace, Incidents::sort, line -> credentials);
    }

    /// The connector's, which targets carry.
    String name() {
        return name;
    }

    VendorHttp http() {
        return http;
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /// Where the list is, or with `/<guid>` one of them; with the version, which every call needs.
    String target(String below) {
        return target(below, Map.of());
    }

    String target(String below, Map<String, String> parameters) {
        var all = new LinkedHashMap<String, String>();
        all.put("api-version", version);
        all.putAll(parameters);
        return Call.get(path + below).query(all).target();
    }

    // What is not set is found by the preflight: the address leads nowhere.
    private static String segment(Optional<String> text) {
        return text.filter(set -> !set.isBlank()).map(Call::segment).orElse("not-set");
    }

    private static @Nullable URI tokenUrl(SentinelConfig.Workspace workspace) {
        return workspace
                .tokenUrl()
                .or(() -> workspace
                        .tenantId()
                        .map(id -> URI.create(
                                "https://login.microsoftonline.com/" + Call.segment(id) + "/oauth2/v2.0/token")))
                .orElse(null);
    }

    private static VendorException sort(HttpAnswer answer) {
        return switch (answer.status()) {
            case 403 ->
                new VendorException.Misconfigured("a role is missing on the workspace or its resource group (403)");
            case 412 -> new VendorException.Conflict("somebody else has changed the incident in between (412)");
            default -> Dialect.COMMON.sort(answer);
        };
    }
}
