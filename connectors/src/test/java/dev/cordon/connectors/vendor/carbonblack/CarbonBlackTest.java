package dev.cordon.connectors.vendor.carbonblack;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.cordon.connectors.Settings;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.VendorContract;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import dev.cordon.contract.connector.Finding;
import dev.cordon.contract.connector.Finding.Verdict;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CarbonBlackTest implements VendorContract {
    static final String ORG = "/appservices/v6/orgs/ABCD1234";
    static final Target.Host HOST =
            new Target.Host("carbonblack", "12345678", "ACME\\WS-0142", "workstation", List.of(), null);
    private static final String ACTIONS = ORG + "/device_actions";
    private static final String DEVICE = ORG + "/devices/12345678";
    private static final String SEARCH = ORG + "/devices/_search";
    private static final Vertx VERTX = Vertx.vertx();
    private static final WireMockServer SERVER = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

    static {
        SERVER.start();
    }

    private Cloud cloud = connected(VERTX, SERVER.baseUrl());

    @BeforeEach
    void everything_is_well() {
        SERVER.resetAll();
        cloud = connected(VERTX, SERVER.baseUrl());
        device(false, Instant.now(), "");
        SERVER.stubFor(post(urlEqualTo(ACTIONS)).willReturn(aResponse().withStatus(204)));
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
        VERTX.close();
    }

    @Override
    public WireMockServer server() {
        return SERVER;
    }

    @Override
    public String writePath() {
        return ACTIONS;
    }

    @Override
    public Effect effectAt(String url, String ca) {
        var trusting = config(url, Map.of("cordon.vendor.carbonblack.ca", ca));
        return new DeviceQuarantine(
                        new Cloud(VERTX, "carbonblack", Settings.tenant(trusting.tenants(), "carbonblack")), true)
                .containing(HOST);
    }

    @Override
    public Effect effect() {
        return new DeviceQuarantine(cloud, true).containing(HOST);
    }

    @Override
    public void effectIsReady() {
        effect().look();
    }

    @Override
    public boolean tokens() {
        return false;
    }

    @Test
    void the_secret_comes_before_the_id() {
        effect().look();

        SERVER.verify(getRequestedFor(urlEqualTo(DEVICE)).withHeader("X-Auth-Token", equalTo("secret/id")));
    }

    @ParameterizedTest
    @CsvSource({"true, ON", "false, OFF"})
    void one_device_is_named_and_the_toggle_is_the_only_action(boolean on, String toggle) {
        var quarantine = new DeviceQuarantine(cloud, true);
        (on ? quarantine.containing(HOST) : quarantine.releasing(HOST)).ask(ask());

        SERVER.verify(1, postRequestedFor(urlEqualTo(ACTIONS)).withRequestBody(equalToJson("""
                {"action_type": "QUARANTINE", "device_id": ["12345678"], "options": {"toggle": "%s"}}
                """.formatted(toggle))));
    }

    @Test
    void what_was_asked_for_counts_once_the_sensor_was_in_contact_after_it() {
        SERVER.stubFor(post(urlEqualTo(ACTIONS))
                .willReturn(aResponse().withStatus(204).withHeader("Date", "Tue, 01 Jan 2030 00:00:10 GMT")));
        var effect = effect();
        var receipt = effect.ask(ask());
        assertThat(receipt).isEqualTo("quarantine on, accepted 2030-01-01T00:00:10Z");

        device(true, Instant.parse("2030-01-01T00:00:10.9Z"), "");
        assertThat(effect.look()).isEqualTo(Look.State.CONTAINING);
        device(true, Instant.parse("2030-01-01T00:00:12Z"), "");
        assertThat(effect.look()).isEqualTo(Look.State.CONTAINED);

        var another = effect();
        another.resume(receipt);
        device(true, Instant.parse("2030-01-01T00:00:09Z"), "");
        assertThat(another.look()).isEqualTo(Look.State.CONTAINING);
        var impatient = new DeviceQuarantine(cloud, false).containing(HOST);
        impatient.resume(receipt);
        assertThat(impatient.look()).isEqualTo(Look.State.CONTAINED);
    }

    @Test
    void a_release_is_seen_the_same_way_and_what_we_did_not_ask_for_is_as_it_is_said() {
        device(true, Instant.EPOCH, "");
        assertThat(effect().look()).isEqualTo(Look.State.CONTAINED);

        var release = new DeviceQuarantine(cloud, true).releasing(HOST);
        release.ask(ask());
        assertThat(release.look()).isEqualTo(Look.State.CONTAINED);
        device(false, Instant.EPOCH, "");
        assertThat(release.look()).isEqualTo(Look.State.FREEING);
        device(false, Instant.now().plusSeconds(60), "");
        assertThat(release.look()).isEqualTo(Look.State.FREE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEREGISTERED", "UNINSTALLED", "DELETED"})
    void a_device_without_its_sensor_is_refused(String status) {
        device(false, Instant.now(), ", \"status\": \"%s\"".formatted(status));

        assertThatThrownBy(() -> effect().look()).isInstanceOf(VendorException.Refused.class);
    }

    @Test
    void a_device_that_does_not_say_how_it_is_or_is_another_is_unreadable() {
        SERVER.stubFor(get(urlEqualTo(DEVICE)).willReturn(okJson("{\"id\": 12345678}")));
        assertThatThrownBy(() -> effect().look()).isInstanceOf(VendorException.Unavailable.class);

        SERVER.stubFor(get(urlEqualTo(DEVICE)).willReturn(okJson("{\"id\": 5, \"quarantined\": false}")));
        assertThatThrownBy(() -> effect().look()).isInstanceOf(VendorException.Unavailable.class);
    }

    @Test
    void a_limit_without_a_time_is_a_minutes_rest() {
        SERVER.stubFor(get(urlEqualTo(DEVICE)).willReturn(aResponse().withStatus(429)));

        assertThatThrownBy(() -> effect().look())
                .isInstanceOfSatisfying(
                        VendorException.Unavailable.class,
                        e -> assertThat(e.retryAfter()).contains(Duration.ofMinutes(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "1,2", "../1", "12a"})
    void what_is_no_device_id_is_never_sent(String id) {
        var host = new Target.Host("carbonblack", id, "x", null, List.of(), null);

        assertThatThrownBy(() -> new DeviceQuarantine(cloud, true).apply(host, ask()))
                .isInstanceOf(VendorException.Refused.class);
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void a_name_is_found_with_and_without_its_domain_and_never_by_a_part() {
        found("name:WS-0142", found(12345678, "ACME\\\\WS-0142", 1), found(2, "ACME\\\\WS-01423", 1));

        assertThat(lookup().find("WS-0142").live()).singleElement().satisfies(host -> {
            assertThat(host.id()).isEqualTo("12345678");
            assertThat(host.role()).isEqualTo("server");
            assertThat(host.addresses()).containsExactly("10.0.0.5");
        });
        assertThat(lookup().find("acme\\ws-0142").live()).isEmpty();
        found("name:ws-0142", found(12345678, "ACME\\\\WS-0142", 1));
        assertThat(lookup().find("acme\\ws-0142").live()).hasSize(1);
        assertThat(lookup().find("other\\ws-0142").live()).isEmpty();
    }

    @Test
    void where_the_field_does_not_match_the_free_text_may_and_is_compared_as_well() {
        found("WS-0142", found(12345678, "ACME\\\\WS-0142", 1), found(2, "ACME\\\\X-WS-0142", 1));

        assertThat(lookup().find("WS-0142").live()).hasSize(1);
    }

    @Test
    void an_address_is_the_devices_own_and_a_number_may_be_an_id() {
        found("last_internal_ip_address:10.0.0.5", found(12345678, "A", 1));
        found("last_internal_ip_address:203.0.113.9", found(12345678, "A", 1));

        assertThat(lookup().find("10.0.0.5").live()).hasSize(1);
        assertThat(lookup().find("203.0.113.9").live()).isEmpty();
        assertThat(lookup().find("12345678").live()).hasSize(1);
        SERVER.stubFor(get(urlEqualTo(DEVICE)).willReturn(aResponse().withStatus(404)));
        assertThat(lookup().find("12345678").live()).isEmpty();
    }

    @Test
    void old_and_deregistered_records_are_remembered_and_not_used() {
        found(
                "name:KIOSK-7",
                found(1, "KIOSK-7", 1),
                found(2, "KIOSK-7", 90),
                found(3, "KIOSK-7", 1).replace("\"ACTIVE\"", "\"DEREGISTERED\""));

        assertThat(lookup().find("KIOSK-7").live()).hasSize(1);
        assertThat(lookup().find("KIOSK-7").stale()).hasSize(2);
    }

    @Test
    void a_page_that_is_not_the_whole_is_ambiguous() {
        SERVER.stubFor(post(urlEqualTo(SEARCH))
                .willReturn(okJson("{\"num_found\": 101, \"results\": [%s, %s]}"
                        .formatted(found(1, "WS-1", 1), found(2, "other", 90)))));

        assertThat(lookup().find("WS-1").live()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "WS-*", "a:b", "a b", "a\"b", "-a", "OR", "a)", "a/b", "x\\y\\z", "fe80::1"})
    void what_could_be_a_query_is_never_sent(String query) {
        assertThat(lookup().find(query).live()).isEmpty();
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void the_preflight_names_the_right_that_is_missing() {
        SERVER.stubFor(any(anyUrl()).atPriority(5).willReturn(okJson("{}")));
        SERVER.stubFor(post(urlEqualTo(ORG + "/reputations/overrides/_search"))
                .willReturn(aResponse().withStatus(403)));
        var connector =
                new CarbonBlack(VERTX, config(SERVER.baseUrl())).connectors().getFirst();

        assertThat(connector.preflight().run())
                .extracting(Finding::check, Finding::verdict)
                .contains(
                        tuple("reachable", Verdict.GOOD),
                        tuple("org.reputations: READ", Verdict.BAD),
                        tuple("device.quarantine: EXECUTE", Verdict.UNKNOWN));
    }

    private DeviceLookup lookup() {
        return new DeviceLookup(cloud, Duration.ofDays(30));
    }

    static Cloud connected(Vertx vertx, String url) {
        return new Cloud(vertx, "carbonblack", Settings.tenant(config(url).tenants(), "carbonblack"));
    }

    private static CarbonBlackConfig config(String url) {
        return config(url, Map.of());
    }

    private static CarbonBlackConfig config(String url, Map<String, String> more) {
        return Settings.of(
                CarbonBlackConfig.class,
                Map.of(
                        "cordon.vendor.carbonblack.url", url,
                        "cordon.vendor.carbonblack.org-key", "ABCD1234",
                        "cordon.vendor.carbonblack.api-id", "id",
                        "cordon.vendor.carbonblack.api-secret", "secret"),
                more);
    }

    private static void device(boolean quarantined, Instant contact, String more) {
        SERVER.stubFor(get(urlEqualTo(DEVICE)).willReturn(okJson("""
                {"id": 12345678, "name": "ACME\\\\WS-0142", "quarantined": %b, "last_contact_time": "%s"%s}
                """.formatted(quarantined, contact, more))));
    }

    private static void found(String query, String... devices) {
        SERVER.stubFor(
                post(urlEqualTo(SEARCH)).atPriority(9).willReturn(okJson("{\"results\": [], \"num_found\": 0}")));
        SERVER.stubFor(post(urlEqualTo(SEARCH))
                .withRequestBody(matchingJsonPath("$.query", equalTo(query)))
                .withRequestBody(matchingJsonPath("$.criteria.status[0]", equalTo("ALL")))
                .willReturn(okJson("{\"results\": [%s], \"num_found\": %d}"
                        .formatted(String.join(", ", devices), devices.length))));
    }

    private static String found(int id, String name, int daysAgo) {
        return """
                {"id": %d, "name": "%s", "status": "ACTIVE", "quarantined": false, "os": "WINDOWS",
                 "os_version": "Windows Server 2022 x64", "last_internal_ip_address": "10.0.0.5",
                 "last_external_ip_address": "203.0.113.9", "last_contact_time": "%s"}
                """.formatted(id, name, Instant.now().minus(Duration.ofDays(daysAgo)));
    }
}
