package dev.cordon.engine.alert.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.engine.alert.product.SplunkAlerts;
import dev.cordon.engine.alert.product.WazuhAlerts;
import dev.cordon.engine.alert.source.auth.Authentication;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertSourcesTest {
    private static final Map<String, String> WAZUH = Map.of(
            "CORDON_SOURCES_WAZUH_KIND", "wazuh",
            "CORDON_SOURCES_WAZUH_AUTHENTICATION", "url-token",
            "CORDON_SOURCES_WAZUH_SECRET", "0123456789abcdef");

    @Test
    void a_source_is_set_by_environment_variables() {
        var source = sources(WAZUH).find("wazuh").orElseThrow();

        assertThat(source.adapter()).isInstanceOf(WazuhAlerts.class);
        assertThat(source.credentials().authentication()).isEqualTo(Authentication.URL_TOKEN);
        assertThat(source).hasToString("wazuh");
    }

    @Test
    void no_source_is_no_mistake() {
        assertThat(sources(Map.of()).find("wazuh")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "KIND,qradar,'cordon.sources.wazuh.kind is ''qradar'''",
        "KIND,,cordon.sources.wazuh.kind is not set",
        "AUTHENTICATION,none,'cordon.sources.wazuh.authentication is ''none'''",
        "AUTHENTICATION,,cordon.sources.wazuh.authentication is not set",
        "SECRET,short,cordon.sources.wazuh.secret must have at least 16 characters",
        "SECRET,,cordon.sources.wazuh.secret is not set",
        "MAPPING,/etc/cordon/x.json,cordon.sources.wazuh.mapping is not for the kind wazuh",
        "WRITE_BACK,wazuh,cordon.sources.wazuh.write-back is not for the kind wazuh",
        "SECRET_NEXT,short,cordon.sources.wazuh.secret-next must have at least 16 characters",
        "AUTHENTICATION,header,cordon.sources.wazuh.header is not set",
        "AUTHENTICATION,pull,cordon.sources.wazuh.secret proves nothing: with authentication pull nobody may send",
        "HEADER,X-Token,cordon.sources.wazuh.header is for authentication header",
        "HMAC_PREFIX,v1=,cordon.sources.wazuh.hmac-prefix is for authentication hmac",
        "SUBJECT,CN=siem,cordon.sources.wazuh.subject is for authentication mtls",
        "AUTHENTICATION,mtls,cordon.sources.wazuh.secret is not for authentication mtls",
        "ADDRESSES,siem.example,'cordon.sources.wazuh.addresses holds ''siem.example'''"
    })
    void a_mistake_is_told_at_the_start(String setting, String value, String message) {
        refuses(WAZUH, setting, value, message);
    }

    @ParameterizedTest
    @CsvSource({
        "HMAC_ALGORITHM,sha1,'cordon.sources.wazuh.hmac-algorithm is ''sha1''; known are sha256, sha512'",
        "HMAC_ENCODING,text,'cordon.sources.wazuh.hmac-encoding is ''text'''",
        "HMAC_SIGNED,nothing,'cordon.sources.wazuh.hmac-signed is ''nothing'''",
        "HMAC_PROFILE,splunk,'cordon.sources.wazuh.hmac-profile is ''splunk'''",
        "HMAC_HEADER,X Sig,cordon.sources.wazuh.hmac-header is not the name of a header"
    })
    void a_mistake_about_a_signature_is_told_at_the_start(String setting, String value, String message) {
        var signed = new HashMap<>(WAZUH);
        signed.put("CORDON_SOURCES_WAZUH_AUTHENTICATION", "hmac");
        refuses(signed, setting, value, message);
    }

    private static void refuses(Map<String, String> settings, String setting, @Nullable String value, String message) {
        var environment = new HashMap<>(settings);
        environment.put("CORDON_SOURCES_WAZUH_" + setting, value == null ? "" : value);

        assertThatThrownBy(() -> sources(environment))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    static AlertSources sources(Map<String, String> environment) {
        var config = new SmallRyeConfigBuilder()
                .withSources(new EnvConfigSource(environment, 300))
                .withMapping(AlertSourcesConfig.class)
                .build()
                .getConfigMapping(AlertSourcesConfig.class);
        return new AlertSources(config, List.of(new WazuhAlerts(), new SplunkAlerts()));
    }
}
