package dev.cordon.connectors.vendor.grr;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.cordon.connectors.vendor.grr.GrrStub.CLIENT;
import static dev.cordon.connectors.vendor.grr.GrrStub.ID;
import static dev.cordon.connectors.vendor.grr.GrrStub.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.connectors.capability.Lookup;
import dev.cordon.contract.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrrLookupTest {
    private static final String CLIENTS = "/api/v2/clients";
    private static final String OTHER = "C.ffffffffffffffff";
    private final GrrStub stub = new GrrStub();

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void a_name_is_found_exactly_although_grr_goes_by_beginnings() {
        answers("host:ws-014", client(ID, "ws-014.acme.example", 1), client(OTHER, "ws-0142.acme.example", 1));

        assertThat(find("ws-014").live()).singleElement().satisfies(host -> {
            assertThat(host.id()).isEqualTo(ID);
            assertThat(host.addresses()).containsExactly("10.0.0.5");
            assertThat(host.lastSeen()).isNotNull();
        });
    }

    @Test
    void a_whole_name_must_agree_in_its_domain() {
        answers("host:ws-014.other.example", client(ID, "ws-014.acme.example", 1));

        assertThat(find("ws-014.other.example").live()).isEmpty();
    }

    @Test
    void two_recent_clients_are_ambiguous_and_an_old_one_is_only_remembered() {
        answers("host:kiosk-7", client(ID, "kiosk-7", 1), client(OTHER, "kiosk-7", 2), client(OTHER, "kiosk-7", 90));

        assertThat(find("kiosk-7").live()).hasSize(2);
        assertThat(find("kiosk-7").stale()).hasSize(1);
    }

    @Test
    void an_address_is_compared_with_the_interfaces_own() {
        answers("ip:10.0.0.5", client(ID, "ws-014", 1));
        answers("ip:10.0.0", client(ID, "ws-014", 1));

        assertThat(find("10.0.0.5").live()).hasSize(1);
        assertThat(find("127.0.0.1").live()).isEmpty();
    }

    @Test
    void an_id_is_read_as_such_and_an_unknown_one_is_nobody() {
        stub.api.stubFor(get(urlEqualTo(CLIENT)).willReturn(json(client(ID, "ws-014", 1))));

        assertThat(find(ID).live()).hasSize(1);
        assertThat(find(OTHER).live()).isEmpty();
    }

    @Test
    void a_full_page_is_ambiguous_and_an_empty_answer_is_nobody() {
        answers("host:a", Collections.nCopies(100, client(ID, "other", 1)).toArray(String[]::new));
        stub.api.stubFor(get(urlPathEqualTo(CLIENTS))
                .withQueryParam("query", equalTo("host:b"))
                .willReturn(json("{}")));

        assertThat(find("a").live()).hasSize(100);
        assertThat(find("b").live()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".*", "a b", "label:x", "a\"b", "a\nb", "!x"})
    void what_could_be_a_query_is_never_sent(String query) {
        assertThat(find(query).live()).isEmpty();
        assertThat(stub.api.getAllServeEvents()).isEmpty();
    }

    private Lookup.Matches<Target.Host> find(String query) {
        return new GrrLookup(stub.connected()).find(query);
    }

    private void answers(String keyword, String... clients) {
        stub.api.stubFor(get(urlPathEqualTo(CLIENTS)).atPriority(9).willReturn(json("{}")));
        stub.api.stubFor(get(urlPathEqualTo(CLIENTS))
                .withQueryParam("query", equalTo(keyword))
                .willReturn(json("{\"items\": [%s]}".formatted(String.join(", ", clients)))));
    }

    // CgAABQ== is 10.0.0.5, fwAAAQ== is 127.0.0.1
    private static String client(String id, String fqdn, int daysAgo) {
        return """
                {"clientId": "%s", "osInfo": {"system": "Linux", "fqdn": "%s"}, "lastSeenAt": "%d000", "interfaces": [
                  {"ifname": "lo", "addresses": [{"addressType": "INET", "packedBytes": "fwAAAQ=="}]},
                  {"ifname": "eth0", "addresses": [{"addressType": "INET", "packedBytes": "CgAABQ=="}]}]}
                """.formatted(
                        id, fqdn, Instant.now().minus(Duration.ofDays(daysAgo)).toEpochMilli());
    }
}
