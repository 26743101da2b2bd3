package dev.cordon.engine.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;

class CanonicalTest {
    @Test
    void the_same_content_has_one_spelling_whatever_its_order() throws Exception {
        var json = new ObjectMapper();
        var one = json.readTree("{\"b\": [2, {\"z\": 1, \"y\": null}], \"a\": \"\\u20ac\"}");
        var two = json.readTree("{ \"a\":\"€\",\"b\":[2,{\"y\":null,\"z\":1}]}");

        assertThat(Canonical.text(one))
                .isEqualTo(Canonical.text(two))
                .isEqualTo("{\"a\":\"€\",\"b\":[2,{\"y\":null,\"z\":1}]}");
    }

    @Test
    void control_characters_and_times_are_written_as_rfc_8785_and_3339_say() {
        var value = new LinkedHashMap<String, Object>();
        value.put("t", Instant.parse("2026-11-21T03:00:00.123456Z"));
        value.put("c", "\u001f\n\"\\/");

        assertThat(Canonical.text(value))
                .isEqualTo("{\"c\":\"\\u001f\\n\\\"\\\\/\",\"t\":\"2026-11-21T03:00:00.123456Z\"}");
    }
}
