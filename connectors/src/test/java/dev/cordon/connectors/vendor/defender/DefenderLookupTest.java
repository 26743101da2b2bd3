package dev.cordon.connectors.vendor.defender;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static dev.cordon.connectors.vendor.defender.DefenderStub.ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.connectors.capability.Lookup;
import dev.cordon.contract.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefenderLookupTest {
    private static final String OTHER = "f".repeat(40);
    private final DefenderStub stub = new DefenderStub();

    @BeforeEach
    void nobody_is_known() {
        stub.api.stubFor(get(urlPathEqualTo("/api/machines")).atPriority(9).willReturn(okJson("{\"value\": []}")));
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void a_whole_name_is_found_whatever_its_capitals() {
        answers("computerDnsName eq 'ws-0142.acme.example'", machine(ID, "ws-0142.acme.example", "Onboarded", 1));

        assertThat(find("WS-0142.acme.example").live()).singleElement().satisfies(host -> {
            assertThat(host.id()).isEqualTo(ID);
            assertThat(host.role()).isEqualTo("server");
            assertThat(host.addresses()).containsExactly("10.0.0.5", "fe80::1");
        });
    }

    @Test
    void a_short_name_stands_for_all_that_begin_with_it_and_a_dot() {
        answers("computerDnsName eq 'ws-0142'", machine(ID, "ws-0142", "Onboarded", 1));
        answers("startswith(computerDnsName,'ws-0142.')", machine(OTHER, "ws-0142.lab.example", "Onboarded", 1));

        assertThat(find("ws-0142").live()).as("ambiguous").hasSize(2);
    }

    @Test
    void what_the_filter_matched_loosely_is_compared_again() {
        answers("computerDnsName eq 'ws-014'", machine(ID, "ws-0142.acme.example", "Onboarded", 1));

        assertThat(find("ws-014").live()).isEmpty();
    }

    @Test
    void what_is_old_or_not_onboarded_is_only_remembered() {
        answers(
                "computerDnsName eq 'ws-0142'",
                machine(ID, "ws-0142", "Onboarded", 90),
                machine(OTHER, "ws-0142", "CanBeOnboarded", 1));

        assertThat(find("ws-0142").live()).isEmpty();
        assertThat(find("ws-0142").stale()).hasSize(2);
    }

    @Test
    void an_address_is_the_machines_own_of_this_hour_and_never_that_of_its_nat() {
        stub.api.stubFor(get(urlPathMatching("/api/machines/findbyip\\(ip='[0-9.]+',timestamp=[0-9TZ:-]+\\)"))
                .willReturn(okJson("{\"value\": [%s]}".formatted(machine(ID, "ws-0142", "Onboarded", 0)))));

        assertThat(find("10.0.0.5").live()).hasSize(1);
        assertThat(find("203.0.113.9").live()).isEmpty();
    }

    @Test
    void no_match_may_be_a_404() {
        stub.api.stubFor(get(urlPathEqualTo("/api/machines"))
                .atPriority(1)
                .willReturn(okJson("{\"error\": {\"code\": \"NotFound\"}}").withStatus(404)));

        assertThat(find("ws-0142").live()).isEmpty();
        assertThat(find(OTHER).live()).isEmpty();
        assertThat(find("10.9.9.9").live()).isEmpty();
    }

    @Test
    void an_id_is_read_as_such() {
        assertThat(find(ID).live()).hasSize(1);
    }

    @Test
    void a_full_page_is_ambiguous() {
        var machines = Collections.nCopies(100, machine(ID, "other", "Onboarded", 1));
        answers("computerDnsName eq 'ws-1.acme.example'", machines.toArray(String[]::new));

        assertThat(find("ws-1.acme.example").live()).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "a' or 'a' eq 'a", "a\"b", "a\nb", "a b", "a,b", "a)b"})
    void what_could_be_a_query_is_never_sent(String query) {
        assertThat(find(query).live()).isEmpty();
        assertThat(stub.api.getAllServeEvents()).isEmpty();
    }

    private Lookup.Matches<Target.Host> find(String query) {
        return new DefenderLookup(stub.connected()).find(query);
    }

    private void answers(String filter, String... machines) {
        stub.api.stubFor(get(urlPathEqualTo("/api/machines"))
                .withQueryParam("$filter", equalTo(filter))
                .willReturn(okJson("{\"value\": [%s]}".formatted(String.join(", ", machines)))));
    }

    private static String machine(String id, String name, String onboarding, int daysAgo) {
        return """
                {"id": "%s", "computerDnsName": "%s", "lastIpAddress": "10.0.0.5", "lastExternalIpAddress": "203.0.113.9",
                 "ipAddresses": [{"ipAddress": "10.0.0.5"}, {"ipAddress": "fe80::1"}], "osPlatform": "WindowsServer2022",
                 "onboardingStatus": "%s", "lastSeen": "%s"}
                """.formatted(id, name, onboarding, Instant.now().minus(Duration.ofDays(daysAgo)));
    }
}
