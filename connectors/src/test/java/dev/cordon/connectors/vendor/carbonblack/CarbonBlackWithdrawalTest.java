package dev.cordon.connectors.vendor.carbonblack;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.cordon.connectors.action.Overdue;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.contract.Look.State;
import dev.cordon.contract.Outcome;
import dev.cordon.contract.Target;
import io.vertx.core.Vertx;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A quarantine that the console wishes for and the sensor has not heard of at the deadline.
class CarbonBlackWithdrawalTest {
    private static final String ORG = "/appservices/v6/orgs/ABCD1234";
    private static final String ACTIONS = ORG + "/device_actions";
    private static final String DEVICE = ORG + "/devices/12345678";
    private static final Target.Host HOST =
            new Target.Host("carbonblack", "12345678", "WS-0142", null, List.of(), null);
    private static final String LONG_AGO = "2020-01-01T00:00:00Z";
    private static final String BEFORE = "2030-01-01T00:00:05Z";
    private static final String ASKED = "Tue, 01 Jan 2030 00:00:10 GMT";
    private static final String BETWEEN = "2030-01-01T00:14:00Z";
    private static final String TAKEN_BACK = "Tue, 01 Jan 2030 00:15:10 GMT";
    private static final String AFTER = "2030-01-01T00:16:00Z";
    private static final String RECEIPT = "quarantine on, accepted 2030-01-01T00:00:10Z";
    private static final String UNSEEN = "asked earlier, not seen to happen (" + RECEIPT + "): ";
    private static final Vertx VERTX = Vertx.vertx();
    private static final WireMockServer SERVER = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

    static {
        SERVER.start();
    }

    private final Cloud cloud = CarbonBlackTest.connected(VERTX, SERVER.baseUrl());
    private final Overdue overdue = new Overdue(HOST, this::containing);

    @BeforeEach
    void the_sensor_is_away() {
        SERVER.resetAll();
        deviceIn(Scenario.STARTED, false, BEFORE);
        deviceIn("asked", true, BEFORE);
        toggling("ON", "asked", aResponse().withStatus(204).withHeader("Date", ASKED));
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
        VERTX.close();
    }

    @Test
    void the_wish_is_turned_off_and_a_sensor_that_never_heard_of_it_is_free() {
        deviceIn("off", false, BEFORE);
        toggling("OFF", "off", aResponse().withStatus(204).withHeader("Date", TAKEN_BACK));

        assertThat(overdue.asked().ended())
                .isEqualTo(new Outcome.Unverified(UNSEEN + "withdrawn; not in effect when looked at"));
        toggled(1, "OFF");
    }

    @Test
    void a_sensor_that_may_have_heard_of_the_wish_is_free_when_it_was_in_contact_again() {
        deviceIn("off", false, BETWEEN);
        toggling("OFF", "off", aResponse().withStatus(204).withHeader("Date", TAKEN_BACK));

        assertThat(overdue.asked().ended()).isEqualTo(new Outcome.Unverified(UNSEEN + "withdrawn"));
        assertThat(overdue.lastSeen()).isEqualTo(State.FREEING);

        SERVER.resetScenarios();
        deviceIn("off", false, AFTER);
        assertThat(new Overdue(HOST, this::containing).asked().ended())
                .isEqualTo(new Outcome.Unverified(UNSEEN + "withdrawn; not in effect when looked at"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409})
    void a_wish_that_cannot_be_turned_off_stands(int status) {
        toggling("OFF", "asked", aResponse().withStatus(status));

        assertThat(overdue.asked().ended())
                .isInstanceOfSatisfying(
                        Outcome.Unverified.class,
                        outcome -> assertThat(outcome.receipt()).startsWith(UNSEEN + "its withdrawal was turned away"));
        assertThat(overdue.lastSeen()).isEqualTo(State.CONTAINING);
        toggled(1, "OFF");
    }

    @Test
    void a_sensor_that_came_back_just_before_is_in_quarantine() {
        deviceIn("heard", true, BETWEEN);
        toggling("OFF", "heard", aResponse().withStatus(409));

        assertThat(overdue.asked().ended()).isEqualTo(new Outcome.Done(RECEIPT));
    }

    @Test
    void a_sensor_that_came_back_before_the_deadline_is_in_quarantine_and_the_wish_stays() {
        deviceIn("heard", true, BETWEEN);
        overdue.asked();
        SERVER.setScenarioState("device", "heard");

        assertThat(overdue.ended()).isEqualTo(new Outcome.Done(RECEIPT));
        toggled(0, "OFF");
    }

    @ParameterizedTest
    @ValueSource(strings = {"asked", "off"})
    void a_withdrawal_without_an_answer_claims_nothing(String becomes) {
        deviceIn("off", false, BEFORE);
        toggling("OFF", becomes, aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

        assertThat(overdue.asked().ended())
                .isInstanceOfSatisfying(
                        Outcome.Unverified.class,
                        outcome -> assertThat(outcome.receipt()).startsWith(UNSEEN + "its withdrawal had no answer"));
        toggled(1, "OFF");
    }

    @Test
    void while_the_console_is_away_nothing_is_turned_off_blindly() {
        overdue.asked();
        SERVER.stubFor(
                get(urlEqualTo(DEVICE)).atPriority(1).willReturn(aResponse().withStatus(503)));

        assertThat(overdue.ended())
                .isEqualTo(new Outcome.Unverified(UNSEEN + "the vendor cannot answer now (503); not taken back"));
        toggled(0, "OFF");
    }

    @Test
    void a_wish_whose_answer_was_lost_is_not_fulfilled_before_the_sensor_was_in_contact() {
        toggling("ON", "asked", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        deviceIn("asked", true, LONG_AGO);
        deviceIn("off", false, LONG_AGO);
        toggling("OFF", "off", aResponse().withStatus(204).withHeader("Date", TAKEN_BACK));

        assertThat(overdue.asked().ended()).isInstanceOf(Outcome.Unverified.class);
        toggled(1, "OFF");

        SERVER.setScenarioState("device", "asked");
        var resumed = containing();
        resumed.resume("");
        assertThat(resumed.look()).isEqualTo(State.CONTAINING);
        deviceIn("asked", true, AFTER);
        assertThat(resumed.look()).isEqualTo(State.CONTAINED);
    }

    private Effect containing() {
        return new DeviceQuarantine(cloud, true).containing(HOST);
    }

    private static void toggling(String toggle, String becomes, ResponseDefinitionBuilder answer) {
        SERVER.stubFor(post(urlEqualTo(ACTIONS))
                .withRequestBody(matchingJsonPath("$.options.toggle", equalTo(toggle)))
                .inScenario("device")
                .willSetStateTo(becomes)
                .willReturn(answer));
    }

    private static void toggled(int times, String toggle) {
        SERVER.verify(
                times,
                postRequestedFor(urlEqualTo(ACTIONS))
                        .withRequestBody(matchingJsonPath("$.options.toggle", equalTo(toggle))));
    }

    private static void deviceIn(String state, boolean quarantined, String contact) {
        SERVER.stubFor(get(urlEqualTo(DEVICE))
                .inScenario("device")
                .whenScenarioStateIs(state)
                .willReturn(okJson("""
                        {"id": 12345678, "name": "WS-0142", "quarantined": %b, "last_contact_time": "%s"}
                        """.formatted(quarantined, contact))));
    }
}
