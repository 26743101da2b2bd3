package dev.cordon.connectors.vendor.velociraptor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Starts collections and follows them. Every query's text is fixed; what differs is in its variables.
final class Flows {
    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_]+(\\.[0-9A-Za-z_]+)*");
    private static final String COLLECT = """
            SELECT collect_client(client_id=ClientId, artifacts=split(string=Artifacts, sep=","), env=dict(),
                                  timeout=600, urgent=TRUE) AS Flow
            FROM scope()
            """;
    private static final String REMOVE = """
            SELECT collect_client(client_id=ClientId, artifacts=split(string=Artifacts, sep=","),
                                  env=dict(RemovePolicy="Y"), timeout=600, urgent=TRUE) AS Flow
            FROM scope()
            """;
    private static final String KILL = """
            SELECT collect_client(client_id=ClientId, artifacts=split(string=Artifacts, sep=","),
                                  env=dict(Pid=Pid, Image=Image), timeout=60, urgent=TRUE) AS Flow
            FROM scope()
            """;
    private static final String PUT_AWAY = """
            SELECT collect_client(client_id=ClientId, artifacts=split(string=Artifacts, sep=","),
                                  env=dict(Path=Path, Sha256=Sha256), timeout=60, urgent=TRUE) AS Flow
            FROM scope()
            """;
    // Newer clients read Components and older ones Path; one that may resume an upload does not say its hash.
    private static final String FETCH = """
            SELECT collect_client(client_id=ClientId, artifacts=split(string=Artifacts, sep=","),
                                  env=dict(Path=Path, Components=Components, Accessor=Accessor,
                                           UPLOAD_IS_RESUMABLE="N"), timeout=3600, urgent=TRUE) AS Flow
            FROM scope()
            """;
    private static final String UPLOADS = """
            SELECT Type, file_size AS Size, uploaded_size AS Stored, Upload.Components AS Components
            FROM uploads(client_id=ClientId, flow_id=FlowId) LIMIT 10
            """;
    private static final String ALL = """
            SELECT session_id, state, create_time, request FROM flows(client_id=ClientId)
            """;
    private static final String ONE = """
            SELECT session_id, state, create_time, request FROM flows(client_id=ClientId, flow_id=FlowId)
            """;
    private static final String RESULTS = """
            SELECT * FROM source(client_id=ClientId, flow_id=FlowId, artifact=Artifact)
            """;

    private final Api api;

    Flows(Api api) {
        this.api = api;
    }

    /// @return the flow's id
    String collect(String client, List<String> artifacts, Ask ask) {
        var names = artifacts.stream().map(Flows::named).collect(Collectors.joining(","));
        return started(api.write(COLLECT, Map.of("ClientId", client, "Artifacts", names), ask));
    }

    /// The same artifact, told to undo.
    String remove(String client, String artifact, Ask ask) {
        return started(api.write(REMOVE, Map.of("ClientId", client, "Artifacts", artifact), ask));
    }

    /// An artifact that ends a process.
    String kill(String client, String artifact, long pid, String image, Ask ask) {
        return started(api.write(
                KILL,
                Map.of("ClientId", client, "Artifacts", named(artifact), "Pid", Long.toString(pid), "Image", image),
                ask));
    }

    /// An artifact that puts a file away; an empty hash where nobody knows it.
    String quarantine(String client, String artifact, HostPath path, @Nullable String sha256, Ask ask) {
        return started(api.write(
                PUT_AWAY,
                Map.of(
                        "ClientId",
                        client,
                        "Artifacts",
                        named(artifact),
                        "Path",
                        path.text(),
                        "Sha256",
                        sha256 == null ? "" : sha256),
                ask));
    }

    /// An artifact that brings one file to the server.
    String fetch(String client, String artifact, HostPath path, String accessor, Ask ask) {
        return started(api.write(
                FETCH,
                Map.of(
                        "ClientId",
                        client,
                        "Artifacts",
                        named(artifact),
                        "Path",
                        path.text(),
                        "Components",
                        new String(Json.bytes(path.components()), StandardCharsets.UTF_8),
                        "Accessor",
                        accessor),
                ask));
    }

    // A name with a comma would be two.
    private static String named(String artifact) {
        if (!NAME.matcher(artifact).matches()) {
            throw new VendorException.Misconfigured("the settings name an artifact that cannot be one");
        }
        return artifact;
    }

    // A refusal has the status of a success: no flow, and words in the log.
    private static String started(Api.Rows rows) {
        if (rows.all().size() == 1) {
            var id = rows.all().getFirst().path("Flow").path("flow_id").asText("");
            if (Flow.isId(id)) {
                return id;
            }
        }
        if (rows.logged()
                || rows.all().isEmpty()
                || rows.all().getFirst().path("Flow").isNull()) {
            throw new VendorException.Misconfigured(
                    "Velociraptor started no flow: our certificate's user lacks a permission, or the artifact is unknown");
        }
        throw new VendorException.Unavailable("unreadable answer: neither a flow nor a refusal");
    }

    Flow one(String client, String flow) {
        return api.read(ONE, Map.of("ClientId", client, "FlowId", flow)).all().stream()
                .map(row -> Json.as(row, Flow.class))
                .filter(found -> flow.equals(found.id()))
                .findFirst()
                .orElseThrow(
                        () -> new VendorException.Refused("collection-lost", "Velociraptor does not know the flow"));
    }

    /// Whether the flow that was begun has ended well.
    boolean ended(String client, String receipt) {
        return switch (one(client, Flow.in(receipt)).stage()) {
            case WAITING -> false;
            case FINISHED -> true;
            case FAILED ->
                throw new VendorException.Refused("failed-on-host", "the collection failed or was cancelled");
        };
    }

    List<Upload> uploads(String client, String flow) {
        return api.read(UPLOADS, Map.of("ClientId", client, "FlowId", flow)).all().stream()
                .map(row -> Json.as(row, Upload.class))
                .toList();
    }

    Optional<Flow> newest(String client, String artifact) {
        return api.read(ALL, Map.of("ClientId", client)).all().stream()
                .map(row -> Json.as(row, Flow.class))
                .filter(flow -> flow.collects(artifact))
                .max(Comparator.comparingLong(Flow::age));
    }

    List<JsonNode> results(String client, String flow, String artifact) {
        return api.read(RESULTS, Map.of("ClientId", client, "FlowId", flow, "Artifact", artifact))
                .all();
    }

    void copy(String client, String flow, String artifact, Duration limit, OutputStream out) throws IOException {
        api.copy(RESULTS, Map.of("ClientId", client, "FlowId", flow, "Artifact", artifact), limit, out);
    }
}
