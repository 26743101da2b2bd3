package dev.cordon.connectors.vendor.crowdstrike;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.cordon.connectors.vendor.crowdstrike.FalconTest.AID;
import static dev.cordon.connectors.vendor.crowdstrike.FalconTest.HOST;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.cordon.connectors.action.Overdue;
import dev.cordon.contract.Look.State;
import dev.cordon.contract.Outcome;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A containment that is still pending at the deadline. The states of the played host are Falcon's own words.
class FalconWithdrawalTest {
    private static final String ACTIONS = "/devices/entities/devices-actions/v2";
    private static final String LIFT = ACTIONS + "?action_name=lift_containment";
    private static final String DEVICES = "/devices/entities/devices/v2";
    private static final String UNSEEN = "asked earlier, not seen to happen (trace trace-1): ";
    private static final ResponseDefinitionBuilder ACCEPTED =
            okJson("""
            {"meta": {"trace_id": "trace-1"}, "resources": [{"id": "%s"}], "errors": []}
            """.formatted(AID)).withStatus(202);
    private static final Vertx VERTX = Vertx.vertx();
    private static final WireMockServer SERVER = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

    static {
        SERVER.start();
    }

    private final Falcon falcon = FalconTest.connected(VERTX, SERVER.baseUrl());
    private final Overdue overdue = new Overdue(HOST, () -> new FalconIsolation(falcon).containing(HOST));

    @BeforeEach
    void the_host_is_away() {
        SERVER.resetAll();
        SERVER.stubFor(post("/oauth2/token").willReturn(okJson("{\"access_token\": \"t\", \"expires_in\": 1799}")));
        device("normal");
        for (var state : new String[] {"normal", "containment_pending", "contained", "lift_containment_pending"}) {
            SERVER.stubFor(post(urlEqualTo(DEVICES))
                    .inScenario("host")
                    .whenScenarioStateIs(state)
                    .willReturn(okJson(record(state))));
        }
        asking("contain", "containment_pending", ACCEPTED);
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
        VERTX.close();
    }

    @ParameterizedTest
    @CsvSource({
        "normal, withdrawn; not in effect when looked at",
        "lift_containment_pending, withdrawn",
        "containment_pending, withdrawn",
        "contained, withdrawn; in effect when looked at"
    })
    void it_is_lifted_and_what_is_seen_afterwards_is_said(String becomes, String said) {
        asking("lift_containment", becomes, ACCEPTED);

        assertThat(overdue.asked().ended()).isEqualTo(new Outcome.Unverified(UNSEEN + said));
        SERVER.verify(1, postRequestedFor(urlEqualTo(LIFT)));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409})
    void a_lift_that_is_turned_away_leaves_the_containment_standing(int status) {
        asking("lift_containment", "containment_pending", aResponse().withStatus(status));

        assertThat(overdue.asked().ended())
                .isInstanceOfSatisfying(
                        Outcome.Unverified.class,
                        outcome -> assertThat(outcome.receipt()).startsWith(UNSEEN + "its withdrawal was turned away"));
        assertThat(overdue.lastSeen()).isEqualTo(State.CONTAINING);
    }

    @Test
    void a_conflict_by_an_error_inside_a_success_is_no_withdrawal() {
        asking(
                "lift_containment",
                "containment_pending",
                okJson("{\"resources\": [], \"errors\": [{\"code\": 409, \"message\": \"pending\"}]}")
                        .withStatus(202));

        assertThat(overdue.asked().ended())
                .isInstanceOfSatisfying(
                        Outcome.Unverified.class,
                        outcome -> assertThat(outcome.receipt()).contains("its withdrawal was turned away"));
    }

    @Test
    void a_host_that_came_back_just_before_a_lift_that_was_turned_away_is_contained() {
        asking("lift_containment", "contained", aResponse().withStatus(409));

        assertThat(overdue.asked().ended()).isEqualTo(new Outcome.Done("trace trace-1"));
    }

    @Test
    void a_host_that_came_back_before_the_deadline_is_contained_and_nothing_is_lifted() {
        overdue.asked();
        SERVER.setScenarioState("host", "contained");

        assertThat(overdue.ended()).isEqualTo(new Outcome.Done("trace trace-1"));
        SERVER.verify(0, postRequestedFor(urlEqualTo(LIFT)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"containment_pending", "lift_containment_pending", "contained", "normal"})
    void a_lift_without_an_answer_claims_nothing(String becomes) {
        asking("lift_containment", becomes, aResponse().withFault(Fault.EMPTY_RESPONSE));

        assertThat(overdue.asked().ended())
                .isInstanceOfSatisfying(
                        Outcome.Unverified.class,
                        outcome -> assertThat(outcome.receipt()).startsWith(UNSEEN + "its withdrawal had no answer"));
        SERVER.verify(1, postRequestedFor(urlEqualTo(LIFT)));
    }

    @Test
    void while_falcon_is_away_nothing_is_lifted_blindly() {
        overdue.asked();
        SERVER.stubFor(
                post(urlEqualTo(DEVICES)).atPriority(1).willReturn(aResponse().withStatus(503)));

        assertThat(overdue.ended())
                .isEqualTo(new Outcome.Unverified(UNSEEN + "the vendor cannot answer now (503); not taken back"));
        SERVER.verify(0, postRequestedFor(urlEqualTo(LIFT)));
    }

    private static void asking(String action, String becomes, ResponseDefinitionBuilder answer) {
        SERVER.stubFor(post(urlPathEqualTo(ACTIONS))
                .withQueryParam("action_name", equalTo(action))
                .inScenario("host")
                .willSetStateTo(becomes)
                .willReturn(answer));
    }

    private static void device(String status) {
        SERVER.stubFor(post(urlEqualTo(DEVICES)).willReturn(okJson(record(status))));
    }

    private static String record(String status) {
        return "{\"resources\": [{\"device_id\": \"%s\", \"status\": \"%s\", \"platform_name\": \"Windows\"}]}"
                .formatted(AID, status);
    }
}
