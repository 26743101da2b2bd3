package dev.cordon.connectors.vendor.velociraptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.cordon.connectors.Settings;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Connector;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.FileQuarantine;
import dev.cordon.connectors.capability.ForensicCollection;
import dev.cordon.connectors.capability.HostIsolation;
import dev.cordon.connectors.capability.HostLookup;
import dev.cordon.connectors.capability.ProcessKill;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import dev.cordon.contract.connector.Finding;
import dev.cordon.contract.connector.Finding.Verdict;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VelociraptorTest {
    private static final String ID = "C.0123456789abcdef";
    private static final String FLOW = "F.CQ1ABCDEF0123";
    private static final Target.Host HOST = host(ID);
    private static final String COLLECT = "collect_client";
    private static final String SOURCE = "source(";
    private static final String FLOWS = "flows(";
    private static final String CLIENTS = "clients(";

    @TempDir
    Path folder;

    private FakeServer server;
    private Connector connector;

    @BeforeEach
    void everything_is_well() throws IOException {
        server = new FakeServer();
        connector = connector(server.config(folder), Map.of());
        server.answers(COLLECT, "{\"Flow\": {\"flow_id\": \"%s\", \"request\": {}}}".formatted(FLOW));
        server.answers("label(", "{\"Label\": true}");
        server.answers(CLIENTS, client(ID, "VEL-WS-0142", "windows", Duration.ofSeconds(5)));
        server.answers(FLOWS);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void one_collection_is_sent_to_one_client_and_what_is_foreign_stays_out_of_the_query() {
        assertThat(containing().look()).isEqualTo(Look.State.FREE);
        assertThat(containing().ask(ask())).isEqualTo("flow " + FLOW);
        releasing().ask(ask());

        assertThat(server.asked)
                .filteredOn(one -> one.query().contains(COLLECT))
                .extracting(
                        FakeServer.Asked::env,
                        FakeServer.Asked::action,
                        one -> one.query().contains("RemovePolicy"))
                .containsExactly(
                        tuple(Map.of("ClientId", ID, "Artifacts", "Windows.Remediation.Quarantine"), "action-1", false),
                        tuple(Map.of("ClientId", ID, "Artifacts", "Windows.Remediation.Quarantine"), "action-1", true));
        assertThat(server.asked).allSatisfy(one -> assertThat(one.query()).doesNotContain(ID, "VEL-WS"));
        assertThat(server.asked)
                .filteredOn(one -> one.query().contains("label("))
                .extracting(one -> one.env().get("Op"))
                .containsExactly("set", "remove");
    }

    @Test
    void a_flow_of_ours_is_followed_by_its_id_whatever_is_newer() {
        var effect = containing();
        effect.ask(ask());
        server.answers(
                "flows(client_id=ClientId, flow_id=FlowId)",
                "{\"session_id\": \"%s\", \"state\": \"FINISHED\"}".formatted(FLOW));
        server.answers(SOURCE, said("VelociraptorQuarantine connection test successful."));

        assertThat(effect.look()).isEqualTo(Look.State.CONTAINED);
    }

    @Test
    void an_artifact_of_the_installation_ends_a_process_and_its_last_row_says_so() throws IOException {
        var effect = killing();
        assertThat(effect.look()).isEqualTo(Look.State.FREE);
        assertThat(effect.ask(ask())).isEqualTo("flow " + FLOW);
        assertThat(server.asked)
                .filteredOn(one -> one.query().contains(COLLECT))
                .extracting(FakeServer.Asked::env)
                .containsExactly(
                        Map.of("ClientId", ID, "Artifacts", "Custom.Cordon.Kill", "Pid", "4711", "Image", "evil.exe"));

        server.answers(FLOWS, "{\"session_id\": \"%s\", \"state\": \"RUNNING\"}".formatted(FLOW));
        assertThat(effect.look()).isEqualTo(Look.State.CONTAINING);
        server.answers(FLOWS, "{\"session_id\": \"%s\", \"state\": \"FINISHED\"}".formatted(FLOW));
        server.answers(SOURCE, "{\"Gone\": false}", "{\"Gone\": true}");
        assertThat(effect.look()).isEqualTo(Look.State.CONTAINED);
        server.answers(SOURCE, "{\"Gone\": true}", "{\"Gone\": false}");
        refused(effect, "failed-on-host");
        server.answers(SOURCE, "{\"Gone\": \"yes\"}");
        refused(effect, "not-verifiable");
        assertThat(connector.able(ProcessKill.class)).as("without the artifact").isEmpty();
    }

    @Test
    void another_artifact_of_the_installation_puts_a_file_away() throws IOException {
        var hash = "ab".repeat(32);
        var effect = puttingAway("C:\\Users\\x\\evil.exe", hash);
        assertThat(effect.look()).isEqualTo(Look.State.FREE);
        effect.ask(ask());
        puttingAway("C:\\Users\\x\\evil.exe", null).ask(ask());
        assertThat(server.asked)
                .filteredOn(one -> one.query().contains(COLLECT))
                .extracting(
                        one -> one.env().get("Artifacts"),
                        one -> one.env().get("Path"),
                        one -> one.env().get("Sha256"))
                .containsExactly(
                        tuple("Custom.Cordon.PutAway", "C:\\Users\\x\\evil.exe", hash),
                        tuple("Custom.Cordon.PutAway", "C:\\Users\\x\\evil.exe", ""));
        server.answers(FLOWS, "{\"session_id\": \"%s\", \"state\": \"FINISHED\"}".formatted(FLOW));
        server.answers(SOURCE, "{\"Gone\": true}");
        assertThat(effect.look()).isEqualTo(Look.State.CONTAINED);
        assertThatThrownBy(() -> puttingAway("/tmp/evil", null).ask(ask()))
                .as("a path of another system")
                .isInstanceOf(VendorException.Refused.class);
        assertThat(connector.able(FileQuarantine.class))
                .as("without the artifact")
                .isEmpty();
    }

    @Test
    void a_kill_that_failed_on_the_host_is_a_refusal() throws IOException {
        server.answers(FLOWS, "{\"session_id\": \"%s\", \"state\": \"ERROR\"}".formatted(FLOW));
        var effect = killing();
        effect.resume("flow " + FLOW);

        refused(effect, "failed-on-host");
    }

    @Test
    void a_label_that_is_refused_does_not_matter() {
        server.fails("label(", Status.PERMISSION_DENIED);

        assertThat(containing().ask(ask())).isEqualTo("flow " + FLOW);
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING, false, CONTAINING",
        "UNRESPONSIVE, false, CONTAINING",
        "IN_PROGRESS, true, FREEING",
        "FINISHED, false, CONTAINED"
    })
    void the_newest_quarantine_says_how_it_is(String state, boolean removes, Look.State look) {
        server.answers(
                FLOWS,
                flow("F.OLD", 1, "Windows.Remediation.Quarantine", "FINISHED", !removes),
                flow(FLOW, 2, "Windows.Remediation.Quarantine", state, removes),
                flow("F.OTHER", 3, "Windows.System.Pslist", "FINISHED", false));
        server.answers(
                SOURCE,
                said("VelociraptorQuarantine IPSec policy removed."),
                said("VelociraptorQuarantine connection test successful."));

        assertThat(probe()).isEqualTo(look);
        assertThat(containing().look()).isEqualTo(look);
        assertThat(server.asked).noneMatch(one -> one.env().containsValue("F.OTHER"));
    }

    @Test
    void a_flow_that_is_finished_is_no_isolation_when_the_host_left_it_by_itself() {
        newest("FINISHED", false);
        server.answers(
                SOURCE,
                said("VelociraptorQuarantine IPSec policy removed."),
                said("VelociraptorQuarantine failed connection test. Removing IPSec policy."));
        assertThat(probe()).isEqualTo(Look.State.FREE);

        var effect = containing();
        effect.resume("flow " + FLOW);
        refused(effect, "failed-on-host");
    }

    @Test
    void linux_is_isolated_only_when_both_of_its_tests_went_well() {
        server.answers(CLIENTS, client(ID, "VEL-SRV-DB-01", "linux", Duration.ofSeconds(5)));
        server.answers(FLOWS, flow(FLOW, 2, "Linux.Remediation.Quarantine", "FINISHED", false));

        server.answers(SOURCE, said("connection test successful."), said("forbidden connection test successful."));
        assertThat(probe()).isEqualTo(Look.State.CONTAINED);
        server.answers(SOURCE, said("connection test successful."), said("failed forbidden connection test. x"));
        assertThat(probe()).isEqualTo(Look.State.FREE);
        server.answers(SOURCE, said("forbidden connection test successful."));
        assertThatThrownBy(this::probe).isInstanceOf(VendorException.Refused.class);
    }

    @Test
    void a_finished_removal_is_not_seen_unless_somebody_said_that_it_counts() throws IOException {
        newest("FINISHED", true);
        server.answers(SOURCE, said("VelociraptorQuarantine IPSec policy removed."));
        var release = releasing();
        assertThat(release.look()).isEqualTo(Look.State.CONTAINED);
        release.ask(ask());
        refused(release, "not-verifiable");
        assertThat(containing().look()).isEqualTo(Look.State.FREE);

        connector = connector(server.config(folder), Map.of("trust-release", "true"));
        assertThat(releasing().look()).isEqualTo(Look.State.FREE);
        assertThat(probe()).isEqualTo(Look.State.FREE);
    }

    @Test
    void a_quarantine_that_failed_half_way_may_be_tried_again_but_not_by_the_same_action() {
        newest("ERROR", false);
        assertThat(containing().look()).isEqualTo(Look.State.FREE);

        var effect = containing();
        effect.ask(ask());
        refused(effect, "failed-on-host");
    }

    @Test
    void no_flow_means_that_a_permission_or_the_artifact_is_missing() {
        for (var row : List.of("{\"Flow\": null}", "{\"Flow\": {\"flow_id\": null}}")) {
            server.logs(COLLECT, row, "collect_client: canary-4711 PermissionDenied");
            assertThatThrownBy(() -> containing().ask(ask()))
                    .isInstanceOf(VendorException.Misconfigured.class)
                    .hasMessageNotContaining("canary");
        }
        server.answers(COLLECT, "{\"Flow\": {\"flow_id\": \"../x\"}}");
        assertThatThrownBy(() -> containing().ask(ask())).isInstanceOf(VendorException.Unavailable.class);
    }

    @Test
    void nothing_is_sent_to_a_host_that_is_away() {
        server.answers(CLIENTS, client(ID, "VEL-WS-0142", "windows", Duration.ofHours(1)));

        assertThatThrownBy(() -> containing().look()).hasMessage("the host is offline");
        assertThatThrownBy(() -> containing().ask(ask())).hasMessage("the host is offline");
        assertThat(server.sent(COLLECT)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"server", "C.0123", "C.0123456789ABCDEF", "*", "C.0123456789abcdef' OR 1"})
    void what_is_no_client_id_is_never_sent(String id) {
        assertThatThrownBy(() -> isolation().containing(host(id)).look()).isInstanceOf(VendorException.Refused.class);
        assertThatThrownBy(() -> isolation().apply(host(id), ask())).isInstanceOf(VendorException.Refused.class);
        assertThat(server.asked).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"UNAVAILABLE", "INTERNAL", "RESOURCE_EXHAUSTED", "UNKNOWN", "ABORTED", "DEADLINE_EXCEEDED"})
    void a_server_that_is_unwell_is_unavailable_and_a_write_is_not_repeated(Status.Code code) {
        server.fails(COLLECT, code.toStatus().withDescription("canary"));

        assertThatThrownBy(() -> containing().ask(ask()))
                .isInstanceOf(VendorException.Unavailable.class)
                .hasMessageNotContaining("canary");
        assertThat(server.sent(COLLECT)).isEqualTo(1);
    }

    @Test
    void a_read_is_repeated_a_few_times_and_a_missing_right_needs_a_person() {
        server.fails(CLIENTS, Status.UNAVAILABLE);
        assertThatThrownBy(() -> containing().look()).isInstanceOf(VendorException.Unavailable.class);
        assertThat(server.sent(CLIENTS)).isEqualTo(3);

        server.fails(CLIENTS, Status.PERMISSION_DENIED);
        assertThatThrownBy(() -> containing().look()).isInstanceOf(VendorException.Misconfigured.class);
    }

    @Test
    void a_slow_write_ends_in_time_and_nothing_is_sent_when_the_ask_has_run_out() {
        server.staysSilent(COLLECT);
        var start = System.nanoTime();
        assertThatThrownBy(() -> containing().ask(new Ask("action-1", start + 1_000_000_000L, System::nanoTime)))
                .isInstanceOf(VendorException.Unavailable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        assertThat(server.sent(COLLECT)).isEqualTo(1);

        assertThatThrownBy(() -> containing().ask(new Ask("action-1", System.nanoTime() - 1, System::nanoTime)))
                .isInstanceOf(VendorException.Unavailable.class);
        assertThat(server.sent(COLLECT)).isEqualTo(1);
    }

    @Test
    void an_answer_that_cannot_be_read_is_no_answer() {
        for (var bytes : List.of(
                FakeServer.part(10, "{\"client_id\"", 1, ""),
                FakeServer.part(10, "17", 1, ""),
                FakeServer.part(10, "", 3, ""),
                FakeServer.part(10, "{\"client_id\": 7}", 1, ""),
                new byte[] {(byte) 0xff, 1, 2})) {
            server.answersRaw(CLIENTS, bytes);
            assertThatThrownBy(() -> containing().look())
                    .isInstanceOf(VendorException.Unavailable.class)
                    .hasMessageNotContaining("client_id");
        }
    }

    @Test
    void rows_in_parts_and_rows_of_older_servers_are_read() {
        server.answersInParts(
                CLIENTS,
                client(ID, "VEL-KIOSK-7", "windows", Duration.ofDays(1)),
                client("C.fedcba9876543210", "VEL-KIOSK-7", "windows", Duration.ofDays(2)));
        assertThat(lookup().find("VEL-KIOSK-7").live()).hasSize(2);

        server.answersAsArray(CLIENTS, "[%s]".formatted(client(ID, "VEL-WS-0142", "windows", Duration.ofDays(1))));
        assertThat(lookup().find("VEL-WS-0142").live()).hasSize(1);
    }

    @Test
    void a_name_is_found_exactly_and_old_records_are_only_remembered() {
        server.answers(
                CLIENTS,
                client(ID, "VEL-WS-0142", "windows", Duration.ofDays(1)),
                client("C.fedcba9876543210", "VEL-WS-01423", "windows", Duration.ofDays(1)),
                client("C.00000000000000aa", "VEL-WS-0142", "windows", Duration.ofDays(90)));

        var found = lookup().find("vel-ws-0142");
        assertThat(found.live()).extracting(Target.Host::id).containsExactly(ID);
        assertThat(found.live().getFirst().addresses()).isEmpty();
        assertThat(found.stale()).hasSize(1);
        assertThat(lookup().find("VEL-WS-0142.acme.example").live()).hasSize(1);
        assertThat(server.asked.getFirst().env()).isEqualTo(Map.of("Search", "host:vel-ws-0142"));
    }

    @Test
    void more_than_is_read_is_ambiguous() {
        var rows = new String[1001];
        for (var i = 0; i < rows.length; i++) {
            rows[i] = client("C.%016x".formatted(i), "VEL-X-" + i, "windows", Duration.ofDays(1));
        }
        server.answers(CLIENTS, rows);

        assertThat(lookup().find("VEL-X-7").live()).hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "VEL-*", "a b", "a\"b", "host:x", "10.0.0.5:1", "a\nb"})
    void what_could_be_a_search_of_another_kind_is_never_sent(String query) {
        assertThat(lookup().find(query).live()).isEmpty();
        assertThat(server.asked).isEmpty();
    }

    @Test
    void a_collection_is_one_flow_and_its_rows_are_packed_in_order() throws IOException {
        var triage = connector.able(ForensicCollection.class).orElseThrow().collecting(HOST);
        assertThat(triage.request(ask())).isEqualTo("flow " + FLOW);
        server.answers(FLOWS, flow(FLOW, 1, "x", "RUNNING", false));
        assertThat(triage.ready("flow " + FLOW)).isFalse();
        server.answers(FLOWS, flow(FLOW, 1, "x", "FINISHED", false));
        assertThat(triage.ready("flow " + FLOW)).isTrue();
        server.answersInParts(SOURCE, "{\"Pid\": 4711}", "{\"Pid\": 1}");

        var out = new ByteArrayOutputStream();
        assertThat(triage.copy("flow " + FLOW, ask(), out).reference()).isEqualTo("flow " + FLOW);
        var files = new LinkedHashMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(files.keySet())
                .containsExactly("01-Windows.Network.Netstat.txt", "02-Windows.System.Pslist.txt", "manifest.json");
        assertThat(files.get("02-Windows.System.Pslist.txt")).isEqualTo("{\"Pid\":4711}\n{\"Pid\":1}\n");

        server.answers(FLOWS, flow(FLOW, 1, "x", "ERROR", false));
        assertThatThrownBy(() -> triage.ready("flow " + FLOW)).isInstanceOf(VendorException.Refused.class);
        assertThatThrownBy(() -> triage.ready("flow ../x")).isInstanceOf(VendorException.Refused.class);
    }

    @Test
    void neither_a_server_nor_a_client_of_another_authority_is_spoken_with() throws IOException {
        var other = new Authority("another CA");
        connector = connector(server.config(folder, other, FakeServer.CLIENT), Map.of());
        assertThatThrownBy(() -> containing().look())
                .isInstanceOf(VendorException.Unavailable.class)
                .hasMessageContaining("certificate");

        connector = connector(
                server.config(folder, FakeServer.AUTHORITY, other.issue("cordon", Duration.ofDays(1))), Map.of());
        assertThatThrownBy(() -> containing().look()).isInstanceOf(VendorException.Unavailable.class);
        assertThat(server.asked).isEmpty();
    }

    @Test
    void a_configuration_file_that_cannot_be_used_needs_a_person_and_is_not_quoted() throws IOException {
        var file = folder.resolve("broken.yaml");
        for (var text :
                List.of("", "[1]", "a: {", "api_connection_string: 'http://x/canary'", "ca_certificate: canary")) {
            Files.writeString(file, text);
            connector = connector(file, Map.of());
            assertThatThrownBy(() -> containing().look())
                    .isInstanceOf(VendorException.Misconfigured.class)
                    .hasMessageNotContaining("canary");
        }
        assertThat(connector(folder.resolve("missing.yaml"), Map.of())
                        .preflight()
                        .run())
                .extracting(Finding::verdict)
                .containsExactly(Verdict.BAD);
    }

    @Test
    void the_preflight_tells_of_a_certificate_that_ends_soon_and_of_missing_artifacts() throws IOException {
        server.answers("now()", "{\"Now\": %d}".formatted(Instant.now().getEpochSecond() - 300));
        server.answers("artifact_definitions", "{\"name\": \"Windows.Remediation.Quarantine\"}");
        connector = connector(
                server.config(folder, FakeServer.AUTHORITY, FakeServer.AUTHORITY.issue("cordon", Duration.ofDays(10))),
                Map.of());

        assertThat(connector.preflight().run())
                .extracting(Finding::check, Finding::verdict)
                .contains(
                        tuple("certificate", Verdict.BAD),
                        tuple("clock", Verdict.BAD),
                        tuple("ANY_QUERY", Verdict.GOOD),
                        tuple("artifacts", Verdict.BAD),
                        tuple("COLLECT_CLIENT, or COLLECT_BASIC on basic artifacts", Verdict.UNKNOWN));
    }

    private Look.State probe() {
        return isolation().probe(HOST);
    }

    private HostIsolation isolation() {
        return connector.able(HostIsolation.class).orElseThrow();
    }

    private HostLookup lookup() {
        return connector.able(HostLookup.class).orElseThrow();
    }

    private Effect killing() throws IOException {
        return connector(server.config(folder), Map.of("kill-artifact", "Custom.Cordon.Kill"))
                .able(ProcessKill.class)
                .orElseThrow()
                .killing(new Target.HostProcess(HOST, 4711, "evil.exe"));
    }

    private Effect puttingAway(String path, @Nullable String sha256) throws IOException {
        return connector(server.config(folder), Map.of("quarantine-artifact", "Custom.Cordon.PutAway"))
                .able(FileQuarantine.class)
                .orElseThrow()
                .quarantining(new Target.HostFile(HOST, path, sha256, null));
    }

    private Effect containing() {
        return isolation().containing(HOST);
    }

    private Effect releasing() {
        return isolation().releasing(HOST);
    }

    private void newest(String state, boolean removes) {
        server.answers(FLOWS, flow(FLOW, 2, "Windows.Remediation.Quarantine", state, removes));
    }

    private static void refused(Effect effect, String code) {
        assertThatThrownBy(effect::look)
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static Ask ask() {
        return new Ask("action-1", System.nanoTime() + Duration.ofSeconds(10).toNanos(), System::nanoTime);
    }

    private static Target.Host host(String id) {
        return new Target.Host("velociraptor", id, "VEL-WS-0142", null, List.of(), null);
    }

    private static Connector connector(Path file, Map<String, String> more) {
        var settings = new HashMap<String, String>();
        settings.put("cordon.vendor.velociraptor.config", file.toString());
        more.forEach((name, value) -> settings.put("cordon.vendor.velociraptor." + name, value));
        return new Velociraptor(Settings.of(VelociraptorConfig.class, settings))
                .connectors()
                .getFirst();
    }

    private static String client(String id, String name, String os, Duration ago) {
        return "{\"client_id\": \"%s\", \"hostname\": \"%s\", \"fqdn\": \"%2$s.acme.example\", \"os\": \"%s\", \"last_seen_at\": %d}"
                .formatted(id, name, os, Instant.now().minus(ago).toEpochMilli() * 1000);
    }

    private static String flow(String id, long created, String artifact, String state, boolean removes) {
        var env = removes ? "{\"key\": \"RemovePolicy\", \"value\": \"Y\"}" : "";
        return """
                {"session_id": "%s", "state": "%s", "create_time": %d, "request": {"artifacts": ["%s"],
                 "specs": [{"artifact": "%4$s", "parameters": {"env": [%s]}}]}}
                """.formatted(id, state, created, artifact, env).replace("\n", "");
    }

    private static String said(String text) {
        return "{\"Time\": \"now\", \"Result\": \"%s\"}".formatted(text);
    }
}
