package dev.cordon.lab.bench.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cordon.lab.StackFile.SourceSecret;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MixTest {
    private final Mix mix = new Mix(
            "T-1",
            "http://127.0.0.1:1",
            List.of(
                    new SourceSecret("wazuh", "wazuh", "wazuh-secret"),
                    new SourceSecret("elastic", "elastic", "elastic-secret")));

    @Test
    void a_fifth_of_the_requests_is_byte_for_byte_what_was_sent_long_before() {
        var seen = new HashMap<String, Long>();
        var repeats = 0;
        for (var position = 0L; position < 2000; position++) {
            var text = text(mix.at(position));
            var first = seen.putIfAbsent(text, position);
            if (first != null && position >= 1000) {
                repeats++;
                assertThat(position - first).isGreaterThan(300);
            }
        }
        assertThat(repeats).isEqualTo(200);
    }

    @Test
    void every_new_alert_has_a_reference_of_its_own_and_the_host_of_its_number() throws Exception {
        var references = new HashSet<String>();
        for (var position = 0L; position < 1000; position++) {
            var request = mix.at(position);
            for (var alert : alerts(request)) {
                references.add(alert.findPath("id").asText()
                        + alert.path("kibana.alert.uuid").asText());
                assertThat(alert.findPath("name").asText()
                                + alert.path("host.name").asText())
                        .startsWith("INTAKE-T-1-");
            }
        }
        assertThat(references).hasSize(100 * 7 + 100 * Mix.BATCH);
    }

    @Test
    void alerts_are_spread_over_all_hosts() {
        assertThat(LongStream.range(0, Letter.HOSTS).map(Letter::host).distinct())
                .hasSize(Letter.HOSTS);
    }

    @Test
    void the_length_it_promises_is_the_body_s() {
        for (var position : List.of(0L, 9L)) {
            var text = text(mix.at(position));
            var body = text.indexOf("\r\n\r\n") + 4;

            assertThat(text).contains("Content-Length: " + (text.length() - body));
            assertThat(text.substring(0, body))
                    .contains("Authorization: Bearer ")
                    .doesNotContain(Letter.HOST);
        }
    }

    private static Iterable<JsonNode> alerts(Mix.Request request) throws Exception {
        var text = text(request);
        var body = new JsonMapper().readTree(text.substring(text.indexOf("\r\n\r\n")));
        return request.isBatch() ? Objects.requireNonNull(body.get("alerts")) : List.of(body);
    }

    private static String text(Mix.Request request) {
        return new String(request.bytes(), StandardCharsets.US_ASCII);
    }
}
