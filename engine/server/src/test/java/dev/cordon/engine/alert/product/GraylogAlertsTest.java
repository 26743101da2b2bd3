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
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraylogAlertsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String FULL = """
            {"event_definition_id":"63d2f0aa","event_definition_type":"aggregation-v1","event_definition_title":"Many failed logons",
             "event_definition_description":"d","remediation_steps":"r","job_definition_id":"j","job_trigger_id":"t",
             "event":{"id":"01HFRM0Z4J3M6Q9YB1T1W5V8XK","event_definition_id":"63d2f0aa","event_definition_type":"aggregation-v1",
              "origin_context":null,"timestamp":"2023-11-14T22:13:20.250Z","timestamp_processing":"2023-11-14T22:14:00.000Z",
              "timerange_start":"2023-11-14T22:08:20.250Z","timerange_end":"2023-11-14T22:13:20.250Z","streams":[],"source_streams":["s1"],
              "message":"Many failed logons: alice - count()=41.0","source":"graylog-01","key_tuple":["alice"],"key":"alice","priority":3,
              "alert":true,"fields":{"user_name":"alice","host":"WS-0142","mitre_technique_id":"T1110"},
              "group_by_fields":{"user_name":"alice"},"aggregation_conditions":{"count()":41.0},
              "tactics_techniques":["TA0006","T1110.003"],"replay_info":null},
             "backlog":[{"index":"graylog_0","id":"m1","source":"dc-01","message":"failed","timestamp":"2023-11-14T22:13:19.000Z",
              "stream_ids":["s1"],"fields":{"src_ip":"203.0.113.9","src_port":51234,"user_name":"alice","source_user_name":"mallory"}}]}
            """;

    @Test
    void reads_a_notification() {
        var alert = read(json(FULL));

        assertThat(alert.reference()).isEqualTo("01HFRM0Z4J3M6Q9YB1T1W5V8XK");
        assertThat(alert.title()).isEqualTo("Many failed logons: alice - count()=41.0");
        assertThat(alert.ruleId()).isEqualTo("63d2f0aa");
        assertThat(alert.ruleName()).isEqualTo("Many failed logons");
        assertThat(alert.severity()).isEqualTo(4);
        assertThat(alert.techniques()).containsExactly("T1110.003", "T1110");
        assertThat(alert.host()).isEqualTo("WS-0142");
        assertThat(alert.account()).isEqualTo("alice");
        assertThat(alert.assets())
                .containsExactly(
                        new Asset(Kind.HOST, "WS-0142", Role.AFFECTED),
                        new Asset(Kind.ACCOUNT, "alice", Role.TARGET),
                        new Asset(Kind.ACCOUNT, "mallory", Role.ACTOR));
        assertThat(alert.observables())
                .containsExactly(
                        new Observable("ipv4-addr", "203.0.113.9"),
                        new Observable("user-account", "alice"),
                        new Observable("user-account", "mallory"));
        assertThat(alert.occurredAt()).isEqualTo("2023-11-14T22:13:20.250Z");
        assertThat(alert.detectedAt()).isEqualTo("2023-11-14T22:14:00Z");
        assertThat(alert.notes()).isEmpty();
    }

    @Test
    void an_event_of_a_definition_is_enough() {
        var alert = read(json("{\"event_definition_id\":\"d1\",\"event\":{\"id\":\"01A\"}}"));

        assertThat(alert.reference()).isEqualTo("01A");
        assertThat(alert.title()).isEqualTo("Graylog alert");
        assertThat(alert.severity()).isZero();
        assertThat(alert.host()).isNull();
        assertThat(alert.assets()).isEmpty();
        assertThat(alert.notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/event_definition_id",
                "/event_definition_title",
                "/event/id",
                "/event/message",
                "/event/priority",
                "/event/timestamp",
                "/event/timestamp_processing",
                "/event/fields",
                "/event/fields/host",
                "/event/fields/user_name",
                "/event/fields/mitre_technique_id",
                "/event/group_by_fields",
                "/event/tactics_techniques",
                "/backlog",
                "/backlog/0/fields",
                "/backlog/0/fields/src_ip"
            })
    void a_field_of_the_wrong_type_is_noted_and_the_rest_stays(String pointer) {
        var alert = read(with(FULL, pointer, "true"));

        assertThat(alert.notes()).anySatisfy(note -> assertThat(note).contains(Payload.name(pointer)));
        assertThat(alert.ruleId()).isEqualTo("63d2f0aa");
        assertThat(alert.account()).isEqualTo("alice");
    }

    @Test
    void without_an_id_a_fingerprint_tells_events_apart() {
        var alert = read(without(FULL, "/event/id"));

        assertThat(alert.reference()).startsWith("63d2f0aa/sha256:");
        assertThat(read(without(FULL.replace("22:14:00", "22:19:00"), "/event/id"))
                        .reference())
                .isEqualTo(alert.reference());
        assertThat(read(without(FULL.replace("alice", "bob"), "/event/id")).reference())
                .isNotEqualTo(alert.reference());
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,2", "2,3", "3,4", "4,5", "5,0", "-1,0"})
    void priorities_become_severities(String priority, int severity) {
        assertThat(read(with(FULL, "/event/priority", priority)).severity()).isEqualTo(severity);
    }

    @Test
    void several_hosts_in_the_messages_behind_it_are_no_host() {
        var alert = read(json("""
                {"event_definition_id":"d1","event":{"id":"01A","source":"graylog-01"},
                 "backlog":[{"source":"fw-01","fields":{"hostname":"WS-1"}},{"source":"fw-01","fields":{"hostname":"WS-2"}}]}
                """));

        assertThat(alert.host()).isNull();
        assertThat(alert.assets()).extracting(Asset::name).containsExactly("WS-1", "WS-2");
        assertThat(alert.notes()).singleElement().asString().startsWith("backlog.fields.hostname: several");
    }

    @Test
    void the_events_own_fields_win_over_the_messages_behind_it() {
        var alert = read(with(FULL, "/backlog/0/fields/user_name", "\"somebody\""));

        assertThat(alert.account()).isEqualTo("alice");
        assertThat(alert.notes()).isEmpty();
    }

    @Test
    void who_did_it_is_the_account_where_nobody_else_is_named() {
        var alert = read(json(FULL.replace("user_name\":\"alice", "x\":\"alice")));

        assertThat(alert.account()).isEqualTo("mallory");
        assertThat(alert.assets()).contains(new Asset(Kind.ACCOUNT, "mallory", Role.ACTOR));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "\"x\"",
                "{\"event\":{}}",
                "{\"event_definition_id\":\"d\",\"event\":\"x\"}",
                "{\"metadata\":{},\"event\":{\"CompositeId\":\"x\"}}"
            })
    void what_is_no_notification_is_unreadable(String body) {
        assertThatThrownBy(() -> read(json(body)))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("not a Graylog notification");
    }

    private static Alert read(JsonNode body) {
        return new GraylogAlerts().read(body, NOW);
    }
}
