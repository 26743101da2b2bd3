package dev.cordon.lab.range.velociraptor;

import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Stage;
import dev.cordon.lab.range.Unknown;
import dev.cordon.lab.range.company.Fleet;
import dev.cordon.lab.range.company.Machine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The connector's queries, known by the function each of them calls.
final class Queries {
    private static final List<String> ARTIFACTS = List.of(
            "Windows.Remediation.Quarantine",
            "Linux.Remediation.Quarantine",
            "Windows.Network.Netstat",
            "Windows.System.Pslist",
            "Linux.Sys.Pslist",
            Errands.FETCH,
            Errands.KILL,
            Errands.PUT_AWAY);

    private final Stage stage;
    private final Fleet fleet;
    private final Flows flows;
    private final Store store;

    Queries(Stage stage, Fleet fleet, Flows flows, Store store) {
        this.stage = stage;
        this.fleet = fleet;
        this.flows = flows;
        this.store = store;
    }

    Reply answer(Query query) {
        var id = query.variable("ClientId");
        if (query.calls("collect_client")) {
            return collect(query, id);
        }
        if (query.calls("label")) {
            return stage.change(
                    query.request(), "label", subject(id), found -> Query.answer(List.of(Map.of("Label", true))));
        }
        if (query.calls("source")) {
            return stage.read(
                    "source",
                    id,
                    () -> Query.answer(flows.results(query.variable("FlowId"), query.variable("Artifact"))));
        }
        if (query.calls("uploads")) {
            return stage.read("uploads", id, () -> Query.answer(store.uploads(id, query.variable("FlowId"))));
        }
        if (query.calls("flows")) {
            return stage.read("flows", id, () -> Query.answer(flows.of(id, query.variable("FlowId"))));
        }
        if (query.calls("clients")) {
            return stage.read("clients", id, () -> Query.answer(clients(query.variable("Search"))));
        }
        if (query.calls("artifact_definitions")) {
            return stage.read(
                    "artifacts",
                    id,
                    () -> Query.answer(Arrays.stream(query.variable("Names").split(","))
                            .filter(ARTIFACTS::contains)
                            .map(name -> Map.of("name", name))
                            .toList()));
        }
        if (query.calls("now")) {
            return stage.read(
                    "now",
                    id,
                    () -> Query.answer(
                            List.of(Map.of("Now", stage.clock().instant().getEpochSecond()))));
        }
        return stage.read("unknown", id, () -> Query.answer(List.of(), "the range does not play this query"));
    }

    private Stage.Subject subject(String id) {
        return fleet.byId(id).<Stage.Subject>map(machine -> machine).orElseGet(() -> new Unknown(id));
    }

    private Reply collect(Query query, String id) {
        var artifacts = query.variable("Artifacts");
        var quarantine = artifacts.endsWith(".Remediation.Quarantine");
        var operation = !quarantine ? artifacts : query.vql().contains("RemovePolicy") ? Flows.REMOVE : Flows.APPLY;
        return stage.change(query.request(), operation, subject(id), found -> {
            if (!(found instanceof Machine machine) || !ARTIFACTS.containsAll(Arrays.asList(artifacts.split(",")))) {
                return Query.answer(List.of(row("Flow", null)), "collect_client: unknown client or artifact");
            }
            if (quarantine) {
                turn(machine, operation);
            }
            var flow = flows.begin(
                    machine,
                    operation,
                    query.request().header("X-Cordon-Action"),
                    stage.clock().instant(),
                    Errands.run(operation, query, machine));
            return Query.answer(List.of(Map.of("Flow", Map.of("flow_id", flow, "request", Map.of()))));
        });
    }

    private static void turn(Machine machine, String operation) {
        if (operation.equals(Flows.APPLY)) {
            machine.contain();
        } else {
            machine.lift();
        }
    }

    /// By prefix, as the product does.
    private List<Map<String, Object>> clients(String search) {
        var lower = search.toLowerCase(Locale.ROOT);
        if (lower.startsWith("host:")) {
            fleet.byName(search.substring(5));
        }
        return fleet.all().stream()
                .filter(machine -> lower.startsWith("host:")
                        ? fqdn(machine).startsWith(lower.substring(5))
                        : machine.id().equals(search))
                .map(Queries::client)
                .toList();
    }

    private static String fqdn(Machine machine) {
        return machine.name().toLowerCase(Locale.ROOT) + ".acme.example";
    }

    private static Map<String, Object> client(Machine machine) {
        return Map.of(
                "client_id", machine.id(),
                "hostname", machine.name(),
                "fqdn", fqdn(machine),
                "os", machine.platform().name().toLowerCase(Locale.ROOT),
                "last_seen_at", ChronoUnit.MICROS.between(Instant.EPOCH, machine.lastSeen()));
    }

    private static Map<String, @Nullable Object> row(String column, @Nullable Object value) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put(column, value);
        return row;
    }
}
