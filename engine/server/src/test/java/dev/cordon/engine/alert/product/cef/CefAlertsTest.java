package dev.cordon.engine.alert.product.cef;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.Alert.Asset;
import dev.cordon.engine.alert.Alert.Asset.Kind;
import dev.cordon.engine.alert.Alert.Asset.Role;
import dev.cordon.engine.alert.Alert.Observable;
import dev.cordon.engine.alert.AlertAdapter.Unreadable;
import dev.cordon.engine.alert.reading.AlertJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CefAlertsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final CefAlerts ADAPTER = new CefAlerts();
    private static final String LINE =
            "<134>Jan 18 11:07:53 relay CEF:0|Trend Micro|Deep \\| Security|20.0|4000000|Mimikatz = found|9|"
                    + "externalId=4711 rt=1700000000250 start=1700000000000 dvchost=dsm01 src=203.0.113.9 shost=ATTACK-1 "
                    + "suser=mallory dhost=WS-0142 duser=m.keller fname=a.exe filePath=C:\\\\Temp\\\\a.exe "
                    + "fileHash=44d88612fea8a8f36de82e1278abb02f request=https://evil.example/?a\\=b msg=it came, and was "
                    + "seen cs1=T1003.001 cs1Label=MITRE Technique cs2=https://dsm.example/e/1 cs2Label=ConsoleLink";

    @Test
    void reads_a_line_behind_a_syslog_header() {
        var alert = read(LINE);

        assertThat(alert.reference()).isEqualTo("Trend Micro/Deep | Security/dsm01/4000000/4711");
        assertThat(alert.title()).isEqualTo("Mimikatz = found");
        assertThat(alert.ruleId()).isEqualTo("4000000");
        assertThat(alert.severity()).isEqualTo(5);
        assertThat(alert.techniques()).containsExactly("T1003.001");
        assertThat(alert.host()).isEqualTo("WS-0142");
        assertThat(alert.account()).isEqualTo("m.keller");
        assertThat(alert.occurredAt()).isEqualTo("2023-11-14T22:13:20Z");
        assertThat(alert.detectedAt()).isEqualTo("2023-11-14T22:13:20.250Z");
        assertThat(alert.link()).hasToString("https://dsm.example/e/1");
        assertThat(alert.notes()).isEmpty();
    }

    @Test
    void says_who_did_it_to_whom() {
        assertThat(read(LINE).assets())
                .containsExactly(
                        new Asset(Kind.HOST, "WS-0142", Role.TARGET),
                        new Asset(Kind.HOST, "ATTACK-1", Role.ACTOR),
                        new Asset(Kind.HOST, "dsm01", Role.OTHER),
                        new Asset(Kind.ACCOUNT, "m.keller", Role.TARGET),
                        new Asset(Kind.ACCOUNT, "mallory", Role.ACTOR));
        assertThat(read(LINE).observables())
                .containsExactly(
                        new Observable("ipv4-addr", "203.0.113.9"),
                        new Observable("user-account", "mallory"),
                        new Observable("user-account", "m.keller"),
                        new Observable("url", "https://evil.example/?a=b"),
                        new Observable("file", "a.exe"),
                        new Observable("file", "C:\\Temp\\a.exe"),
                        new Observable("file", "md5:44d88612fea8a8f36de82e1278abb02f"));
    }

    @Test
    void the_header_alone_is_an_alert() {
        var alert = read("CEF:1|v|p|1|100|name|");

        assertThat(alert.title()).isEqualTo("name");
        assertThat(alert.severity()).isZero();
        assertThat(alert.host()).isNull();
        assertThat(alert.reference()).startsWith("sha256:");
        assertThat(read("CEF:0|v|p|1|100|name|5").severity()).isEqualTo(3);
    }

    @Test
    void without_an_id_the_event_itself_tells_it_from_others() {
        var event = "CEF:0|v|p|1|100|name|5|rt=1700000000000 src=203.0.113.9";
        var first = read("<134>Jan 18 11:07:53 relay " + event).reference();

        assertThat(read("<134>Jan 18 11:09:00 relay " + event).reference()).isEqualTo(first);
        assertThat(read(event.replace("|5|", "|5| ").replace("9", "8")).reference())
                .isNotEqualTo(first);
    }

    @Test
    void only_the_one_who_did_it_is_known() {
        var alert = read("CEF:0|v|p|1|100|name|5|shost=WS-0142 suser=m.keller");

        assertThat(alert.host()).isEqualTo("WS-0142");
        assertThat(alert.assets())
                .containsExactly(
                        new Asset(Kind.HOST, "WS-0142", Role.ACTOR), new Asset(Kind.ACCOUNT, "m.keller", Role.ACTOR));
    }

    @ParameterizedTest
    @CsvSource({"0,1", "3,2", "Low,2", "4,3", "medium,3", "8,4", "High,4", "10,5", "Very-High,5", "Unknown,0", "11,0"})
    void numbers_and_words_become_severities(String word, int severity) {
        assertThat(read("CEF:0|v|p|1|100|name|" + word + "|").severity()).isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource({
        "Jan 18 2026 11:07:53 UTC,2026-01-18T11:07:53Z,0",
        "Jan 18 2026 11:07:53.250 CET,2026-01-18T10:07:53.250Z,0",
        "jan 05 2026 11:07:53,2026-01-05T11:07:53Z,1",
        "2026-01-18T11:07:53+01:00,2026-01-18T10:07:53Z,0",
        "yesterday,,1"
    })
    void reads_the_times_that_senders_write(String time, Instant expected, int notes) {
        var alert = read("CEF:0|v|p|1|100|name|5|externalId=1 rt=" + time);

        assertThat(alert.occurredAt()).isEqualTo(expected);
        assertThat(alert.notes()).hasSize(notes);
    }

    @Test
    void what_is_odd_in_a_line_is_noted() {
        var alert = read(
                "CEF:0|v|p|1|100|name|grave|externalId=1 rt=soon start=1e9 fileHash=xyz cs1=javascript:x cs1Label=Link dhost=-x");

        assertThat(alert.host()).isEqualTo("-x");
        assertThat(alert.link()).isNull();
        assertThat(alert.occurredAt()).isNull();
        assertThat(alert.notes())
                .extracting(note -> note.substring(0, note.indexOf(':')))
                .containsExactly("start", "rt", "severity", "fileHash", "link");
    }

    @Test
    void a_message_with_an_equals_sign_moves_no_field() {
        var alert = read("CEF:0|v|p|1|100|name|5|dhost=WS-0142 msg=then dhost=WS-9999 came");

        assertThat(alert.host()).isEqualTo("WS-0142");
    }

    @Test
    void lines_are_alerts_of_their_own() {
        var text = LINE + "\r\n\n" + LINE.replace("4711", "4712") + "\nnoise\n";
        var lines = ADAPTER.split(ADAPTER.parse(text.getBytes(StandardCharsets.UTF_8), "text/plain"));

        assertThat(lines).hasSize(3);
        assertThat(ADAPTER.read(lines.get(1), NOW).reference()).endsWith("/4712");
        assertThatThrownBy(() -> ADAPTER.read(lines.get(2), NOW)).isInstanceOf(Unreadable.class);
    }

    @Test
    void one_line_is_the_body_itself() {
        var body = ADAPTER.parse((LINE + "\n").getBytes(StandardCharsets.UTF_8), "text/plain");

        assertThat(ADAPTER.split(body)).containsExactly(body);
    }

    @Test
    void forwarders_wrap_a_line_into_json() {
        var body = "[{\"message\":\"%1$s\",\"host\":\"relay\"},{\"event\":\"%1$s\"},\"%1$s\",{\"message\":7}]"
                .formatted(LINE.replace("\\", "\\\\"));
        var lines = ADAPTER.split(ADAPTER.parse(body.getBytes(StandardCharsets.UTF_8), "application/json"));

        assertThat(lines.subList(0, 3))
                .allSatisfy(line -> assertThat(ADAPTER.read(line, NOW).host()).isEqualTo("WS-0142"));
        assertThatThrownBy(() -> ADAPTER.read(lines.get(3), NOW)).isInstanceOf(Unreadable.class);
    }

    @Test
    void what_cannot_be_stored_is_in_none_of_it() {
        var line =
                "CEF:0|v|p|1|100|na\0me|5|externalId=4\0 dhost=WS\0 request=http://e\0.example cs1=http://f\0 cs1Label=URL";
        var alert = ADAPTER.read(ADAPTER.parse(line.getBytes(StandardCharsets.UTF_8), "text/plain"), NOW);

        assertThat(alert.reference()).startsWith("sha256:");
        assertThat(alert.observables()).hasSize(2);
        assertThat(alert.toString()).doesNotContain("\0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "LEEF:1.0|v|p|1|100|", "CEF:0|v|p|1|100", "CEF:|v|p|1|100|name|5|"})
    void what_is_foreign_is_unreadable(String line) {
        assertThatThrownBy(() -> read(line)).isInstanceOf(Unreadable.class).hasMessageStartingWith("not a CEF line");
    }

    @Test
    void text_that_is_not_utf_8_is_unreadable() {
        assertThatThrownBy(() -> ADAPTER.parse(new byte[] {'C', (byte) 0xff}, "text/plain"))
                .isInstanceOf(Unreadable.class);
    }

    private static Alert read(String line) {
        return ADAPTER.read(json("{\"message\":\"%s\"}".formatted(line.replace("\\", "\\\\"))), NOW);
    }

    private static JsonNode json(String text) {
        return AlertJson.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
