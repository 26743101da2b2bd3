package dev.cordon.connectors.vendor.velociraptor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Starts collections and follows them. Every query's text is fixed; what differs is in its variables.
final class Flows {
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
        return started(api.write(COLLECT, Map.of("ClientId", client, "Artifacts", String.join(",", artifacts)), ask));
    }

    /// The same artifact, told to undo.
    String remove(String client, String artifact, Ask ask) {
        return started(api.write(REMOVE, Map.of("ClientId", client, "Artifacts", artifact), ask));
    }

    /// An artifact that ends a process.
    String kill(String client, String artifact, long pid, String image, Ask ask) {
        return started(api.write(
                KILL,
                Map.of("ClientId", client, "Artifacts", artifact, "Pid", Long.toString(pid), "Image", image),
                ask));
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
