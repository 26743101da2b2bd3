package dev.cordon.connectors.vendor.defender;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.cordon.connectors.vendor.defender.DefenderStub.ACTION;
import static dev.cordon.connectors.vendor.defender.DefenderStub.ACTIONS;
import static dev.cordon.connectors.vendor.defender.DefenderStub.HOST;
import static dev.cordon.connectors.vendor.defender.DefenderStub.MACHINE;
import static dev.cordon.connectors.vendor.defender.DefenderStub.action;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.cordon.connectors.action.Overdue;
import dev.cordon.contract.Look.State;
import dev.cordon.contract.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An isolation that still waits for its machine at the deadline.
class DefenderWithdrawalTest {
    private static final String CANCEL = ACTIONS + "/" + ACTION + "/cancel";
    private static final String OURS = "Cordon action action-1";
    private static final String UNSEEN = "asked earlier, not seen to happen (machine action " + ACTION + "): ";
    private static final DefenderStub STUB = new DefenderStub();

    private final Overdue overdue = new Overdue(HOST, () -> new DefenderIsolation(STUB.connected()).containing(HOST));

    @BeforeEach
    void the_machine_is_away() {
        STUB.reset();
        STUB.api.resetScenarios();
        STUB.api.stubFor(post(MACHINE + "/isolate")
                .inScenario("machine")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("asked")
                .willReturn(okJson(action(ACTION, "Isolate", "Pending", 1, OURS))));
        bookIn("asked", action(ACTION, "Isolate", "Pending", 1, OURS));
        bookIn("cancelled", action(ACTION, "Isolate", "Cancelled", 1, OURS));
        bookIn("isolated", action(ACTION, "Isolate", "Succeeded", 1, OURS));
    }

    @AfterAll
    static void stop() {
        STUB.close();
    }

    @Test
    void it_is_cancelled_and_seen_not_to_be() {
        cancelling("cancelled", okJson("{}"));

        assertThat(overdue.asked().ended())
                .isEqualTo(new Outcome.Unverified(UNSEEN + "withdrawn; not in effect when looked at"));
        STUB.api.verify(1, postRequestedFor(urlEqualTo(CANCEL)));
        nothingIsReleased();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 409})
    void a_cancellation_that_is_turned_away_leaves_it_standing(int status) {
        cancelling("asked", aResponse().withStatus(status));

        assertThat(overdue.asked().ended())
                .isInstanceOfSatisfying(
                        Outcome.Unverified.class,
                        outcome -> assertThat(outcome.receipt()).startsWith(UNSEEN + "its withdrawal was turned away"));
        assertThat(overdue.lastSeen()).isEqualTo(State.CONTAINING);
        STUB.api.verify(1, postRequestedFor(urlEqualTo(CANCEL)));
    }

    @Test
    void a_machine_that_came_back_just_before_the_cancellation_is_isolated_and_stays_so() {
        cancelling("isolated", okJson("{\"error\": {\"code\": \"BadRequest\"}}").withStatus(400));

        assertThat(overdue.asked().ended()).isEqualTo(new Outcome.Done("machine action " + ACTION));
        nothingIsReleased();
    }

    @Test
    void a_machine_that_was_isolated_although_the_cancellation_was_accepted_is_not_called_free() {
        cancelling("isolated", okJson("{}"));

        assertThat(overdue.asked().ended())
                .isEqualTo(new Outcome.Unverified(UNSEEN + "withdrawn; in effect when looked at"));
    }

    @Test
    void a_machine_that_came_back_before_the_deadline_is_isolated_and_nothing_is_cancelled() {
        overdue.asked();
        STUB.api.setScenarioState("machine", "isolated");

        assertThat(overdue.ended()).isEqualTo(new Outcome.Done("machine action " + ACTION));
        STUB.api.verify(0, postRequestedFor(urlEqualTo(CANCEL)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"asked", "cancelled"})
    void a_cancellation_without_an_answer_claims_nothing(String becomes) {
        cancelling(becomes, aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

        assertThat(overdue.asked().ended())
                .isInstanceOfSatisfying(
                        Outcome.Unverified.class,
                        outcome -> assertThat(outcome.receipt()).startsWith(UNSEEN + "its withdrawal had no answer"));
        STUB.api.verify(1, postRequestedFor(urlEqualTo(CANCEL)));
    }

    @Test
    void while_defender_is_away_nothing_is_cancelled_blindly() {
        overdue.asked();
        STUB.api.stubFor(get(urlPathEqualTo(ACTIONS))
                .atPriority(1)
                .willReturn(aResponse().withStatus(503)));

        assertThat(overdue.ended())
                .isEqualTo(new Outcome.Unverified(UNSEEN + "the vendor cannot answer now (503); not taken back"));
        STUB.api.verify(0, postRequestedFor(urlEqualTo(CANCEL)));
    }

    @Test
    void what_somebody_else_asked_for_is_not_ours_to_cancel() {
        STUB.api.stubFor(post(MACHINE + "/isolate")
                .inScenario("machine")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("theirs")
                .willReturn(okJson("{\"error\": {\"code\": \"ActiveRequestAlreadyExists\"}}")
                        .withStatus(400)));
        bookIn("theirs", action("Isolate", "Pending", 1));
        cancelling("cancelled", okJson("{}"));

        assertThat(overdue.asked().ended())
                .isInstanceOfSatisfying(
                        Outcome.Unverified.class,
                        outcome -> assertThat(outcome.receipt()).contains("turned away", "no isolation of ours"));
        STUB.api.verify(0, postRequestedFor(urlEqualTo(CANCEL)));
    }

    private static void cancelling(String becomes, ResponseDefinitionBuilder answer) {
        STUB.api.stubFor(
                post(CANCEL).inScenario("machine").willSetStateTo(becomes).willReturn(answer));
    }

    private static void bookIn(String state, String action) {
        STUB.api.stubFor(get(urlPathEqualTo(ACTIONS))
                .inScenario("machine")
                .whenScenarioStateIs(state)
                .willReturn(okJson("{\"value\": [%s]}".formatted(action))));
    }

    private static void nothingIsReleased() {
        STUB.api.verify(0, postRequestedFor(urlEqualTo(MACHINE + "/unisolate")));
    }
}
