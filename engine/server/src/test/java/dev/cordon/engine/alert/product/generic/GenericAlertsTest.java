package dev.cordon.engine.alert.product.generic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.Alert.Asset;
import dev.cordon.engine.alert.Alert.Asset.Kind;
import dev.cordon.engine.alert.Alert.Asset.Role;
import dev.cordon.engine.alert.Alert.Observable;
import dev.cordon.engine.alert.AlertAdapter;
import dev.cordon.engine.alert.AlertAdapter.Unreadable;
import dev.cordon.engine.alert.product.SplunkAlerts;
import dev.cordon.engine.alert.product.Wrong;
import dev.cordon.engine.alert.reading.AlertJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenericAlertsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String MAPPING = """
            {"elements":"/events","expect":{"/kind":"detection"},
             "reference":["/sensor","/id"],
             "title":["/summary","/rule/name",{"constant":"Acme alert"}],
             "ruleId":"/rule/id","ruleName":"/rule/name",
             "severity":{"from":"/score","table":{"0-39":2,"40-69":3,"70-100":4,"Fatal":6},"otherwise":1},
             "status":{"from":"/state","resolved":["closed"]},
             "confidence":"/confidence","techniques":["/mitre","/rule/technique"],
             "host":["/dst/name","/src/name"],"account":"/user","actorHosts":"/src/name",
             "addresses":["/src/ip","/dst/ip"],"hashes":"/file/sha256","urls":"/url",
             "occurredAt":"/time","detectedAt":"/seen","link":"/link"}
            """;
    private static final String EVENT = """
            {"kind":"detection","sensor":"ndr-1","id":4711,"summary":"Beacon","rule":{"id":99,"name":"C2","technique":"T1571"},
             "score":69.7,"state":"open","confidence":80,"mitre":["T1071.001","T1571"],
             "src":{"name":"WS-0142","ip":"10.0.0.7"},"dst":{"name":"SRV-DB-01","ip":"203.0.113.9"},"user":"m.keller",
             "file":{"sha256":"0000000000000000000000000000000000000000000000000000000000000000"},
             "url":"https://evil.example/x","time":1700000000250,"seen":"2023-11-14T22:14:00Z",
             "link":"https://ndr.example/e/4711"}
            """;

    @TempDir
    private Path directory;

    @Test
    void reads_what_the_mapping_points_at() {
        var alert = read(EVENT);

        assertThat(alert.reference()).isEqualTo("ndr-1/4711");
        assertThat(alert.title()).isEqualTo("Beacon");
        assertThat(alert.ruleId()).isEqualTo("99");
        assertThat(alert.ruleName()).isEqualTo("C2");
        assertThat(alert.severity()).isEqualTo(3);
        assertThat(alert.confidence()).isEqualTo(80);
        assertThat(alert.techniques()).containsExactly("T1071.001", "T1571");
        assertThat(alert.host()).isEqualTo("SRV-DB-01");
        assertThat(alert.account()).isEqualTo("m.keller");
        assertThat(alert.assets())
                .containsExactly(
                        new Asset(Kind.HOST, "SRV-DB-01", Role.TARGET),
                        new Asset(Kind.ACCOUNT, "m.keller", Role.TARGET),
                        new Asset(Kind.HOST, "WS-0142", Role.ACTOR));
        assertThat(alert.observables())
                .containsExactly(
                        new Observable("ipv4-addr", "10.0.0.7"),
                        new Observable("ipv4-addr", "203.0.113.9"),
                        new Observable("user-account", "m.keller"),
                        new Observable("url", "https://evil.example/x"),
                        new Observable("file", "sha256:" + "0".repeat(64)));
        assertThat(alert.occurredAt()).isEqualTo("2023-11-14T22:13:20.250Z");
        assertThat(alert.detectedAt()).isEqualTo("2023-11-14T22:14:00Z");
        assertThat(alert.link()).hasToString("https://ndr.example/e/4711");
        assertThat(alert.status()).isEqualTo(Alert.Status.FIRING);
        assertThat(alert.notes()).isEmpty();
    }

    @Test
    void the_first_that_has_a_value_gives_it_and_a_constant_always_has() {
        assertThat(read(Wrong.at(EVENT, "summary", "\" \"")).title()).isEqualTo("C2");
        assertThat(read("{\"kind\":\"detection\",\"sensor\":\"s\",\"id\":\"1\"}")
                        .title())
                .isEqualTo("Acme alert");
    }

    @ParameterizedTest
    @CsvSource({"0,2", "40,3", "100,4", "101,1", "'\"70\"',4", "'\"FATAL\"',6", "'\"odd\"',1", "null,1", "'{}',1"})
    void the_table_says_the_severity(String score, int severity) {
        assertThat(read(Wrong.at(EVENT, "score", score)).severity()).isEqualTo(severity);
    }

    @Test
    void without_a_table_the_words_are_those_of_ocsf() {
        var adapter = adapter("{\"reference\":\"/id\",\"title\":\"/t\",\"severity\":\"/s\"}");

        assertThat(adapter.read(json("{\"id\":1,\"t\":\"x\",\"s\":\"High\"}"), NOW)
                        .severity())
                .isEqualTo(4);
        assertThat(adapter.read(json("{\"id\":1,\"t\":\"x\",\"s\":6}"), NOW).severity())
                .isEqualTo(6);
    }

    @Test
    void what_the_product_ties_together_is_its_campaign() {
        var adapter = adapter("{\"reference\":\"/id\",\"title\":\"/t\",\"campaign\":\"/story\"}");

        assertThat(adapter.read(json("{\"id\":1,\"t\":\"x\",\"story\":\"C-7\"}"), NOW)
                        .campaign())
                .isEqualTo("C-7");
    }

    @Test
    void a_closed_one_is_resolved() {
        assertThat(read(Wrong.at(EVENT, "state", "\"closed\"")).status()).isEqualTo(Alert.Status.RESOLVED);
    }

    @Test
    void a_batch_is_where_the_mapping_says() {
        var adapter = adapter(MAPPING);
        var elements = adapter.split(json("{\"events\":[%s,{},7]}".formatted(EVENT)));

        assertThat(elements).hasSize(3);
        assertThat(adapter.read(elements.get(0), NOW).title()).isEqualTo("Beacon");
        for (var foreign : elements.subList(1, 3)) {
            assertThatThrownBy(() -> adapter.read(foreign, NOW)).hasMessageContaining("'/kind' is not detection");
        }
        assertThatThrownBy(() -> adapter.split(json("{\"events\":{}}"))).hasMessageContaining("/events");
    }

    @Test
    void without_elements_a_body_is_one_alert() {
        var adapter = adapter("{\"reference\":\"\",\"title\":\"/t\"}");
        var body = json("{\"t\":\"x\"}");

        assertThat(adapter.split(body)).containsExactly(body);
        assertThat(adapter.read(body, NOW).reference()).startsWith("sha256:");
    }

    @Test
    void an_alert_without_its_identity_is_unreadable() {
        assertThatThrownBy(() -> read(Wrong.at(EVENT, "sensor", "null")))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("/sensor");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "summary",
                "rule.id",
                "rule.name",
                "score",
                "confidence",
                "mitre",
                "dst.name",
                "user",
                "src.ip",
                "file.sha256",
                "url",
                "time",
                "seen",
                "link"
            })
    void a_field_of_the_wrong_type_is_noted(String path) {
        for (var wrong : new String[] {"{\"a\":1}", "true", "[true]"}) {
            var alert = read(Wrong.at(EVENT, path, wrong));

            assertThat(alert.reference()).isEqualTo("ndr-1/4711");
            assertThat(alert.notes()).as(path + " " + wrong).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "[]~it is not an object",
                "{\"title\":\"/t\"}~field 'reference' is missing",
                "{\"reference\":\"/id\"}~field 'title' is missing",
                "{\"reference\":\"id\",\"title\":\"/t\"}~field 'reference' has \"id\"",
                "{\"reference\":{\"constant\":\"x\"},\"title\":\"/t\"}~field 'reference' takes JSON pointers only",
                "{\"reference\":[],\"title\":\"/t\"}~field 'reference' is an empty list",
                "{\"reference\":\"/id\",\"title\":\"/t\",\"hots\":\"/h\"}~field 'hots' is not known",
                "{\"reference\":\"/id\",\"title\":\"/t\",\"host\":7}~field 'host' has 7",
                "{\"reference\":\"/id\",\"title\":{\"const\":\"x\"}}~field 'title' has an object",
                "{\"reference\":\"/id\",\"title\":\"/t\",\"elements\":[\"/a\"]}~field 'elements' has",
                "{\"reference\":\"/id\",\"title\":\"/t\",\"expect\":[]}~field 'expect' is not",
                "{\"reference\":\"/id\",\"title\":\"/t\",\"expect\":{\"kind\":\"x\"}}~field 'expect' has \"kind\"",
                "{\"reference\":\"/id\",\"title\":\"/t\",\"severity\":{\"table\":{}}}~field 'severity' is not",
                "{\"reference\":\"/id\",\"title\":\"/t\",\"severity\":{\"from\":\"/s\",\"tabel\":{}}}~field 'severity.tabel'",
                "{\"reference\":\"/id\",\"title\":\"/t\",\"severity\":{\"from\":\"/s\",\"table\":{\"a\":7}}}~'severity.table' has 7",
                "{\"reference\":\"/id\",\"title\":\"/t\",\"severity\":{\"from\":\"/s\",\"table\":{\"9-1\":1}}}~has a range that is none",
                "{\"reference\":\"/id\",\"title\":\"/t\",\"severity\":{\"from\":\"/s\",\"table\":{\"1-3\":1,\"3\":2}}}~says twice",
                "{\"reference\":\"/id\",\"title\":\"/t\",\"status\":{\"from\":\"/s\"}}~field 'status.resolved'",
                "{\"reference\":\"/id\",\"title\":\"/t\",\"title\":\"/u\"}~not acceptable JSON"
            })
    void a_mistake_in_a_mapping_names_its_field(String mapping, String message) {
        assertThatThrownBy(() -> adapter(mapping))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mapping.json")
                .hasMessageContaining(message);
    }

    @Test
    void what_cannot_be_stored_is_in_none_of_it() {
        var event = EVENT.replace("ndr-1", "ndr\\u0000")
                .replace("Beacon", "\\ud800")
                .replace("SRV-DB-01", "\\u0000SRV");

        assertThat(read(event).reference()).startsWith("sha256:");
        assertThat(read(event).host()).isNotNull();
        assertThat(read(event).toString()).doesNotContain("\0", "\ud800");
    }

    @Test
    void a_generic_source_needs_a_file_that_is_there() {
        assertThatThrownBy(() -> new GenericAlerts().mapped(null)).hasMessageContaining("is not set");
        assertThatThrownBy(() -> new GenericAlerts().mapped(directory.resolve("none.json")))
                .hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> new SplunkAlerts().mapped(directory))
                .hasMessageContaining("is not for the kind splunk");
    }

    private Alert read(String event) {
        return adapter(MAPPING).read(json(event), NOW);
    }

    private AlertAdapter adapter(String mapping) {
        try {
            return new GenericAlerts().mapped(Files.writeString(directory.resolve("mapping.json"), mapping));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(String text) {
        return AlertJson.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
