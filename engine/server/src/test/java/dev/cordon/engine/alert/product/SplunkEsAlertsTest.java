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
import dev.cordon.engine.alert.Alert.Status;
import dev.cordon.engine.alert.AlertAdapter.Unreadable;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplunkEsAlertsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String ID = "0B1C2D3E-0000-4000-8000-000000000001@@notable@@5f4dcc3b5aa765d61d8327deb882cf99";
    private static final String NOTABLE = """
            {"event_id":"%s","search_name":"Access - Brute Force - Rule","rule_name":"Brute Force","rule_title":"Brute force on WS-0142",
             "security_domain":"access","severity":"medium","urgency":"high","status":"1","status_label":"New","owner":"unassigned",
             "host":"search-head","dest":"WS-0142","src":"203.0.113.9","user":"alice","src_user":"mallory",
             "annotations.mitre_attack":["T1110"],"_time":"1700000060.5","orig_time":"1700000000","_cd":"12:3456","index":"notable",
             "_indextime":"1700000061","_raw":"raw","drilldown_search":"search $user$","a.b{}.c":"x"}
            """.formatted(ID);
    private static final String HOOK = """
            {"sid":"scheduler__soc__search__RMD5aa_at_1700000000_7","search_name":"Send notables","app":"SplunkEnterpriseSecuritySuite",
             "owner":"soc","results_link":"https://sh.example:8000/app/search/@go?sid=x","result":%s}
            """.formatted(NOTABLE);

    @Test
    void reads_a_notable_in_the_webhooks_envelope() {
        var alert = read(json(HOOK));

        assertThat(alert.reference()).isEqualTo(ID);
        assertThat(alert.productId()).isEqualTo(ID);
        assertThat(alert.title()).isEqualTo("Brute force on WS-0142");
        assertThat(alert.ruleId()).isEqualTo("Access - Brute Force - Rule");
        assertThat(alert.ruleName()).isEqualTo("Brute Force");
        assertThat(alert.severity()).isEqualTo(4);
        assertThat(alert.techniques()).containsExactly("T1110");
        assertThat(alert.host()).isEqualTo("WS-0142");
        assertThat(alert.account()).isEqualTo("alice");
        assertThat(alert.assets())
                .containsExactly(
                        new Asset(Kind.HOST, "WS-0142", Role.TARGET),
                        new Asset(Kind.ACCOUNT, "alice", Role.TARGET),
                        new Asset(Kind.HOST, "203.0.113.9", Role.ACTOR),
                        new Asset(Kind.ACCOUNT, "mallory", Role.ACTOR));
        assertThat(alert.observables())
                .containsExactly(
                        new Observable("ipv4-addr", "203.0.113.9"),
                        new Observable("user-account", "alice"),
                        new Observable("user-account", "mallory"));
        assertThat(alert.occurredAt()).isEqualTo("2023-11-14T22:13:20Z");
        assertThat(alert.detectedAt()).isEqualTo("2023-11-14T22:14:20.500Z");
        assertThat(alert.link()).hasToString("https://sh.example:8000/app/search/@go?sid=x");
        assertThat(alert.notes()).isEmpty();
    }

    @Test
    void a_bare_notable_is_the_same_alert() {
        assertThat(read(json(NOTABLE)).reference()).isEqualTo(ID);
        assertThat(read(json(NOTABLE)).link()).isNull();
    }

    @Test
    void an_id_is_enough() {
        var alert = read(json("{\"event_id\":\"x@@notable@@y\"}"));

        assertThat(alert.title()).isEqualTo("Splunk ES notable");
        assertThat(alert.severity()).isZero();
        assertThat(alert.host()).isNull();
        assertThat(alert.notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event_id",
                "search_name",
                "rule_name",
                "rule_title",
                "severity",
                "urgency",
                "status_label",
                "dest",
                "src",
                "user",
                "src_user",
                "annotations.mitre_attack",
                "_time",
                "orig_time"
            })
    void a_field_of_the_wrong_type_is_noted_and_the_rest_stays(String name) {
        // a search that comes to `severity` has no usable urgency
        var alert = read(
                with(name.equals("severity") ? NOTABLE.replace("\"high\"", "\"?\"") : NOTABLE, "/" + name, "true"));

        assertThat(alert.notes()).anySatisfy(note -> assertThat(note).startsWith(name));
        assertThat(alert.title()).startsWith("Brute");
        assertThat(alert.status()).isEqualTo(Status.FIRING);
    }

    @Test
    void without_an_id_the_indexed_event_is_told_from_every_other() {
        var alert = read(without(NOTABLE, "/event_id"));

        assertThat(alert.reference()).startsWith("sha256:");
        assertThat(alert.productId()).isNull();
        assertThat(alert.notes()).singleElement().asString().startsWith("event_id: missing");
        assertThat(read(without(NOTABLE.replace("\"unassigned\"", "\"bob\""), "/event_id"))
                        .reference())
                .isEqualTo(alert.reference());
        assertThat(read(without(NOTABLE.replace("12:3456", "12:3457"), "/event_id"))
                        .reference())
                .isNotEqualTo(alert.reference());
    }

    @ParameterizedTest
    @CsvSource({"informational,1", "low,2", "Medium,3", "high,4", "critical,5", "unknown,0", "odd,3"})
    void urgency_is_the_severity_and_the_rules_own_stands_in(String urgency, int severity) {
        assertThat(read(with(NOTABLE, "/urgency", "\"" + urgency + "\"")).severity())
                .isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource({"New,1,FIRING", "Pending,3,FIRING", "Resolved,4,RESOLVED", "closed,5,RESOLVED", "Escalated,5,FIRING"})
    void the_name_of_the_status_says_whether_it_is_over(String label, String number, Status status) {
        var text = NOTABLE.replace("\"New\"", "\"" + label + "\"")
                .replace("\"status\":\"1\"", "\"status\":\"" + number + "\"");

        assertThat(read(json(text)).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"system,WS-9,", "user,,WS-9", "other,,"})
    void a_risk_object_is_the_host_or_the_account_where_no_other_is_named(String type, String host, String account) {
        var alert = read(json("{\"event_id\":\"x\",\"risk_object\":\"WS-9\",\"risk_object_type\":\"" + type + "\"}"));

        assertThat(alert.host()).isEqualTo(host);
        assertThat(alert.account()).isEqualTo(account);
        assertThat(alert.assets()).extracting(Asset::role).allMatch(role -> role == Role.AFFECTED);
    }

    @Test
    void several_hosts_are_no_host() {
        var alert = read(with(NOTABLE, "/dest", "[\"WS-1\",\"WS-2\"]"));

        assertThat(alert.host()).isNull();
        assertThat(alert.assets())
                .contains(new Asset(Kind.HOST, "WS-1", Role.TARGET), new Asset(Kind.HOST, "WS-2", Role.TARGET));
        assertThat(alert.notes()).singleElement().asString().startsWith("dest: several");
    }

    @Test
    void a_list_is_a_batch() {
        assertThat(new SplunkEsAlerts().split(json("[%s,%s]".formatted(NOTABLE, NOTABLE))))
                .hasSize(2)
                .allSatisfy(notable -> assertThat(read(notable).reference()).isEqualTo(ID));
        assertThat(new SplunkEsAlerts().split(json(HOOK))).containsExactly(json(HOOK));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "\"x\"",
                "{\"sid\":\"s\",\"search_name\":\"x\",\"result\":{\"user\":\"alice\",\"_raw\":\"r\",\"_cd\":\"1:2\"}}",
                "{\"rule_name\":\"x\"}",
                "{\"sid\":\"s\",\"result\":{}}"
            })
    void what_is_no_notable_is_unreadable(String body) {
        assertThatThrownBy(() -> read(json(body)))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("not a notable: it has no event_id");
    }

    private static Alert read(JsonNode body) {
        return new SplunkEsAlerts().read(body, NOW);
    }
}
