package dev.cordon.connectors.vendor.sentinel;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.cordon.connectors.Settings;
import dev.cordon.connectors.capability.Closing;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.VendorContract;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import dev.cordon.contract.Verdict;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IncidentClosingTest implements VendorContract {
    private static final Vertx VERTX = Vertx.vertx();
    private static final WireMockServer SERVER = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private static final String ID = "73e01a99-5cd7-4139-a149-9f2736ff2ab5";
    private static final String INCIDENT =
            "/subscriptions/sub-1/resourceGroups/soc/providers/Microsoft.OperationalInsights/workspaces/ws"
                    + "/providers/Microsoft.SecurityInsights/incidents/" + ID;
    private static final Target.SourceAlert ALERT = new Target.SourceAlert("sentinel", ID, "Rare sign-in");

    private IncidentClosing incidents = incidents(Map.of());

    static {
        SERVER.start();
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
    public void effectIsReady() {
        effect().look();
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static Closing closing(Verdict verdict) {
        return new Closing("INC-2026-000123", verdict, "our own scanner");
    }

    @BeforeEach
    void everything_is_well() {
        SERVER.resetAll();
        SERVER.stubFor(post(urlPathEqualTo("/token"))
                .willReturn(okJson("{\"access_token\": \"bearer-secret\", \"expires_in\": 3599}")));
        found("Active");
        SERVER.stubFor(put(urlPathEqualTo(INCIDENT)).willReturn(okJson("{\"name\": \"%s\"}".formatted(ID))));
        incidents = incidents(Map.of());
    }

    @Override
    public String writePath() {
        return INCIDENT;
    }

    @Override
    public Effect effectAt(String url, String ca) {
        return closingWith(Map.of("cordon.vendor.sentinel.url", url, "cordon.vendor.sentinel.ca", ca));
    }

    @Override
    public Optional<Effect> effectGrantedAt(String url, String ca) {
        return Optional.of(
                closingWith(Map.of("cordon.vendor.sentinel.token-url", url, "cordon.vendor.sentinel.ca", ca)));
    }

    private static Effect closingWith(Map<String, String> settings) {
        return incidents(settings).closing(ALERT, closing(Verdict.FALSE_POSITIVE));
    }

    @Override
    public Effect effect() {
        return incidents.closing(ALERT, closing(Verdict.FALSE_POSITIVE));
    }

    @Test
    void one_put_closes_it_and_carries_along_all_that_may_be_written() {
        assertThat(effect().ask(ask())).isEqualTo("closed as FalsePositive/IncorrectAlertLogic");

        SERVER.verify(
                1,
                putRequestedFor(urlPathEqualTo(INCIDENT))
                        .withQueryParam("api-version", equalTo("2024-09-01"))
                        .withRequestBody(equalToJson("""
                                {"etag": "\\"0300\\"", "properties": {"title": "Rare sign-in", "description": "from abroad",
                                 "severity": "High", "owner": {"userPrincipalName": "amina@acme.example"},
                                 "labels": [{"labelName": "tier-1"}], "firstActivityTimeUtc": "2026-11-20T08:00:00Z",
                                 "status": "Closed", "classification": "FalsePositive",
                                 "classificationReason": "IncorrectAlertLogic", "classificationComment":
                                 "INC-2026-000123 closed as false-positive: our own scanner [cordon action-1]"}}
                                """)));
    }

    @ParameterizedTest
    @CsvSource({
        "TRUE_POSITIVE, TruePositive/SuspiciousActivity",
        "BENIGN, BenignPositive/SuspiciousButExpected",
        "TEST, BenignPositive/SuspiciousButExpected",
        "SUSPICIOUS, Undetermined",
        "DUPLICATE, Undetermined",
        "INSUFFICIENT_DATA, Undetermined"
    })
    void every_verdict_has_a_classification(Verdict verdict, String classification) {
        assertThat(incidents.closing(ALERT, closing(verdict)).ask(ask())).isEqualTo("closed as " + classification);
    }

    @Test
    void a_classification_can_be_set() {
        incidents = incidents(Map.of("cordon.vendor.sentinel.verdict-false-positive", "FalsePositive/InaccurateData"));

        assertThat(effect().ask(ask())).isEqualTo("closed as FalsePositive/InaccurateData");
    }

    @ParameterizedTest
    @CsvSource({"New, FREE", "Active, FREE", "Closed, CONTAINED"})
    void how_it_is_is_the_incidents_status(String status, Look.State state) {
        found(status);

        assertThat(effect().look()).isEqualTo(state);
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 412})
    void one_that_somebody_else_changed_in_between_is_not_overwritten(int status) {
        SERVER.stubFor(put(urlPathEqualTo(INCIDENT)).willReturn(aResponse().withStatus(status)));

        assertThatThrownBy(() -> effect().ask(ask())).isInstanceOf(VendorException.Conflict.class);
    }

    @Test
    void one_that_was_closed_since_the_look_keeps_its_classification() {
        var effect = effect();
        effect.look();
        found("Closed");

        assertThatThrownBy(() -> effect.ask(ask())).isInstanceOf(VendorException.Conflict.class);
        SERVER.verify(0, putRequestedFor(urlPathEqualTo(INCIDENT)));
    }

    @Test
    void without_an_etag_nothing_is_written() {
        SERVER.stubFor(get(urlPathEqualTo(INCIDENT))
                .willReturn(okJson("{\"name\": \"%s\", \"properties\": {\"status\": \"New\"}}".formatted(ID))));

        refused("no-etag", () -> effect().ask(ask()));
    }

    @Test
    void another_incident_or_an_unknown_status_is_no_answer() {
        found("Gone");
        assertThatThrownBy(() -> effect().look()).isInstanceOf(VendorException.Unavailable.class);
        SERVER.stubFor(get(urlPathEqualTo(INCIDENT))
                .willReturn(okJson("{\"name\": \"x\", \"properties\": {\"status\": \"Closed\"}}")));
        assertThatThrownBy(() -> effect().look()).isInstanceOf(VendorException.Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"421", "..", "sha256:00", "73e01a99-5cd7-4139-a149-9f2736ff2ab5/x"})
    void what_is_no_id_never_leaves(String id) {
        refused(
                "target-not-found",
                () -> incidents.closing(new Target.SourceAlert("sentinel", id, "x"), closing(Verdict.TEST)));
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    private static void found(String status) {
        SERVER.stubFor(get(urlPathEqualTo(INCIDENT)).willReturn(okJson("""
                {"name": "%s", "etag": "\\"0300\\"", "properties": {"title": "Rare sign-in", "description": "from abroad",
                 "severity": "High", "status": "%s", "owner": {"userPrincipalName": "amina@acme.example"},
                 "labels": [{"labelName": "tier-1", "labelType": "User"}], "firstActivityTimeUtc": "2026-11-20T08:00:00Z",
                 "incidentNumber": 3177, "incidentUrl": "https://portal", "additionalData": {"alertsCount": 1},
                 "createdTimeUtc": "2026-11-20T08:00:00Z", "relatedAnalyticRuleIds": []}}
                """.formatted(ID, status))));
    }

    private static IncidentClosing incidents(Map<String, String> more) {
        var settings = new HashMap<String, String>();
        var prefix = "cordon.vendor.sentinel.";
        settings.put(prefix + "url", SERVER.baseUrl());
        settings.put(prefix + "token-url", SERVER.baseUrl() + "/token");
        settings.put(prefix + "client-id", "client-1");
        settings.put(prefix + "client-secret", "client-secret");
        settings.put(prefix + "subscription", "sub-1");
        settings.put(prefix + "resource-group", "soc");
        settings.put(prefix + "workspace", "ws");
        settings.putAll(more);
        var workspace =
                Settings.tenant(Settings.of(SentinelConfig.class, settings).tenants(), "sentinel");
        return new IncidentClosing(new Incidents(VERTX, "sentinel", workspace), workspace);
    }
}
