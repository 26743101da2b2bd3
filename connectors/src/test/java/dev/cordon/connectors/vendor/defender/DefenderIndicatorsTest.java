package dev.cordon.connectors.vendor.defender;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look.State;
import dev.cordon.contract.Target;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefenderIndicatorsTest {
    private static final String HASH = "a".repeat(64);
    private static final Target.Indicator INDICATOR = new Target.Indicator("defender", "sha256", HASH);
    private static final String PATH = "/api/indicators";
    private final DefenderStub stub = new DefenderStub();
    private final DefenderIndicators indicators = new DefenderIndicators(stub.connected());

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void a_hash_without_a_rule_is_blocked_on_behalf_of_our_action() {
        listed("");
        stub.api.stubFor(post(PATH).willReturn(okJson(entry("BlockAndRemediate", "Cordon action action-1", ""))));

        assertThat(indicators.probe(INDICATOR)).isEqualTo(State.FREE);
        assertThat(indicators.apply(INDICATOR, stub.ask())).isEqualTo("indicator 17");
        stub.api.verify(1, postRequestedFor(urlEqualTo(PATH)).withRequestBody(equalToJson("""
                        {"indicatorValue": "%s", "indicatorType": "FileSha256", "action": "BlockAndRemediate",
                         "title": "Blocked by Cordon", "description": "Cordon action action-1", "severity": "High",
                         "generateAlert": true}
                        """.formatted(HASH))));
    }

    @Test
    void a_hash_that_somebody_blocked_is_so_already_and_is_not_overwritten() {
        listed(entry("Block", "by hand", ""));

        assertThat(indicators.probe(INDICATOR)).isEqualTo(State.CONTAINED);
        assertThatThrownBy(() -> indicators.apply(INDICATOR, stub.ask())).isInstanceOf(VendorException.Conflict.class);
        stub.api.verify(0, postRequestedFor(urlEqualTo(PATH)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Allowed", "Audit", "Warn", "Alert"})
    void another_rule_for_the_hash_is_left_alone(String action) {
        listed(entry(action, "by hand", ""));

        assertThat(indicators.probe(INDICATOR)).isEqualTo(State.FREE);
        assertThatThrownBy(() -> indicators.apply(INDICATOR, stub.ask())).isInstanceOf(VendorException.Refused.class);
        stub.api.verify(0, postRequestedFor(urlEqualTo(PATH)));
    }

    @Test
    void a_block_for_some_machines_only_or_of_the_past_is_no_block() {
        listed(entry("Block", "by hand", ", \"rbacGroupNames\": [\"servers\"]"));
        assertThat(indicators.probe(INDICATOR)).isEqualTo(State.FREE);
        assertThatThrownBy(() -> indicators.apply(INDICATOR, stub.ask())).isInstanceOf(VendorException.Refused.class);

        listed(entry("Block", "by hand", ", \"expirationTime\": \"2020-01-01T00:00:00Z\""));
        stub.api.stubFor(post(PATH).willReturn(okJson(entry("BlockAndRemediate", "x", ""))));
        assertThat(indicators.probe(INDICATOR)).isEqualTo(State.FREE);
        assertThat(indicators.apply(INDICATOR, stub.ask())).isEqualTo("indicator 17");
    }

    @Test
    void only_our_own_rule_is_deleted() {
        listed(entry("BlockAndRemediate", "by hand", ""));
        assertThatThrownBy(() -> indicators.revert(INDICATOR, stub.ask())).isInstanceOf(VendorException.Refused.class);

        listed(entry("BlockAndRemediate", "Cordon action action-0", ""));
        stub.api.stubFor(delete(PATH + "/17").willReturn(aResponse().withStatus(204)));
        assertThat(indicators.revert(INDICATOR, stub.ask())).isEqualTo("deleted indicator 17");
        stub.api.verify(1, deleteRequestedFor(urlEqualTo(PATH + "/17")));
    }

    @Test
    void a_rule_that_has_gone_by_itself_is_a_reason_to_look() {
        listed("");
        assertThatThrownBy(() -> indicators.revert(INDICATOR, stub.ask())).isInstanceOf(VendorException.Conflict.class);

        listed(entry("Block", "Cordon action action-0", ""));
        stub.api.stubFor(delete(PATH + "/17").willReturn(aResponse().withStatus(404)));
        assertThatThrownBy(() -> indicators.revert(INDICATOR, stub.ask())).isInstanceOf(VendorException.Conflict.class);
    }

    private void listed(String entry) {
        stub.api.stubFor(get(urlPathEqualTo(PATH))
                .withQueryParam("$filter", equalTo("indicatorValue eq '" + HASH + "'"))
                .willReturn(okJson("{\"value\": [%s]}".formatted(entry))));
    }

    private static String entry(String action, String description, String more) {
        return """
                {"id": "17", "indicatorValue": "%s", "indicatorType": "FileSha256", "action": "%s", "description": "%s"%s}
                """.formatted(HASH.toUpperCase(Locale.ROOT), action, description, more);
    }
}
