package dev.cordon.connectors.vendor.wazuh;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.BasicCredentials;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.cordon.connectors.Settings;
import dev.cordon.connectors.capability.Connector;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.FileQuarantine;
import dev.cordon.connectors.capability.HostIsolation;
import dev.cordon.connectors.capability.ProcessKill;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.VendorContract;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import dev.cordon.contract.connector.Finding;
import dev.cordon.contract.connector.Finding.Verdict;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WazuhTest implements VendorContract {
    private static final String RESPONSE = "/active-response";
    private static final Target.Host HOST = host("007");
    private static final Vertx VERTX = Vertx.vertx();
    private static final WireMockServer SERVER = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

    private Wazuh wazuh = wazuh();

    static {
        SERVER.start();
    }

    @BeforeEach
    void everything_is_well() {
        SERVER.resetAll();
        wazuh = wazuh();
        SERVER.stubFor(any(anyUrl()).atPriority(10).willReturn(aResponse().withStatus(404)));
        SERVER.stubFor(post("/security/user/authenticate")
                .willReturn(okJson("{\"data\": {\"token\": \"jwt\"}, \"error\": 0}")));
        agents(agent("007", "WAZ-WS-0142", "active", 0));
        answers("{\"data\": {\"affected_items\": [\"007\"], \"total_affected_items\": 1, \"failed_items\": []},"
                + " \"message\": \"AR command was sent to all agents\", \"error\": 0}");
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
        return RESPONSE;
    }

    @Override
    public Effect effectAt(String url, String ca) {
        var trusting = config(Map.of("cordon.vendor.wazuh.url", url, "cordon.vendor.wazuh.ca", ca));
        var there = new Wazuh(VERTX, "wazuh", Settings.tenant(trusting.tenants(), "wazuh"));
        return new ScriptedIsolation(there, "!isolate.sh", "!release.sh", List.of()).containing(HOST);
    }

    @Override
    public Effect effect() {
        return isolation().containing(HOST);
    }

    @Override
    public void effectIsReady() {
        effect().look();
    }

    @Test
    void one_script_is_sent_to_one_agent_with_the_action_in_its_alert() {
        effect().ask(ask());
        isolation().releasing(HOST).ask(ask());

        for (var command : List.of("!isolate.sh", "!release.sh")) {
            SERVER.verify(
                    1,
                    putRequestedFor(urlEqualTo(RESPONSE + "?agents_list=007"))
                            .withHeader("Authorization", equalTo("Bearer jwt"))
                            .withRequestBody(equalToJson("""
                                    {"command": "%s", "arguments": [], "alert": {"data": {"cordon_action": "action-1"}}}
                                    """.formatted(command))));
        }
        SERVER.verify(
                1,
                postRequestedFor(urlEqualTo("/security/user/authenticate"))
                        .withBasicAuth(new BasicCredentials("cordon", "wazuh-secret")));
    }

    @Test
    void what_was_sent_cannot_be_seen_and_is_neither_claimed_nor_sent_again() {
        for (var effect : List.of(effect(), isolation().releasing(HOST))) {
            assertThat(effect.look()).isNotEqualTo(effect.goal());
            assertThat(effect.ask(ask())).isEqualTo("active response sent to agent 007");
            notVerifiable(effect);
        }
        for (var receipt : List.of("", "active response sent to agent 007")) {
            var later = effect();
            later.resume(receipt);
            notVerifiable(later);
        }
        assertThatThrownBy(() -> isolation().probe(HOST)).isInstanceOf(VendorException.Refused.class);
    }

    @Test
    void a_request_without_an_answer_may_have_arrived_and_cannot_be_seen_either() {
        var effect = effect();
        SERVER.stubFor(put(urlPathEqualTo(RESPONSE)).willReturn(aResponse().withStatus(500)));

        assertThatThrownBy(() -> effect.ask(ask())).isInstanceOf(VendorException.Unavailable.class);
        notVerifiable(effect);
    }

    @ParameterizedTest
    @CsvSource({"1701, target-not-found", "1703, own-host", "1707, host-offline", "1651, host-offline"})
    void a_refusal_inside_a_200_was_not_sent(int code, String refusal) {
        answers(failed(code));
        var effect = effect();

        assertThatThrownBy(() -> effect.ask(ask()))
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo(refusal));
        assertThat(effect.look()).isEqualTo(Look.State.FREE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1650, 1652, 1655, 4000})
    void a_missing_command_or_right_needs_a_person(int code) {
        answers(failed(code));

        assertThatThrownBy(() -> effect().ask(ask())).isInstanceOf(VendorException.Misconfigured.class);
    }

    @Test
    void trouble_inside_the_manager_and_an_answer_for_others_are_unknown() {
        for (var body : List.of(
                failed(1014),
                "{\"data\": {\"affected_items\": [\"007\", \"008\"]}, \"error\": 0}",
                "{\"data\": {\"affected_items\": []}, \"error\": 0}",
                "{\"data\": {}, \"error\": 1}",
                "{\"data\": {\"affected_items\": [\"007\"]}}")) {
            answers(body);
            assertThatThrownBy(() -> effect().ask(ask())).isInstanceOf(VendorException.Unavailable.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "1", "007,008", "all", "../007", "00a"})
    void what_is_not_exactly_one_agent_is_never_sent(String id) {
        assertThatThrownBy(() -> isolation().apply(host(id), ask())).isInstanceOf(VendorException.Refused.class);
        assertThatThrownBy(() -> isolation().containing(host(id)).look()).isInstanceOf(VendorException.Refused.class);
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void the_manager_and_spared_hosts_are_not_isolated_but_may_be_released() {
        agents(agent("007", "indexer-1", "active", 0));
        assertThatThrownBy(() -> effect().look())
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("spared-host"));
        assertThat(isolation().releasing(HOST).look()).isEqualTo(Look.State.CONTAINED);

        agents(agent("000", "manager", "active", 0));
        assertThatThrownBy(() -> isolation().containing(host("000")).look())
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("own-host"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"disconnected", "pending", "never_connected"})
    void an_agent_that_is_away_is_tried_again_later(String status) {
        agents(agent("007", "WAZ-WS-0142", status, 0));

        assertThatThrownBy(() -> effect().look())
                .isInstanceOfSatisfying(
                        VendorException.Unavailable.class,
                        e -> assertThat(e.vendorWell()).isTrue());
    }

    @Test
    void without_scripts_hosts_are_not_isolated_here() {
        var bare = Settings.of(
                WazuhConfig.class,
                Map.of("cordon.vendor.wazuh.url", SERVER.baseUrl(), "cordon.vendor.wazuh.isolate-command", "!x.sh"));

        assertThat(new WazuhProduct(VERTX, bare).connectors())
                .singleElement()
                .satisfies(one -> assertThat(one.able(HostIsolation.class)).isEmpty());
        assertThat(connector().able(HostIsolation.class)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"!a b", "!../x", "!", "x;y"})
    void a_command_that_is_no_plain_name_is_never_sent(String command) {
        var odd = new ScriptedIsolation(wazuh, command, command, List.of());

        assertThatThrownBy(() -> odd.apply(HOST, ask())).isInstanceOf(VendorException.Misconfigured.class);
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void a_name_is_found_exactly_and_in_every_case() {
        agents();
        SERVER.stubFor(get(urlPathEqualTo("/agents"))
                .withQueryParam("name", equalTo("WAZ-WS-0142"))
                .willReturn(okJson(items(
                        agent("007", "WAZ-WS-0142", "disconnected", 1), agent("008", "WAZ-WS-01423", "active", 0)))));

        assertThat(lookup().find("waz-ws-0142").live()).singleElement().satisfies(host -> {
            assertThat(host.id()).isEqualTo("007");
            assertThat(host.addresses()).containsExactly("10.40.1.42");
        });
    }

    @Test
    void old_and_never_connected_agents_are_only_remembered() {
        agents(
                agent("007", "KIOSK-7", "active", 0),
                agent("008", "KIOSK-7", "disconnected", 29),
                agent("009", "KIOSK-7", "disconnected", 90),
                agent("010", "KIOSK-7", "never_connected", 0));
        var found = lookup().find("KIOSK-7");

        assertThat(found.live()).extracting(Target.Host::id).containsExactly("007", "008");
        assertThat(found.stale()).extracting(Target.Host::id).containsExactly("009", "010");
    }

    @Test
    void an_address_counts_only_when_the_agents_own_inventory_lists_it() {
        inventory("netaddr", "{\"address\": \"192.168.0.9\"}");
        assertThat(lookup().find("10.40.1.42").live()).isEmpty();

        inventory("netaddr", "{\"address\": \"192.168.0.9\"}, {\"address\": \"10.40.1.42\"}");
        assertThat(lookup().find("10.40.1.42").live()).hasSize(1);
    }

    @Test
    void a_page_that_is_not_the_whole_is_ambiguous() {
        SERVER.stubFor(get(urlPathEqualTo("/agents")).willReturn(okJson("""
                {"data": {"affected_items": [%s, %s], "total_affected_items": 101}, "error": 0}
                """.formatted(
                        agent("007", "WS-1", "active", 0), agent("008", "other", "active", 90)))));

        assertThat(lookup().find("WS-1").live()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "WS-*", "a b", "a,b", "a\"b", "a\nb", "a~b"})
    void what_could_be_a_query_is_never_sent(String query) {
        assertThat(lookup().find(query).live()).isEmpty();
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void the_inventory_is_packed_page_by_page_and_says_that_it_is_not_the_present() throws IOException {
        inventory("ports", "{\"local\": {\"port\": 4444}, \"scan\": {\"time\": \"then\"}}");
        inventory("netaddr", "{\"address\": \"10.40.1.42\"}");
        for (var page = 0; page < 2; page++) {
            SERVER.stubFor(get(urlPathEqualTo("/syscollector/007/processes"))
                    .withQueryParam("offset", equalTo(Integer.toString(page)))
                    .willReturn(okJson(
                            "{\"data\": {\"affected_items\": [{\"pid\": \"%d\"}], \"total_affected_items\": 2}, \"error\": 0}"
                                    .formatted(page + 1))));
        }

        var files = collected();

        assertThat(files.keySet())
                .containsExactly("01-ports.txt", "02-processes.txt", "03-netaddr.txt", "manifest.json");
        assertThat(files.get("02-processes.txt")).isEqualTo("{\"pid\":\"1\"}\n{\"pid\":\"2\"}\n");
        assertThat(files.get("manifest.json")).contains("not the present state", "lastKeepAlive", "action-1");
    }

    @Test
    void a_part_of_the_inventory_that_is_missing_is_noted_and_the_rest_goes_on() throws IOException {
        inventory("ports", "");
        inventory("netaddr", "{\"address\": \"10.40.1.42\"}");

        var files = collected();

        assertThat(files.get("02-processes.txt")).isEmpty();
        assertThat(files.get("manifest.json")).contains("(404)");
        assertThat(files.get("03-netaddr.txt")).contains("10.40.1.42");
    }

    @Test
    void the_preflight_names_the_right_that_is_missing_and_the_wrong_version() {
        SERVER.stubFor(get("/").willReturn(okJson("{\"data\": {\"api_version\": \"5.0.0\"}, \"error\": 0}")));
        SERVER.stubFor(get(urlPathEqualTo("/syscollector/000/processes"))
                .willReturn(aResponse().withStatus(403)));

        assertThat(connector().preflight().run())
                .extracting(Finding::check, Finding::verdict)
                .contains(
                        tuple("reachable", Verdict.GOOD),
                        tuple("version", Verdict.BAD),
                        tuple("agent:read", Verdict.GOOD),
                        tuple("syscollector:read", Verdict.BAD),
                        tuple("active-response:command", Verdict.UNKNOWN));
    }

    @Test
    void the_login_is_not_sent_with_other_requests() {
        effect().look();

        SERVER.verify(
                0, postRequestedFor(urlEqualTo("/security/user/authenticate")).withHeader("Authorization", absent()));
        assertThat(SERVER.getAllServeEvents())
                .filteredOn(event -> event.getRequest().getUrl().startsWith("/agents"))
                .allSatisfy(event -> assertThat(event.getRequest().getHeader("Authorization"))
                        .isEqualTo("Bearer jwt"));
    }

    @Test
    void a_script_that_ends_a_process_gets_its_number_and_program_and_is_never_seen() {
        var kill = new ScriptedKill(wazuh, "!kill.sh")
                .killing(new Target.HostProcess(HOST, 4711, "C:\\\\Users\\\\x\\\\evil.exe"));
        assertThat(kill.look()).isEqualTo(Look.State.FREE);
        kill.ask(ask());

        SERVER.verify(
                1, putRequestedFor(urlEqualTo(RESPONSE + "?agents_list=007")).withRequestBody(equalToJson("""
                        {"command": "!kill.sh", "arguments": [], "alert": {"data":
                         {"cordon_pid": "4711", "cordon_image": "evil.exe", "cordon_action": "action-1"}}}
                        """)));
        notVerifiable(kill);
    }

    @Test
    void a_number_without_its_program_is_not_ended() {
        assertThatThrownBy(() -> new ScriptedKill(wazuh, "!kill.sh").killing(new Target.HostProcess(HOST, 4711, null)))
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("image-needed"));
    }

    @Test
    void a_script_that_puts_a_file_away_gets_its_path_as_data_and_is_never_seen() {
        var path = "/tmp/a b; $(reboot)";
        var quarantine =
                new ScriptedQuarantine(wazuh, "!put-away.sh").quarantining(new Target.HostFile(HOST, path, null, null));
        assertThat(quarantine.look()).isEqualTo(Look.State.FREE);
        quarantine.ask(ask());

        SERVER.verify(
                1, putRequestedFor(urlEqualTo(RESPONSE + "?agents_list=007")).withRequestBody(equalToJson("""
                        {"command": "!put-away.sh", "arguments": [], "alert": {"data":
                         {"cordon_path": "%s", "cordon_action": "action-1"}}}
                        """.formatted(
                                path))));
        notVerifiable(quarantine);
    }

    @Test
    void nothing_is_ended_or_put_away_on_the_manager_or_without_a_script() {
        agents(agent("000", "manager", "active", 0));
        var kill = new ScriptedKill(wazuh, "!kill.sh").killing(new Target.HostProcess(host("000"), 1, "x"));

        assertThatThrownBy(kill::look)
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("own-host"));
        assertThat(connector().able(ProcessKill.class)).isEmpty();
        assertThat(connector().able(FileQuarantine.class)).isEmpty();
    }

    private void notVerifiable(Effect effect) {
        assertThatThrownBy(effect::look)
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("not-verifiable"));
    }

    private ScriptedIsolation isolation() {
        return new ScriptedIsolation(wazuh, "!isolate.sh", "!release.sh", List.of("INDEXER-1"));
    }

    private AgentLookup lookup() {
        return new AgentLookup(wazuh, Duration.ofDays(30));
    }

    private Map<String, String> collected() throws IOException {
        var bytes = new ByteArrayOutputStream();
        new Inventory(wazuh).collecting(HOST).copy("", ask(), bytes);
        var files = new LinkedHashMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private static Connector connector() {
        return new WazuhProduct(VERTX, config()).connectors().getFirst();
    }

    private static Wazuh wazuh() {
        return new Wazuh(VERTX, "wazuh", Settings.tenant(config().tenants(), "wazuh"));
    }

    private static WazuhConfig config() {
        return config(Map.of());
    }

    private static WazuhConfig config(Map<String, String> more) {
        return Settings.of(
                WazuhConfig.class,
                Map.of(
                        "cordon.vendor.wazuh.url", SERVER.baseUrl(),
                        "cordon.vendor.wazuh.user", "cordon",
                        "cordon.vendor.wazuh.password", "wazuh-secret",
                        "cordon.vendor.wazuh.isolate-command", "!isolate.sh",
                        "cordon.vendor.wazuh.release-command", "!release.sh"),
                more);
    }

    private static Target.Host host(String id) {
        return new Target.Host("wazuh", id, "WAZ-WS-0142", null, List.of(), null);
    }

    private static String failed(int code) {
        return """
                {"data": {"affected_items": [], "total_affected_items": 0, "total_failed_items": 1, "failed_items":
                 [{"error": {"code": %d, "message": "canary"}, "id": ["007"]}]}, "message": "x", "error": 1}
                """.formatted(code);
    }

    private static void answers(String body) {
        SERVER.stubFor(put(urlPathEqualTo(RESPONSE)).willReturn(okJson(body)));
    }

    private static void inventory(String kind, String items) {
        SERVER.stubFor(get(urlPathEqualTo("/syscollector/007/" + kind)).willReturn(okJson(items(items))));
    }

    private static void agents(String... agents) {
        SERVER.stubFor(get(urlPathEqualTo("/agents")).willReturn(okJson(items(agents))));
    }

    private static String items(String... items) {
        return "{\"data\": {\"affected_items\": [%s], \"failed_items\": []}, \"error\": 0}"
                .formatted(String.join(", ", items));
    }

    private static String agent(String id, String name, String status, int daysAgo) {
        return """
                {"id": "%s", "name": "%s", "ip": "10.40.1.42", "status": "%s", "lastKeepAlive": "%s",
                 "os": {"platform": "windows"}}
                """.formatted(id, name, status, Instant.now().minus(Duration.ofDays(daysAgo)));
    }
}
