package dev.cordon.lab.range.velociraptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.lab.range.Arrival;
import dev.cordon.lab.range.Range;
import dev.cordon.lab.range.RangeConfig;
import dev.cordon.lab.range.company.Machine;
import dev.cordon.lab.range.company.Sample;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VelociraptorTest {
    @TempDir
    Path directory;

    private RangeConfig config;
    private Range range;
    private ApiCaller caller;

    @BeforeEach
    void start() throws IOException {
        config = RangeConfig.of(directory.resolve("witness.ndjson"), "secret").pending(Duration.ZERO);
        open();
    }

    private void open() throws IOException {
        range = Range.start(config);
        caller = new ApiCaller(file());
    }

    private Path file() {
        return Path.of(
                String.valueOf(range.settings(List.of("velociraptor")).get("CORDON_VENDOR_VELOCIRAPTOR_CONFIG")));
    }

    @AfterEach
    void stop() throws IOException {
        caller.close();
        range.close();
    }

    @Test
    void a_client_is_found_by_prefix_quarantined_and_released() throws Exception {
        assertThat(clients("vel-kiosk")).hasSize(2);
        var id = clients("VEL-WS-0142").getFirst().path("client_id").asText();
        assertThat(id).matches("C\\.[0-9a-f]{16}");

        var flow = collect(id, "", "Windows.Remediation.Quarantine");
        assertThat(results(id, flow).getLast().path("Result").asText()).endsWith("connection test successful.");
        var release = collect(id, "RemovePolicy=\"Y\"", "Windows.Remediation.Quarantine");
        assertThat(caller.rows("SELECT * FROM flows(client_id=ClientId)", Map.of("ClientId", id)))
                .extracting(
                        row -> row.path("session_id").asText(),
                        row -> row.path("state").asText())
                .containsExactly(tuple(flow, "FINISHED"), tuple(release, "FINISHED"));

        assertThat(range.arrivals())
                .extracting(Arrival::operation, Arrival::host, Arrival::action, Arrival::changed)
                .containsExactly(
                        tuple("quarantine", "VEL-WS-0142", "action-1", true),
                        tuple("unquarantine", "VEL-WS-0142", "action-1", true));
    }

    @Test
    void a_quarantine_and_the_way_to_it_are_there_after_a_restart() throws Exception {
        var id = clients("VEL-SRV-DB-01").getFirst().path("client_id").asText();
        var flow = collect(id, "", "Linux.Remediation.Quarantine");
        var before = Files.readString(file());
        stop();
        open();

        assertThat(Files.readString(file())).isEqualTo(before);
        assertThat(caller.rows(
                        "SELECT * FROM source()",
                        Map.of("ClientId", id, "FlowId", flow, "Artifact", "Linux.Remediation.Quarantine")))
                .hasSize(3);
    }

    @Test
    void what_is_unknown_is_a_success_without_a_flow() throws Exception {
        var id = clients("VEL-WS-0142").getFirst().path("client_id").asText();

        assertThat(caller.rows(
                        "SELECT collect_client() AS Flow FROM scope()",
                        Map.of("ClientId", id, "Artifacts", "Windows.KapeFiles.Targets")))
                .singleElement()
                .satisfies(row -> assertThat(row.path("Flow").isNull()).isTrue());
        assertThat(caller.rows("SELECT * FROM info()", Map.of())).isEmpty();
    }

    @Test
    void the_processes_of_a_machine_are_collected() throws Exception {
        var id = clients("VEL-WS-0142").getFirst().path("client_id").asText();
        var flow = collect(id, "", "Windows.Network.Netstat,Windows.System.Pslist");

        assertThat(caller.rows(
                        "SELECT * FROM source()",
                        Map.of("ClientId", id, "FlowId", flow, "Artifact", "Windows.System.Pslist")))
                .anyMatch(row -> row.path("Pid").asInt() == 4711);
    }

    @Test
    void a_file_is_brought_up_read_in_parts_and_there_after_a_restart() throws Exception {
        var id = id("VEL-WS-0142");
        var file = Sample.file(Machine.Platform.WINDOWS);
        var flow = errand(id, "System.VFS.DownloadFile", Map.of("Path", file.path()));
        var row = rows(id, flow, "System.VFS.DownloadFile").getFirst();
        assertThat(row.path("Sha256").asText()).isEqualTo(file.sha256());
        stop();
        open();

        var upload = uploads(id, flow).getFirst();
        assertThat(upload.path("Size").asInt()).isEqualTo(file.content().length);
        var place = new ArrayList<String>();
        upload.path("Components").forEach(part -> place.add(part.asText()));
        assertThat(place)
                .startsWith("clients", id, "collections", flow, "uploads")
                .endsWith("C:", "Users", "m.keller", "AppData", "Local", "Temp", "svch0st.exe");
        var bytes = new ByteArrayOutputStream();
        for (var part = caller.part(place, 0, 10); part.length > 0; part = caller.part(place, bytes.size(), 10)) {
            bytes.write(part);
        }
        assertThat(bytes.toByteArray()).isEqualTo(file.content());
        assertThatThrownBy(() -> caller.part(place.subList(0, 5), 0, 10)).isInstanceOf(StatusRuntimeException.class);
    }

    @Test
    void a_file_that_is_not_there_leaves_a_flow_that_ended_well_with_nothing() throws Exception {
        var id = id("VEL-WS-0142");
        var flow = errand(id, "System.VFS.DownloadFile", Map.of("Path", "C:\\nobody.exe"));

        assertThat(rows(id, flow, "System.VFS.DownloadFile")).isEmpty();
        assertThat(uploads(id, flow)).isEmpty();
        assertThat(caller.rows("SELECT * FROM flows()", Map.of("ClientId", id, "FlowId", flow)))
                .extracting(row -> row.path("state").asText())
                .containsExactly("FINISHED");
    }

    @Test
    void a_process_is_ended_only_if_number_and_program_agree() throws Exception {
        var id = id("VEL-WS-0142");
        assertThat(gone(id, "Custom.Cordon.Kill", Map.of("Pid", "4711", "Image", "explorer.exe")))
                .isFalse();
        assertThat(gone(id, "Custom.Cordon.Kill", Map.of("Pid", "4711", "Image", "svch0st.exe")))
                .isTrue();
        assertThat(gone(id, "Custom.Cordon.Kill", Map.of("Pid", "4711", "Image", "svch0st.exe")))
                .as("once more")
                .isTrue();

        assertThat(range.arrivals())
                .extracting(Arrival::operation, Arrival::host, Arrival::action, Arrival::changed)
                .containsExactly(
                        tuple("Custom.Cordon.Kill", "VEL-WS-0142", "action-1", false),
                        tuple("Custom.Cordon.Kill", "VEL-WS-0142", "action-1", true),
                        tuple("Custom.Cordon.Kill", "VEL-WS-0142", "action-1", false));
    }

    @Test
    void a_file_with_another_hash_is_left_where_it_is() throws Exception {
        var id = id("VEL-WS-0142");
        var file = Sample.file(Machine.Platform.WINDOWS);

        assertThat(gone(id, "Custom.Cordon.PutAway", Map.of("Path", file.path(), "Sha256", "00")))
                .isFalse();
        assertThat(gone(id, "Custom.Cordon.PutAway", Map.of("Path", file.path(), "Sha256", file.sha256())))
                .isTrue();
        assertThat(range.arrivals()).extracting(Arrival::changed).containsExactly(false, true);
    }

    @Test
    void a_file_that_never_was_there_is_not_put_away_and_one_that_was_stays_so() throws Exception {
        var id = id("VEL-WS-0142");
        var file = Sample.file(Machine.Platform.WINDOWS);

        assertThat(gone(id, "Custom.Cordon.PutAway", Map.of("Path", file.path() + "x", "Sha256", "")))
                .isFalse();
        assertThat(gone(id, "Custom.Cordon.PutAway", Map.of("Path", file.path(), "Sha256", "")))
                .isTrue();
        assertThat(gone(id, "Custom.Cordon.PutAway", Map.of("Path", file.path(), "Sha256", "")))
                .isTrue();
    }

    private String id(String name) throws IOException {
        return clients(name).getFirst().path("client_id").asText();
    }

    private boolean gone(String id, String artifact, Map<String, String> parameters) throws IOException {
        return rows(id, errand(id, artifact, parameters), artifact)
                .getLast()
                .path("Gone")
                .asBoolean();
    }

    private String errand(String id, String artifact, Map<String, String> parameters) throws IOException {
        var env = new HashMap<>(parameters);
        env.put("ClientId", id);
        env.put("Artifacts", artifact);
        return caller.rows("SELECT collect_client() AS Flow FROM scope()", env)
                .getFirst()
                .at("/Flow/flow_id")
                .asText();
    }

    private List<JsonNode> rows(String id, String flow, String artifact) throws IOException {
        return caller.rows("SELECT * FROM source()", Map.of("ClientId", id, "FlowId", flow, "Artifact", artifact));
    }

    private List<JsonNode> uploads(String id, String flow) throws IOException {
        return caller.rows("SELECT * FROM uploads()", Map.of("ClientId", id, "FlowId", flow));
    }

    private List<JsonNode> clients(String name) throws IOException {
        return caller.rows("SELECT * FROM clients(search=Search)", Map.of("Search", "host:" + name));
    }

    private String collect(String id, String more, String artifacts) throws IOException {
        return caller.rows(
                        "SELECT collect_client(" + more + ") AS Flow FROM scope()",
                        Map.of("ClientId", id, "Artifacts", artifacts))
                .getFirst()
                .at("/Flow/flow_id")
                .asText();
    }

    private List<JsonNode> results(String id, String flow) throws IOException {
        return caller.rows(
                "SELECT * FROM source()",
                Map.of("ClientId", id, "FlowId", flow, "Artifact", "Windows.Remediation.Quarantine"));
    }
}
