package dev.cordon.connectors.vendor.velociraptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.connectors.Settings;
import dev.cordon.connectors.capability.Acquisition;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.FileFetch;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Target;
import io.grpc.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactFetchTest {
    private static final String ID = "C.0123456789abcdef";
    private static final String FLOW = "F.CQ1ABCDEF0123";
    private static final String TICKET = "flow " + FLOW;
    private static final Target.Host HOST = new Target.Host("velociraptor", ID, "VEL-WS-0142", null, List.of(), null);
    private static final String WINDOWS_PATH = "C:\\Users\\m.keller\\evil.exe";
    private static final List<String> PLACE =
            List.of("clients", ID, "collections", FLOW, "uploads", "file", "C:", "Users", "m.keller", "evil.exe");
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private final byte[] content = new byte[2 * MIB + 17];
    private FakeServer server;

    @BeforeEach
    void everything_is_well() throws IOException {
        for (var i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31 + i / 257);
        }
        server = new FakeServer();
        server.answers("collect_client", "{\"Flow\": {\"flow_id\": \"%s\"}}".formatted(FLOW));
        seen("windows");
        ended("FINISHED");
        said("\"Size\": %d, \"StoredSize\": %1$d, \"Sha256\": \"%s\"".formatted(content.length, sha256(content)));
        uploads(upload("", content.length, content.length, PLACE));
        server.store.put(String.join("/", PLACE), content);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void one_collection_is_asked_for_one_path_which_stays_out_of_the_query() throws IOException {
        assertThat(fetching(WINDOWS_PATH).request(ask())).isEqualTo(TICKET);

        assertThat(server.asked)
                .filteredOn(one -> one.query().contains("collect_client"))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.action()).isEqualTo("action-1");
                    assertThat(one.query()).doesNotContain("evil").contains("UPLOAD_IS_RESUMABLE=\"N\"");
                    assertThat(one.env())
                            .isEqualTo(Map.of(
                                    "ClientId",
                                    ID,
                                    "Artifacts",
                                    "System.VFS.DownloadFile",
                                    "Path",
                                    WINDOWS_PATH,
                                    "Components",
                                    "[\"C:\",\"Users\",\"m.keller\",\"evil.exe\"]",
                                    "Accessor",
                                    "file"));
                });
    }

    @Test
    void the_artifact_and_how_it_reads_are_settings() throws IOException {
        var own = connector(Map.of("fetch-artifact", "Custom.Fetch", "fetch-accessor", "auto"));
        own.fetching(new Target.HostFile(HOST, WINDOWS_PATH, null, null)).request(ask());

        assertThat(server.asked.getLast().env())
                .containsEntry("Artifacts", "Custom.Fetch")
                .containsEntry("Accessor", "auto");
        assertThatThrownBy(() -> connector(Map.of("fetch-artifact", "One,Two"))
                        .fetching(new Target.HostFile(HOST, WINDOWS_PATH, null, null))
                        .request(ask()))
                .isInstanceOf(VendorException.Misconfigured.class);
        assertThat(server.sent("collect_client")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "windows, /tmp/evil",
        "windows, evil.exe",
        "windows, C:\\",
        "windows, C:\\Users\\..\\evil.exe",
        "windows, C:\\Users\\*.exe",
        "windows, \\\\server\\share\\evil.exe",
        "linux, C:\\evil.exe",
        "linux, tmp/evil",
        "linux, /",
        "linux, /tmp/../etc/shadow"
    })
    void what_is_no_full_path_on_that_system_is_never_sent(String system, String path) {
        seen(system);

        refused(() -> fetching(path).request(ask()), "bad-request");
        assertThat(server.sent("collect_client")).isZero();
    }

    @Test
    void an_offline_host_is_not_asked() {
        server.answers("clients(", client("windows", Duration.ofHours(1)));

        assertThatThrownBy(() -> fetching(WINDOWS_PATH).request(ask())).isInstanceOf(VendorException.Unavailable.class);
        assertThat(server.sent("collect_client")).isZero();
    }

    @Test
    void it_is_ready_when_the_flow_has_ended_well() throws IOException {
        ended("RUNNING");
        assertThat(fetching(WINDOWS_PATH).ready(TICKET)).isFalse();
        ended("FINISHED");
        assertThat(fetching(WINDOWS_PATH).ready(TICKET)).isTrue();
        ended("ERROR");
        refused(() -> fetching(WINDOWS_PATH).ready(TICKET), "failed-on-host");
        refused(() -> fetching(WINDOWS_PATH).ready("flow ../x"), "collection-lost");
    }

    @Test
    void its_bytes_come_in_parts_and_as_they_are() throws IOException {
        var out = new ByteArrayOutputStream();
        var artifact = fetching(WINDOWS_PATH).copy(TICKET, ask(), out);

        assertThat(out.toByteArray()).isEqualTo(content);
        assertThat(artifact.name()).isEqualTo("evil.exe");
        assertThat(artifact.sha256()).isEqualTo(sha256(content));
        assertThat(artifact.reference()).isEqualTo(TICKET);
        assertThat(server.parts)
                .containsExactly(
                        new FakeServer.Part(PLACE, 0, MIB),
                        new FakeServer.Part(PLACE, MIB, MIB),
                        new FakeServer.Part(PLACE, 2 * MIB, 17),
                        new FakeServer.Part(PLACE, content.length, 1));
    }

    @Test
    void a_server_that_gives_less_at_a_time_is_asked_more_often() throws IOException {
        server.answersPart = part -> Arrays.copyOfRange(content, (int) part.offset(), (int)
                Math.min(content.length, part.offset() + Math.min(part.length(), 300_000)));
        var out = new ByteArrayOutputStream();
        fetching(WINDOWS_PATH).copy(TICKET, ask(), out);

        assertThat(out.toByteArray()).isEqualTo(content);
    }

    @Test
    void a_file_of_a_linux_host_without_a_hash_is_compared_by_size_alone() throws IOException {
        var place = List.of("clients", ID, "collections", FLOW, "uploads", "file", "tmp", ".x", "evil");
        seen("linux");
        said("\"Size\": 4, \"Sha256\": null, \"Error\": \"\"");
        uploads(upload("", 4, 4, place));
        server.store.put(String.join("/", place), "evil".getBytes(StandardCharsets.US_ASCII));
        var out = new ByteArrayOutputStream();

        assertThat(fetching("/tmp/.x/evil").copy(TICKET, ask(), out).sha256()).isNull();
        assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo("evil");
    }

    @Test
    void a_file_that_was_not_there_or_could_not_be_read_is_refused() {
        server.answers("source(");
        refused("file-not-found");
        said("\"Size\": 0, \"Error\": \"Access is denied.\"");
        refused("failed-on-host");
        server.answers("source(", "{\"Size\": 1}", "{\"Size\": 1}");
        refused("not-one-file");
        assertThat(server.parts).isEmpty();
    }

    @Test
    void what_the_host_sent_and_the_server_does_not_have_yet_is_waited_for() {
        server.answers("uploads(");

        assertThatThrownBy(() -> copy()).isInstanceOf(VendorException.Unavailable.class);
    }

    @Test
    void an_empty_file_a_sparse_one_and_more_than_one_are_no_evidence() {
        said("\"Size\": 0");
        uploads(upload("", 0, 0, PLACE));
        refused("file-empty");

        said("\"Size\": %d".formatted(content.length));
        uploads(upload("", content.length, 4096, PLACE));
        refused("sparse-file");
        uploads(upload("", content.length, content.length, PLACE), upload("idx", content.length, 4096, PLACE));
        refused("sparse-file");
        uploads(upload("", 5, 5, PLACE), upload("", 5, 5, PLACE));
        refused("not-one-file");
        uploads(upload("", 5, 5, List.of("clients", ID, "collections", FLOW, "uploads", "file", "hosts")));
        refused("not-one-file");
        assertThat(server.parts).isEmpty();
    }

    @Test
    void an_upload_of_another_client_or_flow_is_not_read() {
        for (var place : List.of(
                List.of("clients", "C.fedcba9876543210", "collections", FLOW, "uploads", "evil.exe"),
                List.of("clients", ID, "collections", "F.OTHER", "uploads", "evil.exe"))) {
            uploads(upload("", content.length, content.length, place));
            assertThatThrownBy(() -> copy()).isInstanceOf(VendorException.Unavailable.class);
        }
        server.answers("uploads(", "{\"Type\": \"\", \"Size\": 5, \"Stored\": 5, \"Components\": null}");
        assertThatThrownBy(() -> copy()).isInstanceOf(VendorException.Unavailable.class);
        assertThat(server.parts).isEmpty();
    }

    @Test
    void a_file_that_is_shorter_or_longer_than_it_is_said_to_be_is_no_evidence() {
        server.store.put(String.join("/", PLACE), Arrays.copyOf(content, MIB + 5));
        refused("upload-truncated");
        server.store.put(String.join("/", PLACE), Arrays.copyOf(content, content.length + 1));
        refused("size-mismatch");
        said("\"Size\": %d".formatted(content.length + 1));
        refused("size-mismatch");
    }

    @Test
    void a_file_with_another_hash_than_the_host_says_is_no_evidence() {
        var other = content.clone();
        other[MIB + 3]++;
        server.store.put(String.join("/", PLACE), other);

        refused("hash-mismatch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNKNOWN", "UNAVAILABLE", "INTERNAL"})
    void a_server_that_fails_half_way_is_asked_again_later(String code) {
        server.fails("uploads(", Status.Code.valueOf(code).toStatus());
        assertThatThrownBy(() -> copy()).isInstanceOf(VendorException.Unavailable.class);
        uploads(upload("", content.length, content.length, PLACE));
        server.store.clear();
        assertThatThrownBy(() -> copy()).isInstanceOf(VendorException.Unavailable.class);
        server.answersPart = part -> new byte[part.length() + 1];
        assertThatThrownBy(() -> copy())
                .isInstanceOf(VendorException.Unavailable.class)
                .hasMessageContaining("unreadable");
    }

    @Test
    void a_disk_that_is_full_is_told_as_such() {
        var full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };

        assertThatThrownBy(() -> fetching(WINDOWS_PATH).copy(TICKET, ask(), full))
                .isInstanceOf(IOException.class);
    }

    private void copy() throws IOException {
        fetching(WINDOWS_PATH).copy(TICKET, ask(), OutputStream.nullOutputStream());
    }

    private void refused(String code) {
        refused(this::copy, code);
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private Acquisition fetching(String path) throws IOException {
        return connector(Map.of()).fetching(new Target.HostFile(HOST, path, null, null));
    }

    private FileFetch connector(Map<String, String> more) throws IOException {
        var settings = new HashMap<String, String>();
        settings.put("cordon.vendor.velociraptor.config", server.config(folder).toString());
        more.forEach((name, value) -> settings.put("cordon.vendor.velociraptor." + name, value));
        return new Velociraptor(Settings.of(VelociraptorConfig.class, settings))
                .connectors()
                .getFirst()
                .able(FileFetch.class)
                .orElseThrow();
    }

    private static Ask ask() {
        return new Ask("action-1", System.nanoTime() + Duration.ofSeconds(30).toNanos(), System::nanoTime);
    }

    private void seen(String system) {
        server.answers("clients(", client(system, Duration.ofSeconds(5)));
    }

    private static String client(String system, Duration ago) {
        return "{\"client_id\": \"%s\", \"hostname\": \"VEL-WS-0142\", \"os\": \"%s\", \"last_seen_at\": %d}"
                .formatted(ID, system, Instant.now().minus(ago).toEpochMilli() * 1000);
    }

    private void ended(String state) {
        server.answers("flows(", "{\"session_id\": \"%s\", \"state\": \"%s\"}".formatted(FLOW, state));
    }

    private void said(String fields) {
        server.answers("source(", "{\"Path\": \"x\", %s}".formatted(fields));
    }

    private void uploads(String... rows) {
        server.answers("uploads(", rows);
    }

    private static String upload(String type, long size, long stored, List<String> components) {
        return "{\"Type\": \"%s\", \"Size\": %d, \"Stored\": %d, \"Components\": [\"%s\"]}"
                .formatted(type, size, stored, String.join("\", \"", components));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
