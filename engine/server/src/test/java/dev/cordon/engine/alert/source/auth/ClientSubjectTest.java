package dev.cordon.engine.alert.source.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSubjectTest {
    private static final ClientSubject SIEM =
            ClientSubject.of("CN=siem-1, O=Acme, C=DE").orElseThrow();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CN=siem-1,O=Acme,C=DE",
                "cn=SIEM-1, o=acme , c=de",
                " CN=siem-1,O=Acme,C=DE ",
                "CN=\"siem-1\",O=Acme,C=DE",
                "2.5.4.3=siem-1,O=Acme,C=DE"
            })
    void one_name_is_written_in_several_ways(String written) {
        assertThat(SIEM.isCalled(written)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "siem-1",
                "CN=siem-1",
                "CN=siem-1,O=Acme",
                "CN=siem-1,O=Acme,C=DE,C=DE",
                "C=DE,O=Acme,CN=siem-1",
                "CN=siem-1+O=Acme,C=DE",
                "CN=siem-1\\,O=Acme,C=DE",
                "/C=DE/O=Acme/CN=siem-1",
                "CN=*,O=Acme,C=DE",
                "CN=siem-1,O=Acme,C=DE,"
            })
    void another_name_is_another(String written) {
        assertThat(SIEM.isCalled(written)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"''", "siem-1", "dns:", "dns:*.acme.example", "uri:", "/CN=siem-1"})
    void what_names_nobody_is_no_subject(String text) {
        assertThat(ClientSubject.of(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dns:siem-1.acme.example", "uri:spiffe://acme/siem-1"})
    void a_bare_subject_proves_no_alternative_name(String text) {
        var subject = ClientSubject.of(text).orElseThrow();

        assertThat(subject.isCalled(text)).isFalse();
        assertThat(subject.isCalled("CN=siem-1.acme.example")).isFalse();
    }
}
