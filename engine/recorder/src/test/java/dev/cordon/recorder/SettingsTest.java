package dev.cordon.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camunda.zeebe.exporter.api.ExporterException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final String URL = "http://server:8080";

    @Test
    void needs_a_url_and_a_secret_and_says_so() {
        assertThatThrownBy(() -> settings(Map.of("secret", "s")))
                .isInstanceOf(ExporterException.class)
                .hasMessageContaining("'url'");
        assertThatThrownBy(() -> settings(Map.of("url", URL, "secret", " ")))
                .isInstanceOf(ExporterException.class)
                .hasMessageContaining("CORDON_RECORDER_SECRET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server:8080",
                "ftp://server",
                "http://",
                "http://u:hidden@server",
                "http://s?hidden",
                "http://a b"
            })
    void a_url_that_is_none_is_refused(String url) {
        assertThatThrownBy(() -> settings(Map.of("url", url, "secret", "s")))
                .isInstanceOf(ExporterException.class)
                .hasMessageContaining("'url'")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void only_the_variable_request_is_recorded_unless_told_otherwise() {
        assertThat(settings(Map.of("url", URL, "secret", "s")).variables()).containsExactly("request");
    }

    @Test
    void variables_come_as_a_list_as_one_value_or_as_numbered_values() {
        for (var variables :
                List.of(List.of("request", "answer"), "request, answer", Map.of("0", "request", "1", "answer"))) {
            assertThat(settings(Map.of("url", URL, "secret", "s", "variables", variables))
                            .variables())
                    .containsExactlyInAnyOrder("request", "answer");
        }
    }

    @Test
    void never_shows_its_secret() {
        assertThat(settings(Map.of("url", URL, "secret", "hidden")).toString()).doesNotContain("hidden");
    }

    private static Settings settings(Map<String, Object> arguments) {
        return Settings.from(new FakeBroker(arguments));
    }
}
