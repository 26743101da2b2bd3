package dev.cordon.engine.alert.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.alert.AlertAdapter.Unreadable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertJsonTest {

    @Test
    void takes_a_depth_of_thirty_two_and_no_more() {
        assertThat(read("[".repeat(32) + "]".repeat(32)).isArray()).isTrue();
        assertThatThrownBy(() -> read("[".repeat(33) + "]".repeat(33))).isInstanceOf(Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"b\":1,\"b\":1}}",
                "{} {}",
                "{'a':1}",
                "[1,]",
                "NaN",
                "nul",
                "\"\u0001\"",
                "// comment\n{}"
            })
    void refuses_what_two_readers_could_read_differently(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c328", "c080", "c1bf", "eda080", "edb080", "f4908080", "ff", "e282"})
    void refuses_what_is_not_utf_8(String hex) {
        assertThatThrownBy(() -> AlertJson.read(HexFormat.of().parseHex("22" + hex + "22")))
                .isInstanceOf(Unreadable.class)
                .hasMessage("not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void refuses_another_encoding(String encoding) {
        assertThatThrownBy(() -> AlertJson.read("{\"a\":1}".getBytes(Charset.forName(encoding))))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void reads_over_a_byte_order_mark() {
        assertThat(read("\uFEFF{\"a\":1}").path("a").intValue()).isEqualTo(1);
        assertThatThrownBy(() -> read("\uFEFF\uFEFF{}")).isInstanceOf(Unreadable.class);
    }

    @Test
    void refuses_a_number_that_would_take_long_to_read() {
        assertThatThrownBy(() -> read("9".repeat(101))).isInstanceOf(Unreadable.class);
    }

    private static JsonNode read(String body) {
        return AlertJson.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
