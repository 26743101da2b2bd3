package dev.cordon.engine.alert.product.ocsf;

import static dev.cordon.engine.alert.product.Payload.json;
import static dev.cordon.engine.alert.product.Payload.with;
import static dev.cordon.engine.alert.product.Payload.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.Alert.Asset;
import dev.cordon.engine.alert.Alert.Asset.Kind;
import dev.cordon.engine.alert.Alert.Asset.Role;
import dev.cordon.engine.alert.Alert.Observable;
import dev.cordon.engine.alert.Alert.Status;
import dev.cordon.engine.alert.AlertAdapter.Unreadable;
import dev.cordon.engine.alert.product.Payload;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OcsfAlertsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String HASH = "a".repeat(64);
    private static final String FULL = """
            {"class_uid":2004,"category_uid":2,"type_uid":200401,"activity_id":1,"time":1700000000000,"severity_id":4,"status_id":1,
             "is_alert":true,"confidence_score":80,"message":"m","unmapped":{"x":1},
             "metadata":{"version":"1.4.0","uid":"evt-1","product":{"name":"X","vendor_name":"Y"}},
             "finding_info":{"uid":"f-1","title":"Brute force","src_url":"https://x.example/f-1","created_time":1700000000500,
              "first_seen_time":1699999000000,"analytic":{"uid":"r-7","name":"Many failed logons","type_id":1},
              "attacks":[{"tactic":{"uid":"TA0006"},"technique":{"uid":"T1110","name":"Brute Force"},"sub_technique":{"uid":"T1110.003"}}]},
             "resources":[{"uid":"i-1","hostname":"WS-0142"}],
             "evidences":[{"src_endpoint":{"ip":"203.0.113.9","hostname":"evil.example"},"dst_endpoint":{"ip":"10.0.0.5","hostname":"WS-0142"},
              "device":{"hostname":"WS-0142"},"user":{"name":"alice"},"actor":{"user":{"name":"mallory"}},
              "process":{"name":"x.exe","cmd_line":"x.exe -a","file":{"path":"C:\\\\x.exe","hashes":[{"algorithm_id":3,"value":"%s"}]}}}],
             "observables":[{"name":"evidences[].src_endpoint.ip","type_id":2,"value":"203.0.113.9"},
              {"name":"email","type_id":5,"value":"Alice@Corp.Example"},{"name":"evidences[].process","type_id":25}]}
            """.formatted(HASH);

    @Test
    void reads_a_finding() {
        var alert = read(json(FULL));

        assertThat(alert.reference()).isEqualTo("Y/X/f-1");
        assertThat(alert.title()).isEqualTo("Brute force");
        assertThat(alert.ruleId()).isEqualTo("r-7");
        assertThat(alert.ruleName()).isEqualTo("Many failed logons");
        assertThat(alert.severity()).isEqualTo(4);
        assertThat(alert.confidence()).isEqualTo(80);
        assertThat(alert.techniques()).containsExactly("T1110.003");
        assertThat(alert.host()).isEqualTo("WS-0142");
        assertThat(alert.account()).isEqualTo("alice");
        assertThat(alert.occurredAt()).isEqualTo("2023-11-14T21:56:40Z");
        assertThat(alert.detectedAt()).isEqualTo("2023-11-14T22:13:20.500Z");
        assertThat(alert.link()).hasToString("https://x.example/f-1");
        assertThat(alert.status()).isEqualTo(Status.FIRING);
        assertThat(alert.notes()).isEmpty();
    }

    @Test
    void assets_have_the_roles_that_the_finding_gives_them() {
        assertThat(read(json(FULL)).assets())
                .containsExactlyInAnyOrder(
                        new Asset(Kind.HOST, "WS-0142", Role.TARGET),
                        new Asset(Kind.HOST, "evil.example", Role.OTHER),
                        new Asset(Kind.ACCOUNT, "alice", Role.TARGET),
                        new Asset(Kind.ACCOUNT, "mallory", Role.ACTOR));
    }

    @Test
    void observables_are_those_it_lists_and_those_its_evidences_show() {
        assertThat(read(json(FULL)).observables())
                .containsExactly(
                        new Observable("ipv4-addr", "203.0.113.9"),
                        new Observable("email-addr", "alice@corp.example"),
                        new Observable("ipv4-addr", "10.0.0.5"),
                        new Observable("domain-name", "evil.example"),
                        new Observable("user-account", "alice"),
                        new Observable("user-account", "mallory"),
                        new Observable("process", "x.exe -a"),
                        new Observable("file", "C:\\x.exe"),
                        new Observable("file", "sha256:" + HASH));
    }

    @Test
    void the_required_fields_are_enough() {
        var alert = read(json("""
                {"class_uid":2004,"category_uid":2,"type_uid":200401,"activity_id":1,"time":1700000000000,"severity_id":0,
                 "metadata":{"version":"1.4.0","product":{"vendor_name":"Y"}},"finding_info":{"uid":"f-1"}}
                """));

        assertThat(alert.reference()).isEqualTo("Y//f-1");
        assertThat(alert.title()).isEqualTo("OCSF finding");
        assertThat(alert.host()).isNull();
        assertThat(alert.account()).isNull();
        assertThat(alert.assets()).isEmpty();
        assertThat(alert.observables()).isEmpty();
        assertThat(alert.confidence()).isNull();
        assertThat(alert.occurredAt()).isNull();
        assertThat(alert.detectedAt()).isEqualTo("2023-11-14T22:13:20Z");
        assertThat(alert.notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/severity_id",
                "/activity_id",
                "/status_id",
                "/confidence_score",
                "/metadata",
                "/metadata/product",
                "/metadata/product/name",
                "/finding_info",
                "/finding_info/uid",
                "/finding_info/title",
                "/finding_info/src_url",
                "/finding_info/created_time",
                "/finding_info/first_seen_time",
                "/finding_info/analytic",
                "/finding_info/analytic/uid",
                "/finding_info/attacks",
                "/resources",
                "/resources/0/hostname",
                "/evidences",
                "/evidences/0/src_endpoint",
                "/evidences/0/user",
                "/evidences/0/user/name",
                "/evidences/0/process/file/hashes",
                "/observables",
                "/observables/0/type_id",
                "/observables/0/value"
            })
    void a_field_of_the_wrong_type_is_noted_and_the_rest_stays(String pointer) {
        var alert = read(with(FULL, pointer, "true"));

        assertThat(alert.notes()).anySatisfy(note -> assertThat(note).contains(Payload.name(pointer)));
        assertThat(alert.status()).isEqualTo(Status.FIRING);
        assertThat(alert.reference()).isNotEmpty();
    }

    @Test
    void an_update_has_the_reference_of_what_it_updates() {
        var update = with(FULL, "/activity_id", "2");
        ((ObjectNode) update).put("time", 1700000999000L);

        assertThat(read(update).reference()).isEqualTo(read(json(FULL)).reference());
        assertThat(read(with(FULL, "/metadata/product/name", "\"Z\"")).reference())
                .isEqualTo("Y/Z/f-1");
    }

    @Test
    void without_an_id_a_fingerprint_tells_findings_apart() {
        var alert = read(without(FULL, "/finding_info/uid"));

        assertThat(alert.reference()).startsWith("Y/X/sha256:");
        assertThat(alert.notes()).anyMatch(note -> note.startsWith("finding_info.uid"));
        assertThat(read(without(FULL.replace("\"status_id\":1", "\"status_id\":2"), "/finding_info/uid"))
                        .reference())
                .isEqualTo(alert.reference());
        assertThat(read(without(FULL.replace("alice", "bob"), "/finding_info/uid"))
                        .reference())
                .isNotEqualTo(alert.reference());
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "5,5", "6,6", "99,0", "7,0"})
    void severities_are_its_own(String theirs, int ours) {
        assertThat(read(with(FULL, "/severity_id", theirs)).severity()).isEqualTo(ours);
    }

    @ParameterizedTest
    @CsvSource({
        "/activity_id,3,RESOLVED",
        "/activity_id,2,FIRING",
        "/status_id,2,FIRING",
        "/status_id,3,FIRING",
        "/status_id,4,RESOLVED",
        "/status_id,5,RESOLVED",
        "/status_id,6,RESOLVED"
    })
    void closed_and_resolved_findings_are_resolved(String pointer, String value, Status status) {
        assertThat(read(with(FULL, pointer, value)).status()).isEqualTo(status);
    }

    @Test
    void several_devices_are_no_host() {
        var alert = read(json("""
                {"class_uid":2004,"metadata":{"product":{"name":"X"}},"finding_info":{"uid":"f-1"},
                 "evidences":[{"device":{"hostname":"WS-1"}},{"device":{"name":"WS-2"}}]}
                """));

        assertThat(alert.host()).isNull();
        assertThat(alert.assets())
                .containsExactly(
                        new Asset(Kind.HOST, "WS-1", Role.AFFECTED), new Asset(Kind.HOST, "WS-2", Role.AFFECTED));
        assertThat(alert.notes()).singleElement().asString().startsWith("device");
    }

    @Test
    void who_did_it_is_the_account_where_nobody_else_is_named() {
        var alert = read(without(FULL, "/evidences/0/user"));

        assertThat(alert.account()).isEqualTo("mallory");
        assertThat(alert.assets()).contains(new Asset(Kind.ACCOUNT, "mallory", Role.ACTOR));
    }

    @Test
    void a_time_in_seconds_is_no_time() {
        var alert = read(with(FULL, "/finding_info/first_seen_time", "1700000000"));

        assertThat(alert.occurredAt()).isNull();
        assertThat(alert.notes()).singleElement().asString().contains("in seconds");
    }

    @Test
    void the_written_twin_of_a_time_is_read_too() {
        var text = FULL.replace("\"first_seen_time\":1699999000000", "\"first_seen_time_dt\":\"2023-11-14T21:00:00Z\"");

        assertThat(read(json(text)).occurredAt()).isEqualTo("2023-11-14T21:00:00Z");
    }

    @Test
    void a_list_is_a_batch() {
        assertThat(new OcsfAlerts().split(json("[%s,%s]".formatted(FULL, FULL))))
                .hasSize(2)
                .allSatisfy(finding -> assertThat(read(finding).reference()).isEqualTo("Y/X/f-1"));
        assertThat(new OcsfAlerts().split(json(FULL))).containsExactly(json(FULL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "\"x\"",
                "7",
                "{\"class_uid\":\"x\"}",
                "{\"class_uid\":2005,\"finding_info_list\":[]}",
                "{\"class_uid\":2001,\"finding\":{\"uid\":\"f\"}}",
                "{\"rule\":{\"id\":\"5710\"}}"
            })
    void what_is_no_detection_finding_is_unreadable(String body) {
        assertThatThrownBy(() -> read(json(body)))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("not an OCSF Detection Finding: class_uid");
    }

    private static Alert read(JsonNode finding) {
        return new OcsfAlerts().read(finding, NOW);
    }
}
