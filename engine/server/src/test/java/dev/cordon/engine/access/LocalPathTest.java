package dev.cordon.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPathTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/incidents/INC-2026-000123", "/incidents?status=new&text=a%20b#top"})
    void a_path_of_this_server_stays(String path) {
        assertThat(LocalPath.of(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "//evil.example",
                "///evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "https://evil.example",
                "javascript:alert(1)",
                "incidents",
                "/a\r\nSet-Cookie: x=y",
                "/\t/evil.example",
                "/..//evil.example",
                "/%zz"
            })
    void whatever_could_lead_elsewhere_leads_home(String path) {
        assertThat(LocalPath.of(path)).isEqualTo("/");
    }

    @Test
    void nothing_leads_home() {
        assertThat(LocalPath.of(null)).isEqualTo("/");
    }
}
