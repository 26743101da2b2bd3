package dev.cordon.lab.chaos.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " [ ] ",
                "null",
                "-0.5e+10",
                "0",
                "\"\\ud800\\u0000\"",
                "{\"a\":{\"a\":1},\"b\":[true,false,null]}",
                "{\"\":\"\u007f\ud83d\ude00\"}",
                "\uFEFF{}"
            })
    void accepts_json(String text) {
        assertThat(accepts(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[1,]",
                "{\"a\":1,}",
                "[1 2]",
                "01",
                "+1",
                ".5",
                "1.",
                "1e",
                "-",
                "NaN",
                "nul",
                "True",
                "'a'",
                "\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\t\"",
                "{a:1}",
                "{\"a\":1,\"\\u0061\":2}",
                "{}{}",
                "[] x",
                "//x\n1",
                "[\u00a01]",
                "\"a\nb\"",
                "\uFEFF\uFEFF{}",
                "1\u0000"
            })
    void refuses_what_is_none(String text) {
        assertThat(accepts(text)).isFalse();
    }

    @Test
    void knows_the_limits() {
        assertThat(accepts("[".repeat(32) + "]".repeat(32))).isTrue();
        assertThat(accepts("[".repeat(33) + "]".repeat(33))).isFalse();
        assertThat(accepts("[".repeat(1_000_000))).isFalse();
        assertThat(accepts("9".repeat(100))).isTrue();
        assertThat(accepts("9".repeat(101))).isFalse();
        assertThat(accepts("{\"%s\":1}".formatted("n".repeat(1000)))).isTrue();
        assertThat(accepts("{\"%s\":1}".formatted("n".repeat(1001)))).isFalse();
    }

    @Test
    void refuses_what_is_not_utf8() {
        assertThat(JsonText.accepts(new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'}))
                .isFalse();
        assertThat(JsonText.accepts(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}))
                .isFalse();
        assertThat(JsonText.accepts("{}".getBytes(StandardCharsets.UTF_16LE))).isFalse();
    }

    private static boolean accepts(String text) {
        return JsonText.accepts(text.getBytes(StandardCharsets.UTF_8));
    }
}
