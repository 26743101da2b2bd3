package dev.cordon.connectors.vendor.grr;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.cordon.connectors.vendor.grr.GrrStub.FLOWS;
import static dev.cordon.connectors.vendor.grr.GrrStub.HOST;
import static dev.cordon.connectors.vendor.grr.GrrStub.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.connectors.capability.Acquisition;
import dev.cordon.connectors.capability.VendorException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GrrTriageTest {
    private final GrrStub stub = new GrrStub();

    @BeforeEach
    void a_host_that_answers() {
        flow("ListProcesses", "AAAA1111", "TERMINATED");
        flow("Netstat", "BBBB2222", "TERMINATED");
        flow("ArtifactCollectorFlow", "CCCC3333", "TERMINATED");
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void processes_come_before_connections_and_those_before_artifacts() throws IOException {
        var triage = triage(Map.of("cordon.vendor.grr.artifacts", "LinuxWtmp"));
        var ticket = triage.request(stub.ask());
        assertThat(ticket).isEqualTo("ListProcesses=AAAA1111,Netstat=BBBB2222,ArtifactCollectorFlow=CCCC3333");

        var archive = collected(triage, ticket);
        assertThat(archive.keySet())
                .containsExactly(
                        "01-ListProcesses.txt", "02-Netstat.txt", "03-ArtifactCollectorFlow.txt", "manifest.json");
        assertThat(archive.get("01-ListProcesses.txt")).isEqualTo("{\"of\":\"ListProcesses\"}\n");
    }

    @Test
    void it_is_ready_when_nothing_runs_any_more() {
        var triage = triage(Map.of());
        assertThat(triage.ready("ListProcesses=AAAA1111,Netstat=BBBB2222")).isTrue();

        stub.state("BBBB2222", "RUNNING");
        assertThat(triage.ready("ListProcesses=AAAA1111,Netstat=BBBB2222")).isFalse();
    }

    @Test
    void a_flow_that_failed_is_noted_and_the_others_are_kept() throws IOException {
        stub.state("AAAA1111", "ERROR");
        var triage = triage(Map.of());
        assertThat(triage.ready("ListProcesses=AAAA1111,Netstat=BBBB2222")).isTrue();
        var members = manifest(collected(triage, "ListProcesses=AAAA1111,Netstat=BBBB2222"));

        assertThat(members.get(0).path("problem").asText()).isEqualTo("the flow failed on the host");
        assertThat(members.get(1).path("problem").isNull()).isTrue();
        assertThat(members.get(1).path("reference").asText()).isEqualTo("BBBB2222");
    }

    @Test
    void when_all_flows_failed_nothing_was_collected() {
        stub.state("AAAA1111", "CLIENT_CRASHED");
        stub.state("BBBB2222", "ERROR");

        assertThatThrownBy(() -> triage(Map.of()).ready("ListProcesses=AAAA1111,Netstat=BBBB2222"))
                .isInstanceOf(VendorException.Refused.class);
    }

    private Acquisition triage(Map<String, String> more) {
        return new GrrTriage(stub.connected(more)).collecting(HOST);
    }

    private void flow(String name, String id, String state) {
        stub.api.stubFor(post(FLOWS)
                .withRequestBody(matchingJsonPath("$.flow.name", equalTo(name)))
                .willReturn(json("{\"flowId\": \"%s\", \"state\": \"RUNNING\"}".formatted(id))));
        stub.state(id, state);
        var results = FLOWS + "/" + id + "/results";
        stub.api.stubFor(get(urlPathEqualTo(results)).atPriority(9).willReturn(json("{}")));
        stub.api.stubFor(get(urlPathEqualTo(results))
                .withQueryParam("offset", equalTo("0"))
                .willReturn(json("{\"items\": [{\"of\": \"%s\"}]}".formatted(name))));
    }

    private Map<String, String> collected(Acquisition triage, String ticket) throws IOException {
        var bytes = new ByteArrayOutputStream();
        triage.copy(ticket, stub.ask(), bytes);
        var entries = new LinkedHashMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }

    private static JsonNode manifest(Map<String, String> archive) throws IOException {
        return new ObjectMapper().readTree(archive.get("manifest.json")).path("members");
    }
}
