package dev.cordon.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContentDispositionTest {

    @Test
    void a_plain_name_stays() {
        assertThat(ContentDisposition.attachment("memory.dmp"))
                .isEqualTo("attachment; filename=\"memory.dmp\"; filename*=UTF-8''memory.dmp");
    }

    @Test
    void a_name_cannot_leave_its_quotes_or_its_line() {
        assertThat(ContentDisposition.attachment("a\"; x=\r\nSet-Cookie: y\u0000.exe"))
                .isEqualTo("attachment; filename=\"a__ x___Set-Cookie_ y_.exe\"; "
                        + "filename*=UTF-8''a%22%3B%20x%3D%0D%0ASet-Cookie%3A%20y%00.exe");
    }

    @Test
    void a_path_becomes_its_last_part() {
        assertThat(ContentDisposition.attachment("C:\\temp\\a.exe")).contains("filename=\"a.exe\"");
        assertThat(ContentDisposition.attachment("../../etc/passwd")).contains("filename=\"passwd\"");
        assertThat(ContentDisposition.attachment("/")).contains("filename=\"evidence\"");
        assertThat(ContentDisposition.attachment("..")).contains("filename=\"_..\"");
    }

    @Test
    void other_scripts_are_kept_for_those_who_can_read_them() {
        assertThat(ContentDisposition.attachment("Schlüssel.txt"))
                .isEqualTo("attachment; filename=\"Schl_ssel.txt\"; filename*=UTF-8''Schl%C3%BCssel.txt");
    }
}
