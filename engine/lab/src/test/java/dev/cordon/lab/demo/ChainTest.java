package dev.cordon.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cordon.lab.setting.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ChainTest {
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void an_unbroken_chain_is_followed_to_its_head() throws Exception {
        var first = entry(1, "00".repeat(32), "Opened INC-2026-000001");
        var second = entry(2, first.path("hash").asText(), "wazuh reported: LSASS \"read\"");
        var chain = new Chain();

        chain.add(first);
        chain.add(second);

        assertThat(chain.length()).isEqualTo(2);
        assertThat(chain.head()).isEqualTo(second.path("hash").asText());
    }

    @Test
    void a_changed_entry_breaks_it() throws Exception {
        var entry = entry(1, "00".repeat(32), "Opened").put("sentence", "Never opened");

        assertThatThrownBy(() -> new Chain().add(entry))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("broken at entry 1");
    }

    @Test
    void a_missing_entry_breaks_it() throws Exception {
        var entry = entry(2, "00".repeat(32), "Opened");

        assertThatThrownBy(() -> new Chain().add(entry))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("gap");
    }

    /// Written as the server writes it: one line of canonical JSON.
    private static ObjectNode entry(long seq, String previous, String sentence) throws Exception {
        var body = """
                {"actor":"worker","detail":{"a":1,"b":{"c":"é","d":null}},"incident":"018f","kind":"note-added",\
                "occurredAt":"2026-11-21T10:00:00Z","recordedAt":"2026-11-21T10:00:01.5Z","sentence":%s}""".formatted(quoted(sentence));
        var digest = MessageDigest.getInstance("SHA-256");
        digest.update(HexFormat.of().parseHex(previous));
        digest.update(body.getBytes(StandardCharsets.UTF_8));
        return ((ObjectNode) JSON.readTree(body))
                .put("seq", seq)
                .put("previousHash", previous)
                .put("hash", HexFormat.of().formatHex(digest.digest()));
    }

    private static String quoted(String text) throws JsonProcessingException {
        return JSON.writeValueAsString(text);
    }
}
