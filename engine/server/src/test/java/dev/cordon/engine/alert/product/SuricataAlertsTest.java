package dev.cordon.engine.alert.product;

import static dev.cordon.engine.alert.product.Payload.json;
import static dev.cordon.engine.alert.product.Payload.with;
import static dev.cordon.engine.alert.product.Payload.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.Alert.Asset;
import dev.cordon.engine.alert.Alert.Asset.Kind;
import dev.cordon.engine.alert.Alert.Asset.Role;
import dev.cordon.engine.alert.Alert.Observable;
import dev.cordon.engine.alert.AlertAdapter.Unreadable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuricataAlertsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String HASH = "c".repeat(64);
    private static final String FULL = """
            {"timestamp":"2025-01-01T10:00:00.123456+0000","flow_id":9007199254740993,"in_iface":"eth0","event_type":"alert",
             "src_ip":"10.0.0.5","src_port":51234,"dest_ip":"203.0.113.9","dest_port":8080,"proto":"TCP","tx_id":0,"host":"sensor-1",
             "alert":{"action":"allowed","gid":1,"signature_id":2024897,"rev":4,"signature":"ET MALWARE test",
              "category":"A Network Trojan was detected","severity":1,"source":{"ip":"203.0.113.9","port":8080},
              "target":{"ip":"10.0.0.5","port":51234},"metadata":{"mitre_technique_id":["T1071"],"signature_severity":["Major"]}},
             "app_proto":"http","http":{"hostname":"bad.example","http_port":8080,"url":"/a.exe","http_method":"GET","status":200},
             "files":[{"filename":"/a.exe","sha256":"%s","state":"CLOSED"}],"flow":{"pkts_toserver":5}}
            """.formatted(HASH);
    private static final String MINIMAL = """
            {"timestamp":"2025-01-01T10:00:00.123456+0000","flow_id":1676750115612680,"event_type":"alert","src_ip":"10.0.0.5",
             "dest_ip":"203.0.113.9","proto":"ICMP","alert":{"gid":1,"signature_id":2100366,"rev":8,"signature":"GPL ICMP PING"}}
            """;

    @Test
    void reads_an_alert() {
        var alert = read(json(FULL));

        assertThat(alert.reference())
                .isEqualTo("sensor-1/2025-01-01T10:00:00.123456+0000/9007199254740993/0/1:2024897:4/10.0.0.5 51234/"
                        + "203.0.113.9 8080/TCP");
        assertThat(alert.title()).isEqualTo("ET MALWARE test");
        assertThat(alert.ruleId()).isEqualTo("1:2024897");
        assertThat(alert.ruleName()).isEqualTo("ET MALWARE test");
        assertThat(alert.severity()).isEqualTo(4);
        assertThat(alert.techniques()).containsExactly("T1071");
        assertThat(alert.host()).isEqualTo("10.0.0.5");
        assertThat(alert.account()).isNull();
        assertThat(alert.assets())
                .containsExactly(
                        new Asset(Kind.HOST, "10.0.0.5", Role.TARGET), new Asset(Kind.HOST, "203.0.113.9", Role.ACTOR));
        assertThat(alert.observables())
                .containsExactly(
                        new Observable("ipv4-addr", "10.0.0.5"),
                        new Observable("ipv4-addr", "203.0.113.9"),
                        new Observable("domain-name", "bad.example"),
                        new Observable("url", "http://bad.example:8080/a.exe"),
                        new Observable("file", "/a.exe"),
                        new Observable("file", "sha256:" + HASH));
        assertThat(alert.occurredAt()).isEqualTo("2025-01-01T10:00:00.123456Z");
        assertThat(alert.detectedAt()).isNull();
        assertThat(alert.notes()).isEmpty();
    }

    @Test
    void without_a_target_nobody_knows_which_end_is_the_victim() {
        var alert = read(json(MINIMAL));

        assertThat(alert.host()).isNull();
        assertThat(alert.assets())
                .containsExactly(
                        new Asset(Kind.HOST, "10.0.0.5", Role.OTHER), new Asset(Kind.HOST, "203.0.113.9", Role.OTHER));
        assertThat(alert.severity()).isZero();
        assertThat(alert.notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/timestamp",
                "/flow_id",
                "/src_ip",
                "/src_port",
                "/dest_ip",
                "/dest_port",
                "/tx_id",
                "/host",
                "/alert/gid",
                "/alert/signature_id",
                "/alert/rev",
                "/alert/signature",
                "/alert/severity",
                "/alert/source",
                "/alert/target",
                "/alert/target/ip",
                "/alert/metadata",
                "/alert/metadata/mitre_technique_id",
                "/http",
                "/http/hostname",
                "/http/url",
                "/http/http_port",
                "/files",
                "/files/0/filename",
                "/files/0/sha256"
            })
    void a_field_of_the_wrong_type_is_noted_and_the_rest_stays(String pointer) {
        var alert = read(with(FULL, pointer, "true"));

        assertThat(alert.notes()).anySatisfy(note -> assertThat(note).contains(Payload.name(pointer)));
        assertThat(alert.reference()).isNotEmpty();
        assertThat(alert.assets()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/flow_id", "/timestamp", "/tx_id", "/alert/rev", "/alert/signature_id", "/src_port", "/host"})
    void alerts_that_differ_in_one_of_these_are_two(String pointer) {
        assertThat(read(without(FULL, pointer)).reference())
                .isNotEqualTo(read(json(FULL)).reference());
    }

    @Test
    void what_a_shipper_adds_makes_no_new_alert() {
        assertThat(read(json(FULL.replaceFirst("\\{", "{\"@timestamp\":\"2026-01-01T00:00:00Z\",")))
                        .reference())
                .isEqualTo(read(json(FULL)).reference());
        assertThat(read(with(FULL, "/host", "{\"name\":\"sensor-1\"}")).reference())
                .isEqualTo(read(json(FULL)).reference());
    }

    @Test
    void without_time_and_flow_the_whole_alert_is_the_reference() {
        var alert = read(json("{\"event_type\":\"alert\",\"alert\":{\"signature\":\"x\"}}"));

        assertThat(alert.reference()).startsWith("sha256:");
        assertThat(alert.notes()).singleElement().asString().contains("flow_id");
        assertThat(read(json("{\"event_type\":\"alert\",\"alert\":{\"signature\":\"y\"}}"))
                        .reference())
                .isNotEqualTo(alert.reference());
    }

    @ParameterizedTest
    @CsvSource({"1,4", "2,3", "3,2", "4,1", "255,1", "0,0"})
    void a_lower_number_is_worse(String theirs, int ours) {
        assertThat(read(with(FULL, "/alert/severity", theirs)).severity()).isEqualTo(ours);
    }

    @ParameterizedTest
    @CsvSource({
        "80,/a.exe,http://bad.example/a.exe",
        "null,/a.exe,http://bad.example/a.exe",
        "3128,http://other.example/b,http://other.example/b"
    })
    void a_url_is_put_together_again(String port, String url, String whole) {
        var text = FULL.replace("\"http_port\":8080", "\"http_port\":" + port)
                .replace("\"url\":\"/a.exe\"", "\"url\":\"" + url + "\"");

        assertThat(read(json(text)).observables()).contains(new Observable("url", whole));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"dns\":{\"rrname\":\"c2.example\"}", "\"dns\":{\"query\":[{\"rrname\":\"c2.example\"}]}",
                "\"dns\":{\"version\":3,\"queries\":[{\"rrname\":\"c2.example\"}]}", "\"tls\":{\"sni\":\"C2.example\"}"
            })
    void names_asked_for_are_observables(String layer) {
        assertThat(read(json(MINIMAL.replaceFirst("\\{", "{" + layer + ","))).observables())
                .contains(new Observable("domain-name", "c2.example"));
    }

    @Test
    void a_replayed_capture_is_noted() {
        assertThat(read(json(MINIMAL.replaceFirst("\\{", "{\"pcap_filename\":\"/x.pcap\",")))
                        .notes())
                .singleElement()
                .asString()
                .startsWith("pcap_filename");
    }

    @Test
    void a_list_is_a_batch() {
        var adapter = new SuricataAlerts();

        assertThat(adapter.split(json("[%s,%s]".formatted(FULL, MINIMAL)))).containsExactly(json(FULL), json(MINIMAL));
        assertThat(adapter.split(json(FULL))).containsExactly(json(FULL));
    }

    @Test
    void a_line_that_is_no_json_is_rejected_alone() {
        var lines = json(FULL) + "\r\n{\"event_type\":\n\n" + json(MINIMAL) + "\n";
        var adapter = new SuricataAlerts();
        var elements = adapter.split(adapter.parse(lines.getBytes(StandardCharsets.UTF_8), "application/x-ndjson"));

        assertThat(elements).hasSize(3);
        assertThat(elements.getFirst()).isEqualTo(json(FULL));
        assertThat(elements.getLast()).isEqualTo(json(MINIMAL));
        assertThatThrownBy(() -> read(elements.get(1)))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("not a JSON object");
    }

    @Test
    void several_documents_are_no_json() {
        assertThatThrownBy(() -> new SuricataAlerts()
                        .parse((FULL + MINIMAL).getBytes(StandardCharsets.UTF_8), "application/json"))
                .isInstanceOf(Unreadable.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|no event_type",
                "[]|not a JSON object",
                "{\"event_type\":\"dns\",\"dns\":{}}|of the type dns",
                "{\"event_type\":\"alert\",\"alert\":\"x\"}|alert is not an object",
                "{\"rule\":{\"id\":\"5710\"}}|no event_type"
            })
    void what_is_no_alert_is_unreadable(String body, String why) {
        assertThatThrownBy(() -> read(json(body)))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining(why);
    }

    private static Alert read(JsonNode event) {
        return new SuricataAlerts().read(event, NOW);
    }
}
