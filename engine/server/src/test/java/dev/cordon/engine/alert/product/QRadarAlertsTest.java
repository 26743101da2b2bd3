package dev.cordon.engine.alert.product;

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
import dev.cordon.engine.alert.reading.AlertJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QRadarAlertsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String OFFENSE = """
            {"id":421,"description":"Multiple login failures\\n","status":"OPEN","offense_type":3,"offense_source":"alice",
             "severity":6,"credibility":4,"relevance":5,"magnitude":7,"start_time":1700000000250,"last_updated_time":1700000300000,
             "first_persisted_time":1700000001000,"close_time":null,"source_address_ids":[17],"local_destination_address_ids":[9],
             "source_addresses":["203.0.113.4","10.0.0.7"],"local_destination_addresses":["10.0.0.5"],
             "link":"https://qradar.example/console/do/sem/offensesummary?summaryId=421","categories":["User Login Failure"],
             "rules":[{"id":100270,"type":"CRE_RULE","name":"Login failures"}],
             "log_sources":[{"id":62,"name":"DC1","type_id":12,"type_name":"WindowsAuthServer"}],"domain_id":0}
            """;
    private static final String EVENT = """
            {"source":"qradar","console":"qradar.example","rule":"Beacon","event_id":"5000475","start_time_ms":"1700000000000",
             "sourceip":"10.0.0.7","destinationip":"203.0.113.4","username":"alice","severity":"7"}
            """;

    @Test
    void reads_an_offense() {
        var alert = read(OFFENSE);

        assertThat(alert.reference()).isEqualTo("offense/421");
        assertThat(alert.productId()).isEqualTo("421");
        assertThat(alert.title()).isEqualTo("Multiple login failures");
        assertThat(alert.ruleId()).isEqualTo("100270");
        assertThat(alert.ruleName()).isEqualTo("Login failures");
        assertThat(alert.severity()).isEqualTo(4);
        assertThat(alert.confidence()).isEqualTo(40);
        assertThat(alert.account()).isEqualTo("alice");
        assertThat(alert.host()).isNull();
        assertThat(alert.assets())
                .containsExactly(
                        new Asset(Kind.ACCOUNT, "alice", Role.AFFECTED),
                        new Asset(Kind.HOST, "10.0.0.7", Role.ACTOR),
                        new Asset(Kind.HOST, "10.0.0.5", Role.TARGET));
        assertThat(alert.observables())
                .containsExactly(
                        new Observable("user-account", "alice"),
                        new Observable("ipv4-addr", "203.0.113.4"),
                        new Observable("ipv4-addr", "10.0.0.7"),
                        new Observable("ipv4-addr", "10.0.0.5"));
        assertThat(alert.occurredAt()).isEqualTo("2023-11-14T22:13:20.250Z");
        assertThat(alert.detectedAt()).isEqualTo("2023-11-14T22:13:21Z");
        assertThat(alert.link()).hasToString("https://qradar.example/console/do/sem/offensesummary?summaryId=421");
        assertThat(alert.notes()).isEmpty();
    }

    @Test
    void an_offense_that_grew_is_the_same_and_a_closed_one_is_resolved() {
        var grown = read(OFFENSE.replace("1700000300000", "1700000900000")
                .replace("\"magnitude\":7", "\"magnitude\":9")
                .replace("OPEN", "CLOSED"));

        assertThat(grown.reference()).isEqualTo(read(OFFENSE).reference());
        assertThat(grown.severity()).isEqualTo(5);
        assertThat(grown.status()).isEqualTo(Status.RESOLVED);
    }

    @Test
    void the_least_of_an_offense_is_an_alert() {
        var alert = read("{\"id\":7,\"offense_source\":null}");

        assertThat(alert.reference()).isEqualTo("offense/7");
        assertThat(alert.title()).isEqualTo("QRadar offense");
        assertThat(alert.severity()).isZero();
        assertThat(alert.confidence()).isNull();
        assertThat(alert.notes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 10.0.0.7, 10.0.0.7, ACTOR",
        "1, 192.168.4.1, 192.168.4.1, TARGET",
        "0, 172.31.0.1, 172.31.0.1, ACTOR",
        "10, fd00::7, fd00::7, ACTOR",
        "7, WS-0142, WS-0142, AFFECTED",
        "0, 203.0.113.4, ,",
        "1, 172.32.0.1, ,",
        "11, 2001:db8::1, ,",
        "0, not-an-address, ,",
        "8, 443, ,"
    })
    void the_offenses_type_says_what_its_source_is(int type, String source, String host, Role role) {
        var alert = read("{\"id\":7,\"offense_type\":%d,\"offense_source\":\"%s\"}".formatted(type, source));

        assertThat(alert.host()).isEqualTo(host);
        assertThat(alert.account()).isNull();
        assertThat(alert.assets()).extracting(Asset::role).isEqualTo(role == null ? List.of() : List.of(role));
    }

    @Test
    void several_rules_are_no_rule() {
        var alert = read(OFFENSE.replace("\"rules\":[", "\"rules\":[{\"id\":1,\"type\":\"CRE_RULE\"},"));

        assertThat(alert.ruleId()).isNull();
        assertThat(alert.ruleName()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "2,2", "3,2", "4,3", "6,3", "7,4", "8,4", "9,5", "10,5", "11,0", "-1,0", "\"8\",4"})
    void magnitudes_become_severities(String magnitude, int severity) {
        assertThat(read(OFFENSE.replace("\"magnitude\":7", "\"magnitude\":" + magnitude))
                        .severity())
                .isEqualTo(severity);
    }

    @Test
    void the_answer_of_the_api_is_a_batch() {
        var other = OFFENSE.replace("421", "422");

        assertThat(new QRadarAlerts().split(json("[" + OFFENSE + "," + other + "]")))
                .extracting(one -> new QRadarAlerts().read(one, NOW).reference())
                .containsExactly("offense/421", "offense/422");
        assertThat(new QRadarAlerts().split(json("{\"offenses\":[" + OFFENSE + "]}")))
                .containsExactly(json(OFFENSE));
        assertThat(new QRadarAlerts().split(json(OFFENSE))).containsExactly(json(OFFENSE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "description",
                "status",
                "offense_type",
                "offense_source",
                "credibility",
                "magnitude",
                "start_time",
                "first_persisted_time",
                "source_addresses",
                "local_destination_addresses",
                "link",
                "rules"
            })
    void a_field_of_the_wrong_type_is_noted_and_the_alert_stays(String name) {
        var body = (ObjectNode) json(OFFENSE);
        body.putObject(name).put("odd", 7);

        assertThat(new QRadarAlerts().read(body, NOW).notes()).anyMatch(note -> note.startsWith(name));
    }

    @Test
    void without_an_id_what_the_offense_is_about_stands_for_it() {
        var lost = OFFENSE.replace("\"id\":421", "\"id\":\"x\"");

        assertThat(read(lost).reference()).startsWith("offense/sha256:");
        assertThat(read(lost.replace("\"magnitude\":7", "\"magnitude\":8")).reference())
                .isEqualTo(read(lost).reference());
        assertThat(read(lost.replace("alice", "bob")).reference())
                .isNotEqualTo(read(lost).reference());
    }

    @Test
    void reads_an_event_of_a_custom_action() {
        var alert = read(EVENT);

        assertThat(alert.title()).isEqualTo("Beacon");
        assertThat(alert.severity()).isEqualTo(4);
        assertThat(alert.host()).isEqualTo("10.0.0.7");
        assertThat(alert.account()).isEqualTo("alice");
        assertThat(alert.occurredAt()).isEqualTo("2023-11-14T22:13:20Z");
        assertThat(alert.observables()).contains(new Observable("ipv4-addr", "203.0.113.4"));
        assertThat(alert.notes()).isEmpty();
    }

    @Test
    void an_event_is_known_by_what_it_says() {
        assertThat(read(EVENT).reference()).startsWith("event/sha256:");
        assertThat(read(EVENT.replace("\"severity\":\"7\"", "\"severity\":\"8\""))
                        .reference())
                .isEqualTo(read(EVENT).reference());
        assertThat(read(EVENT.replace("1700000000000", "1700000000001")).reference())
                .isNotEqualTo(read(EVENT).reference());
    }

    @ParameterizedTest
    @ValueSource(strings = {"start_time_ms", "sourceip", "destinationip", "username", "severity"})
    void a_field_of_an_event_of_the_wrong_type_is_noted(String name) {
        var body = (ObjectNode) json(EVENT);
        body.putObject(name).put("odd", 7);

        assertThat(new QRadarAlerts().read(body, NOW).notes()).anyMatch(note -> note.startsWith(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sid\":\"x\",\"result\":{}}",
                "[1]",
                "{}",
                "\"x\"",
                "{\"id\":421}",
                "{\"source\":\"qradar\",\"rule\":7}",
                "{\"http_response\":{\"code\":422,\"message\":\"m\"},\"code\":1005}"
            })
    void what_is_not_of_qradar_is_unreadable(String foreign) {
        assertThatThrownBy(() -> read(foreign)).isInstanceOf(Unreadable.class).hasMessageContaining("QRadar");
    }

    @Test
    void a_very_large_id_is_an_id_too() {
        var alert = read("{\"id\":2757845005,\"magnitude\":2,\"offense_source\":\"alice\"}");

        assertThat(alert.reference()).isEqualTo("offense/2757845005");
        assertThat(alert.productId()).isEqualTo("2757845005");
    }

    private static Alert read(String text) {
        return new QRadarAlerts().read(json(text), NOW);
    }

    private static JsonNode json(String text) {
        return AlertJson.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
