package dev.cordon.connectors.vendor.defender;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.cordon.connectors.vendor.defender.DefenderStub.ACTION;
import static dev.cordon.connectors.vendor.defender.DefenderStub.ACTIONS;
import static dev.cordon.connectors.vendor.defender.DefenderStub.FILE;
import static dev.cordon.connectors.vendor.defender.DefenderStub.HOST;
import static dev.cordon.connectors.vendor.defender.DefenderStub.MACHINE;
import static dev.cordon.connectors.vendor.defender.DefenderStub.SHA1;
import static dev.cordon.connectors.vendor.defender.DefenderStub.action;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.connectors.capability.Acquisition;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look.State;
import dev.cordon.contract.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DefenderFilesTest {
    private static final String OURS = "Cordon action action-1";
    private final DefenderStub stub = new DefenderStub();

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void a_file_is_put_away_by_its_sha1_and_seen_to_be_when_the_action_succeeded() {
        accepts("StopAndQuarantineFile", "StopAndQuarantineFile");
        var quarantine = quarantine();

        assertThat(quarantine.look()).isEqualTo(State.FREE);
        assertThat(quarantine.ask(stub.ask())).isEqualTo("machine action " + ACTION);
        stub.api.verify(
                1,
                postRequestedFor(urlEqualTo(MACHINE + "/StopAndQuarantineFile"))
                        .withRequestBody(equalToJson("""
                        {"Comment": "%s", "Sha1": "%s"}
                        """.formatted(OURS, SHA1))));
        became("StopAndQuarantineFile", "InProgress");
        assertThat(quarantine.look()).isEqualTo(State.CONTAINING);
        became("StopAndQuarantineFile", "Succeeded");
        assertThat(quarantine.look()).isEqualTo(State.CONTAINED);
        became("StopAndQuarantineFile", "TimeOut");
        assertThat(quarantine.look()).isEqualTo(State.FREE);
    }

    @Test
    void an_earlier_quarantine_of_somebody_proves_nothing() {
        stub.actions(action("StopAndQuarantineFile", "Succeeded", 1));

        assertThat(quarantine().look()).isEqualTo(State.FREE);
    }

    @Test
    void after_an_interruption_the_receipt_leads_to_what_became_of_it() {
        became("StopAndQuarantineFile", "Succeeded");
        var resumed = quarantine();
        resumed.resume("machine action " + ACTION);

        assertThat(resumed.look()).isEqualTo(State.CONTAINED);
    }

    @Test
    void a_request_without_an_answer_is_found_again_by_its_comment_and_not_sent_twice() {
        stub.api.stubFor(
                post(MACHINE + "/StopAndQuarantineFile").willReturn(aResponse().withStatus(503)));
        var quarantine = quarantine();
        assertThatThrownBy(() -> quarantine.ask(stub.ask())).isInstanceOf(VendorException.Unavailable.class);

        stub.actions(action(ACTION, "StopAndQuarantineFile", "Succeeded", 1, OURS));
        assertThat(quarantine.look()).isEqualTo(State.CONTAINED);
        assertThat(quarantine().ask(stub.ask())).isEqualTo("machine action " + ACTION);
        stub.api.verify(1, postRequestedFor(urlEqualTo(MACHINE + "/StopAndQuarantineFile")));
    }

    @Test
    void without_a_sha1_nothing_is_sent() {
        var unknown = new Target.HostFile(HOST, FILE.path(), "0".repeat(64), null);
        var quarantine = new DefenderQuarantine(stub.connected()).quarantining(unknown);

        assertThatThrownBy(() -> quarantine.ask(stub.ask()))
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("hash-needed"));
        assertThat(stub.api.getAllServeEvents()).isEmpty();
    }

    @Test
    void a_package_is_fetched_from_the_link_without_our_token() throws IOException {
        accepts("collectInvestigationPackage", "CollectInvestigationPackage");
        became("CollectInvestigationPackage", "Succeeded");
        stub.api.stubFor(get(ACTIONS + "/" + ACTION + "/getPackageUri")
                .willReturn(okJson("{\"value\": \"\\\"%s\\\"\"}".formatted(link()))));
        stub.desk.stubFor(get("/package?sig=secret").willReturn(aResponse().withBody("PK-package")));
        var out = new ByteArrayOutputStream();
        var collection = collection();

        var ticket = collection.request(stub.ask());
        assertThat(collection.ready(ticket)).isTrue();
        var artifact = collection.copy(ticket, stub.ask(), out);

        assertThat(out).hasToString("PK-package");
        assertThat(artifact.reference()).isEqualTo("machine action " + ACTION);
        stub.desk.verify(getRequestedFor(urlEqualTo("/package?sig=secret")).withoutHeader("Authorization"));
    }

    @Test
    void a_collection_of_somebody_elses_is_waited_for_and_ours_is_found_again() {
        stub.api.stubFor(post(MACHINE + "/collectInvestigationPackage")
                .willReturn(okJson("{\"error\": {\"code\": \"ActiveRequestAlreadyExists\"}}")
                        .withStatus(400)));
        assertThatThrownBy(() -> collection().request(stub.ask())).isInstanceOf(VendorException.Unavailable.class);

        stub.actions(action(ACTION, "CollectInvestigationPackage", "Pending", 1, OURS));
        assertThat(collection().request(stub.ask())).isEqualTo(ACTION);
        stub.api.verify(1, postRequestedFor(urlEqualTo(MACHINE + "/collectInvestigationPackage")));
    }

    @Test
    void a_collection_that_failed_is_refused_and_one_under_way_is_not_ready() {
        became("CollectInvestigationPackage", "Pending");
        assertThat(collection().ready(ACTION)).isFalse();

        became("CollectInvestigationPackage", "Failed");
        assertThatThrownBy(() -> collection().ready(ACTION)).isInstanceOf(VendorException.Refused.class);
        assertThatThrownBy(() -> collection().ready("../x")).isInstanceOf(VendorException.Refused.class);
    }

    @Test
    void a_link_to_a_host_nobody_named_is_not_followed() {
        became("CollectInvestigationPackage", "Succeeded");
        stub.api.stubFor(get(ACTIONS + "/" + ACTION + "/getPackageUri")
                .willReturn(okJson("{\"value\": \"https://evil.example/x?sig=secret\"}")));

        assertThatThrownBy(() -> collection().copy(ACTION, stub.ask(), new ByteArrayOutputStream()))
                .isInstanceOf(VendorException.Misconfigured.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void a_file_is_fetched_by_one_command_and_named_after_how_it_is_packed() throws IOException {
        accepts("runliveresponse", "LiveResponse");
        became("LiveResponse", "Succeeded");
        stub.api.stubFor(get(ACTIONS + "/" + ACTION + "/GetLiveResponseResultDownloadLink(index=0)")
                .willReturn(okJson("{\"value\": \"%s\"}".formatted(link()))));
        var fetch = new DefenderFetch(stub.connected()).fetching(FILE);
        var ticket = fetch.request(stub.ask());
        stub.api.verify(
                1, postRequestedFor(urlEqualTo(MACHINE + "/runliveresponse")).withRequestBody(equalToJson("""
                        {"Comment": "Cordon action action-1", "Commands": [{"type": "GetFile", "params": [
                          {"key": "Path", "value": "C:\\\\Users\\\\m.keller\\\\svch0st.exe"}]}]}
                        """)));

        for (var packed : Map.of(
                        "svch0st.exe.gz", new byte[] {0x1f, (byte) 0x8b, 8},
                        "svch0st.exe.zip", new byte[] {'P', 'K', 3},
                        "svch0st.exe", new byte[] {'M', 'Z', 0})
                .entrySet()) {
            stub.desk.stubFor(get("/package?sig=secret").willReturn(aResponse().withBody(packed.getValue())));
            assertThat(fetch.copy(ticket, stub.ask(), new ByteArrayOutputStream())
                            .name())
                    .isEqualTo(packed.getKey());
        }
    }

    @Test
    void a_session_that_succeeded_with_a_command_that_failed_has_fetched_nothing() {
        stub.api.stubFor(get(ACTIONS + "/" + ACTION)
                .willReturn(okJson(action("LiveResponse", "Succeeded", 1)
                        .replace(
                                "\"commands\": []", "\"commands\": [{\"index\": 0, \"commandStatus\": \"Failed\"}]"))));

        assertThatThrownBy(
                        () -> new DefenderFetch(stub.connected()).fetching(FILE).ready(ACTION))
                .isInstanceOf(VendorException.Refused.class);
    }

    private Effect quarantine() {
        return new DefenderQuarantine(stub.connected()).quarantining(FILE);
    }

    private Acquisition collection() {
        return new DefenderPackage(stub.connected()).collecting(HOST);
    }

    private String link() {
        return stub.desk.baseUrl() + "/package?sig=secret";
    }

    private void accepts(String verb, String type) {
        stub.api.stubFor(post(MACHINE + "/" + verb)
                .willReturn(okJson(action(ACTION, type, "Pending", 1, OURS)).withStatus(201)));
    }

    private void became(String type, String status) {
        stub.api.stubFor(get(ACTIONS + "/" + ACTION).willReturn(okJson(action(ACTION, type, status, 1, OURS))));
    }
}
