package dev.cordon.engine.alert.product.microsoft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
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

class SentinelAlertsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String GUID = "63883bf7-5be1-42f4-809a-0417943b837b";
    private static final String INCIDENT = """
            {"eventUniqueId":"1d1a5b8e-0000-4000-8000-000000000001","objectSchemaType":"Incident","objectEventType":"Create",
             "workspaceInfo":{"SubscriptionId":"s","ResourceGroupName":"rg","WorkspaceName":"law"},"workspaceId":"5459abf0",
             "object":{"id":"/subscriptions/s/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/law/providers/Microsoft.SecurityInsights/Incidents/63883BF7-5be1-42f4-809a-0417943b837b",
              "name":"63883bf7-5be1-42f4-809a-0417943b837b","etag":"\\"0\\"","type":"Microsoft.SecurityInsights/Incidents",
              "properties":{"title":"Password spray","severity":"High","status":"New","incidentNumber":84,
               "firstActivityTimeUtc":"2026-11-21T09:00:00.1234567Z","createdTimeUtc":"2026-11-21T09:05:00Z",
               "incidentUrl":"https://portal.azure.com/#asset/incident/84",
               "additionalData":{"alertsCount":1,"tactics":["CredentialAccess"],"techniques":["T1110"]},
               "relatedAnalyticRuleIds":["/subscriptions/s/providers/Microsoft.SecurityInsights/alertRules/BuiltInFusion"],
               "alerts":[{"kind":"SecurityAlert","properties":{"techniques":["T1110","T1078"],
                 "additionalData":{"Analytic Rule Name":"Spray by one address"}}}],
               "relatedEntities":[
                {"kind":"Host","properties":{"hostName":"WS-0142","dnsDomain":"corp.example"}},
                {"kind":"Account","properties":{"accountName":"m.keller","upnSuffix":"acme.example"}},
                {"kind":"Ip","properties":{"address":"203.0.113.9"}},
                {"kind":"Url","properties":{"url":"https://evil.example/x"}},
                {"kind":"FileHash","properties":{"algorithm":"MD5","hashValue":"00000000000000000000000000000000"}},
                {"kind":"Process","properties":{"commandLine":"cmd /c whoami"}},
                {"kind":"AzureResource","properties":{"resourceId":"/subscriptions/s"}}]}}}
            """;
    private static final String ALERT = """
            {"VendorName":"Microsoft","ProductName":"Azure Sentinel","AlertType":"law_9c4be437","SystemAlertId":"6DFA10B7-7523",
             "AlertDisplayName":"Rare sign-in","Severity":"Medium","Status":"New","ConfidenceScore":0.8,
             "StartTimeUtc":"2026-11-21T09:00:00Z","TimeGenerated":"2026-11-21T09:05:00Z","AlertLink":"https://portal.azure.com/#a",
             "Techniques":"[\\"T1078\\",\\"T1110\\"]","ExtendedProperties":{"Analytic Rule Name":"Rare sign-in rule"},
             "Entities":"[{\\"$id\\":\\"1\\",\\"Name\\":\\"m.keller\\",\\"UPNSuffix\\":\\"acme.example\\",\\"Type\\":\\"account\\"},{\\"$id\\":\\"2\\",\\"HostName\\":\\"WS-0142\\",\\"Type\\":\\"host\\"}]"}
            """;
    private static final String GRAPH = """
            {"@odata.type":"#microsoft.graph.security.alert","id":"da637551227677560813_-961444813","incidentId":"28282",
             "status":"new","severity":"low","serviceSource":"microsoftDefenderForEndpoint","detectorId":"e0da400f",
             "title":"Suspicious execution of hidden file","mitreTechniques":["T1564.001"],
             "alertWebUrl":"https://security.microsoft.com/alerts/da637551227677560813_-961444813",
             "createdDateTime":"2026-11-21T09:19:27.7211305Z","firstActivityDateTime":"2026-11-21T09:00:00.116Z",
             "evidence":[
              {"@odata.type":"#microsoft.graph.security.deviceEvidence","hostName":"WS-0142","deviceDnsName":"ws-0142.corp.example",
               "lastIpAddress":"10.1.2.3","roles":["compromised"]},
              {"@odata.type":"#microsoft.graph.security.deviceEvidence","hostName":"SRV-DB-01","roles":["contextual"]},
              {"@odata.type":"#microsoft.graph.security.userEvidence","roles":[],
               "userAccount":{"accountName":"m.keller","userPrincipalName":"m.keller@acme.example"}},
              {"@odata.type":"#microsoft.graph.security.fileEvidence","fileDetails":{"sha1":"5f1e8acedc065031aad553b710838eb366cfee9a",
               "fileName":"a.exe"}},
              {"@odata.type":"#microsoft.graph.security.registryKeyEvidence","registryKey":"SYSTEM"}]}
            """;

    @Test
    void reads_an_incident() {
        var alert = read(INCIDENT);

        assertThat(alert.reference()).isEqualTo("incident/" + GUID);
        assertThat(alert.productId()).isEqualTo(GUID);
        assertThat(alert.title()).isEqualTo("Password spray");
        assertThat(alert.ruleId()).isEqualTo("BuiltInFusion");
        assertThat(alert.ruleName()).isEqualTo("Spray by one address");
        assertThat(alert.severity()).isEqualTo(4);
        assertThat(alert.techniques()).containsExactly("T1110", "T1078");
        assertThat(alert.host()).isEqualTo("WS-0142");
        assertThat(alert.account()).isEqualTo("m.keller@acme.example");
        assertThat(alert.assets()).extracting(Asset::role).containsOnly(Role.AFFECTED);
        assertThat(alert.observables())
                .containsExactly(
                        new Observable("user-account", "m.keller@acme.example"),
                        new Observable("ipv4-addr", "203.0.113.9"),
                        new Observable("url", "https://evil.example/x"),
                        new Observable("file", "md5:" + "0".repeat(32)),
                        new Observable("process", "cmd /c whoami"));
        assertThat(alert.occurredAt()).isEqualTo("2026-11-21T09:00:00.123456Z");
        assertThat(alert.detectedAt()).isEqualTo("2026-11-21T09:05:00Z");
        assertThat(alert.link()).hasToString("https://portal.azure.com/#asset/incident/84");
        assertThat(alert.notes()).isEmpty();
    }

    @Test
    void an_update_of_an_incident_has_its_reference_and_a_closed_one_is_resolved() {
        var update = read(
                INCIDENT.replace("\"Create\"", "\"Update\"").replace("\"status\":\"New\"", "\"status\":\"Closed\""));

        assertThat(update.reference()).isEqualTo(read(INCIDENT).reference());
        assertThat(read(INCIDENT).status()).isEqualTo(Status.FIRING);
        assertThat(update.status()).isEqualTo(Status.RESOLVED);
    }

    @Test
    void a_bare_incident_is_known_by_its_type_and_by_the_end_of_its_id() {
        var alert = read("""
                {"id":"/subscriptions/s/providers/Microsoft.SecurityInsights/incidents/63883BF7-5BE1-42F4-809A-0417943B837B",
                 "type":"Microsoft.SecurityInsights/incidents","properties":{}}
                """);

        assertThat(alert.reference()).isEqualTo("incident/" + GUID);
        assertThat(alert.title()).isEqualTo("Sentinel incident");
        assertThat(alert.severity()).isZero();
        assertThat(alert.assets()).isEmpty();
    }

    @Test
    void an_incident_about_two_hosts_is_about_none_of_them() {
        var alert = read(INCIDENT.replace(
                "{\"kind\":\"AzureResource\",\"properties\":{\"resourceId\":\"/subscriptions/s\"}}",
                "{\"kind\":\"Host\",\"properties\":{\"hostName\":\"WS-0177\"}}"));

        assertThat(alert.host()).isNull();
        assertThat(alert.assets()).extracting(Asset::name).contains("WS-0142", "WS-0177");
        assertThat(alert.notes()).singleElement().asString().startsWith("host");
    }

    @Test
    void reads_a_single_alert_with_its_entities_in_a_text() {
        var alert = read(ALERT);

        assertThat(alert.reference()).isEqualTo("alert/6dfa10b7-7523");
        assertThat(alert.productId()).as("an alert is closed with its incident").isNull();
        assertThat(alert.title()).isEqualTo("Rare sign-in");
        assertThat(alert.ruleId()).isEqualTo("law_9c4be437");
        assertThat(alert.ruleName()).isEqualTo("Rare sign-in rule");
        assertThat(alert.severity()).isEqualTo(3);
        assertThat(alert.confidence()).isEqualTo(80);
        assertThat(alert.techniques()).containsExactly("T1078", "T1110");
        assertThat(alert.host()).isEqualTo("WS-0142");
        assertThat(alert.account()).isEqualTo("m.keller@acme.example");
        assertThat(alert.occurredAt()).isEqualTo("2026-11-21T09:00:00Z");
        assertThat(alert.detectedAt()).isEqualTo("2026-11-21T09:05:00Z");
        assertThat(alert.link()).hasToString("https://portal.azure.com/#a");
        assertThat(alert.notes()).isEmpty();
    }

    @Test
    void an_alert_over_rest_is_the_same_alert() {
        var alert = read("""
                {"kind":"SecurityAlert","properties":{"systemAlertId":"6dfa10b7-7523","techniques":["T1078"],"status":"Resolved"}}
                """);

        assertThat(alert.reference()).isEqualTo(read(ALERT).reference());
        assertThat(alert.techniques()).containsExactly("T1078");
        assertThat(alert.status()).isEqualTo(Status.RESOLVED);
    }

    @Test
    void entities_that_are_no_json_cost_the_entities_only() {
        var alert = read("{\"SystemAlertId\":\"a\",\"Entities\":\"[{\",\"Techniques\":\"T1078, nonsense\"}");

        assertThat(alert.techniques()).containsExactly("T1078");
        assertThat(alert.notes()).hasSize(2).anyMatch(note -> note.startsWith("Entities: not acceptable JSON"));
    }

    @Test
    void reads_an_alert_of_graph_with_the_roles_of_its_evidence() {
        var alert = read(GRAPH);

        assertThat(alert.reference()).isEqualTo("graph/da637551227677560813_-961444813");
        assertThat(alert.ruleId()).isEqualTo("e0da400f");
        assertThat(alert.severity()).isEqualTo(2);
        assertThat(alert.techniques()).containsExactly("T1564.001");
        assertThat(alert.host()).isEqualTo("WS-0142");
        assertThat(alert.account()).isEqualTo("m.keller@acme.example");
        assertThat(alert.assets())
                .containsExactly(
                        new Asset(Kind.HOST, "WS-0142", Role.TARGET),
                        new Asset(Kind.HOST, "SRV-DB-01", Role.OTHER),
                        new Asset(Kind.ACCOUNT, "m.keller@acme.example", Role.AFFECTED));
        assertThat(alert.observables())
                .containsExactly(
                        new Observable("ipv4-addr", "10.1.2.3"),
                        new Observable("user-account", "m.keller@acme.example"),
                        new Observable("file", "a.exe"),
                        new Observable("file", "sha1:5f1e8acedc065031aad553b710838eb366cfee9a"));
        assertThat(alert.occurredAt()).isEqualTo("2026-11-21T09:00:00.116Z");
        assertThat(alert.notes()).isEmpty();
    }

    @Test
    void a_page_of_graph_is_a_batch() {
        var page = json("{\"@odata.context\":\"x\",\"value\":[" + GRAPH + "," + GRAPH.replace("_-9", "_-8") + "]}");

        assertThat(new SentinelAlerts().split(page))
                .extracting(one -> new SentinelAlerts().read(one, NOW).reference())
                .containsExactly("graph/da637551227677560813_-961444813", "graph/da637551227677560813_-861444813");
        assertThat(new SentinelAlerts().split(json(INCIDENT))).isEqualTo(List.of(json(INCIDENT)));
    }

    @ParameterizedTest
    @CsvSource({"Informational,1", "low,2", "MEDIUM,3", "High,4", "unknown,0", "unknownFutureValue,0", "Critical,0"})
    void words_become_severities(String word, int severity) {
        assertThat(read(INCIDENT.replace("\"High\"", "\"" + word + "\"")).severity())
                .isEqualTo(severity);
        assertThat(read(GRAPH.replace("\"low\"", "\"" + word + "\"")).severity())
                .isEqualTo(severity);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/object/name",
                "/object/properties/title",
                "/object/properties/severity",
                "/object/properties/status",
                "/object/properties/firstActivityTimeUtc",
                "/object/properties/createdTimeUtc",
                "/object/properties/incidentUrl",
                "/object/properties/additionalData/techniques",
                "/object/properties/relatedAnalyticRuleIds",
                "/object/properties/alerts",
                "/object/properties/relatedEntities"
            })
    void a_field_of_an_incident_of_the_wrong_type_is_noted(String pointer) {
        var alert = new SentinelAlerts().read(spoilt(INCIDENT, pointer), NOW);

        assertThat(alert.reference()).isEqualTo("incident/" + GUID);
        assertThat(alert.notes()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/SystemAlertId",
                "/AlertType",
                "/AlertDisplayName",
                "/Severity",
                "/Status",
                "/ConfidenceScore",
                "/StartTimeUtc",
                "/TimeGenerated",
                "/AlertLink",
                "/Techniques",
                "/Entities"
            })
    void a_field_of_an_alert_of_the_wrong_type_is_noted(String pointer) {
        assertThat(new SentinelAlerts().read(spoilt(ALERT, pointer), NOW).notes())
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/id",
                "/title",
                "/severity",
                "/status",
                "/detectorId",
                "/mitreTechniques",
                "/alertWebUrl",
                "/createdDateTime",
                "/firstActivityDateTime",
                "/evidence"
            })
    void a_field_of_a_graph_alert_of_the_wrong_type_is_noted(String pointer) {
        assertThat(new SentinelAlerts().read(spoilt(GRAPH, pointer), NOW).notes())
                .isNotEmpty();
    }

    @Test
    void without_an_id_fields_that_stay_the_same_stand_for_it() {
        var lost = INCIDENT.replace("\"name\":\"" + GUID + "\",", "").replaceFirst("\"id\":\"/sub[^\"]*\",", "");

        assertThat(read(lost).reference()).startsWith("incident/sha256:");
        assertThat(read(lost.replace("\"New\"", "\"Active\"")).reference())
                .isEqualTo(read(lost).reference());
        assertThat(read(lost.replace("84,", "85,")).reference())
                .isNotEqualTo(read(lost).reference());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sid\":\"x\",\"result\":{}}",
                "[1]",
                "{}",
                "\"x\"",
                "{\"object\":{\"properties\":{}}}",
                "{\"rule\":{\"id\":\"5710\"}}"
            })
    void what_is_not_of_sentinel_is_unreadable(String foreign) {
        assertThatThrownBy(() -> read(foreign)).isInstanceOf(Unreadable.class).hasMessageContaining("Sentinel");
    }

    @Test
    void a_change_notification_is_no_alert() {
        assertThatThrownBy(
                        () -> read("{\"subscriptionId\":\"a\",\"clientState\":\"s\",\"resourceData\":{\"id\":\"1\"}}"))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("change notification");
    }

    private static Alert read(String text) {
        return new SentinelAlerts().read(json(text), NOW);
    }

    private static JsonNode spoilt(String text, String pointer) {
        var body = json(text);
        var at = JsonPointer.compile(pointer);
        ((ObjectNode) body.at(at.head()))
                .putObject(at.last().getMatchingProperty())
                .put("odd", 7);
        return body;
    }

    private static JsonNode json(String text) {
        return AlertJson.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
