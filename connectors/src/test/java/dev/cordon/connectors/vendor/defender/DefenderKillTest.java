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
import static dev.cordon.connectors.vendor.defender.DefenderStub.HOST;
import static dev.cordon.connectors.vendor.defender.DefenderStub.MACHINE;
import static dev.cordon.connectors.vendor.defender.DefenderStub.action;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.ProcessKill;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look.State;
import dev.cordon.contract.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefenderKillTest {
    private static final String OURS = "Cordon action action-1";
    private static final String RUN = MACHINE + "/runliveresponse";
    private final DefenderStub stub = new DefenderStub();

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void a_script_of_the_library_gets_number_and_program_and_its_transcript_says_that_it_is_gone() {
        accepts();
        var kill = kill("C:\\Users\\x\\evil.exe");
        assertThat(kill.look()).isEqualTo(State.FREE);
        assertThat(kill.ask(stub.ask())).isEqualTo("machine action " + ACTION);
        stub.api.verify(1, postRequestedFor(urlEqualTo(RUN)).withRequestBody(equalToJson("""
                        {"Comment": "Cordon action action-1", "Commands": [{"type": "RunScript", "params": [
                          {"key": "ScriptName", "value": "kill.ps1"},
                          {"key": "Args", "value": "-ProcessId 4711 -Image evil.exe"}]}]}
                        """)));

        became("InProgress", "");
        assertThat(kill.look()).isEqualTo(State.CONTAINING);
        became("Succeeded", "Completed");
        said("{\"script_name\": \"kill.ps1\", \"exit_code\": 0, \"script_output\": \"x\", \"script_errors\": \"\"}");
        assertThat(kill.look()).isEqualTo(State.CONTAINED);
        stub.desk.verify(getRequestedFor(urlEqualTo("/said?sig=secret")).withoutHeader("Authorization"));
        became("TimeOut", "");
        assertThat(kill.look()).isEqualTo(State.FREE);
    }

    @Test
    void a_script_that_failed_has_ended_nothing() {
        var kill = resumed();
        became("Succeeded", "Failed");
        refused(kill, "failed-on-host");
        became("Succeeded", "Completed");
        said("{\"exit_code\": 1}");
        refused(kill, "failed-on-host");
        said("{\"script_output\": \"done\"}");
        refused(kill, "not-verifiable");
        said("no JSON");
        assertThatThrownBy(kill::look).isInstanceOf(VendorException.Unavailable.class);
    }

    @Test
    void a_request_without_an_answer_is_found_again_by_its_comment_and_not_sent_twice() {
        stub.api.stubFor(post(RUN).willReturn(aResponse().withStatus(503)));
        var kill = kill("evil.exe");
        assertThatThrownBy(() -> kill.ask(stub.ask())).isInstanceOf(VendorException.Unavailable.class);

        stub.actions(action(ACTION, "LiveResponse", "Pending", 1, OURS));
        assertThat(kill.look()).isEqualTo(State.CONTAINING);
        assertThat(kill("evil.exe").ask(stub.ask())).isEqualTo("machine action " + ACTION);
        stub.api.verify(1, postRequestedFor(urlEqualTo(RUN)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b.exe", "x;calc.exe", "-Force", "\"x", "$(x)"})
    void a_program_that_could_be_more_than_a_word_is_never_sent(String image) {
        assertThatThrownBy(() -> kill(image).ask(stub.ask()))
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("image-needed"));
        assertThat(stub.api.getAllServeEvents()).isEmpty();
    }

    @Test
    void without_a_script_no_process_is_ended_here() {
        assertThat(stub.product().connectors().getFirst().able(ProcessKill.class))
                .isEmpty();
    }

    private Effect kill(String image) {
        return new DefenderKill(stub.connected(), "kill.ps1", "-ProcessId {pid} -Image {image}")
                .killing(new Target.HostProcess(HOST, 4711, image));
    }

    private Effect resumed() {
        var kill = kill("evil.exe");
        kill.resume("machine action " + ACTION);
        return kill;
    }

    private static void refused(Effect effect, String code) {
        assertThatThrownBy(effect::look)
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private void accepts() {
        stub.api.stubFor(post(RUN)
                .willReturn(okJson(action(ACTION, "LiveResponse", "Pending", 1, OURS))
                        .withStatus(201)));
    }

    private void became(String status, String command) {
        stub.api.stubFor(get(ACTIONS + "/" + ACTION)
                .willReturn(okJson(action(ACTION, "LiveResponse", status, 1, OURS)
                        .replace(
                                "\"commands\": []",
                                "\"commands\": [{\"commandStatus\": \"%s\"}]".formatted(command)))));
    }

    private void said(String transcript) {
        stub.api.stubFor(get(ACTIONS + "/" + ACTION + "/GetLiveResponseResultDownloadLink(index=0)")
                .willReturn(okJson("{\"value\": \"%s/said?sig=secret\"}".formatted(stub.desk.baseUrl()))));
        stub.desk.stubFor(get("/said?sig=secret").willReturn(aResponse().withBody(transcript)));
    }
}
