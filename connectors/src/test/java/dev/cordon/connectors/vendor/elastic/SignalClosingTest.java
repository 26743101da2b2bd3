package dev.cordon.connectors.vendor.elastic;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.cordon.connectors.vendor.elastic.SignalClosing.SEARCH;
import static dev.cordon.connectors.vendor.elastic.SignalClosing.STATUS;
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
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalClosingTest implements VendorContract {
    private static final Vertx VERTX = Vertx.vertx();
    private static final WireMockServer SERVER = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private static final String ID = "0d9f0c1b".repeat(8);
    private static final Target.SourceAlert ALERT = new Target.SourceAlert("elastic", ID, "Mimikatz on WS-0142");

    private SignalClosing signals = signals(Map.of());

    static {
        SERVER.start();
    }

    @BeforeEach
    void everything_is_well() {
        SERVER.resetAll();
        found("{\"_id\": \"%s\", \"_source\": {\"kibana.alert.workflow_status\": \"open\"}}".formatted(ID));
        updated("{\"took\": 3, \"updated\": 1, \"total\": 1, \"version_conflicts\": 0, \"failures\": []}");
        signals = signals(Map.of());
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
        return STATUS;
    }

    @Override
    public Effect effectAt(String url, String ca) {
        var space = KibanaStub.space(url, Map.of("cordon.vendor.elastic.ca", ca));
        return new SignalClosing(new Kibana(VERTX, "elastic", space), space)
                .closing(ALERT, closing(Verdict.FALSE_POSITIVE));
    }

    @Override
    public Effect effect() {
        return signals.closing(ALERT, closing(Verdict.FALSE_POSITIVE));
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
    void one_alert_is_closed_by_its_own_id() {
        assertThat(effect().ask(ask())).isEqualTo("closed");

        SERVER.verify(
                1,
                postRequestedFor(urlEqualTo(STATUS))
                        .withHeader("kbn-xsrf", equalTo("cordon"))
                        .withRequestBody(
                                equalToJson("{\"signal_ids\": [\"%s\"], \"status\": \"closed\"}".formatted(ID))));
    }

    @Test
    void the_verdict_goes_along_in_the_versions_that_take_one() {
        signals = signals(Map.of("cordon.vendor.elastic.verdict-false-positive", "false_positive"));

        assertThat(effect().ask(ask())).isEqualTo("closed as false_positive");
        signals.closing(ALERT, closing(Verdict.TEST)).ask(ask());

        SERVER.verify(1, postRequestedFor(urlEqualTo(STATUS)).withRequestBody(equalToJson("""
                        {"signal_ids": ["%s"], "status": "closed", "reason": "false_positive"}
                        """.formatted(ID))));
        SERVER.verify(2, postRequestedFor(urlEqualTo(STATUS)));
    }

    @ParameterizedTest
    @CsvSource({"open, FREE", "acknowledged, FREE", "in-progress, FREE", "closed, CONTAINED"})
    void how_it_is_is_the_workflow_status(String status, Look.State state) {
        found("{\"_id\": \"%s\", \"_source\": {\"kibana.alert.workflow_status\": \"%s\"}}".formatted(ID, status));
        assertThat(effect().look()).isEqualTo(state);

        found("{\"_id\": \"%s\", \"_source\": {\"kibana\": {\"alert\": {\"workflow_status\": \"%s\"}}}}"
                .formatted(ID, status));
        assertThat(effect().look()).as("nested").isEqualTo(state);
    }

    @Test
    void an_alert_that_is_not_there_is_refused_and_never_asked_for() {
        found("");

        refused(() -> effect().look());
    }

    @Test
    void an_unknown_id_is_answered_with_200_and_counted() {
        updated("{\"took\": 3, \"updated\": 0, \"total\": 0, \"version_conflicts\": 0, \"failures\": []}");

        refused(() -> effect().ask(ask()));
    }

    @Test
    void a_conflict_is_looked_at_again_and_a_failure_leaves_it_open() {
        updated("{\"took\": 3, \"updated\": 0, \"total\": 1, \"version_conflicts\": 1, \"failures\": []}");
        assertThatThrownBy(() -> effect().ask(ask())).isInstanceOf(VendorException.Conflict.class);

        updated(
                "{\"took\": 3, \"updated\": 0, \"total\": 1, \"version_conflicts\": 0, \"failures\": [{\"id\": \"x\"}]}");
        assertThatThrownBy(() -> effect().ask(ask())).isInstanceOf(VendorException.Unavailable.class);
    }

    @Test
    void another_alert_half_a_search_or_an_unknown_status_is_no_answer() {
        for (var answer : new String[] {
            hits("{\"_id\": \"other\", \"_source\": {\"kibana.alert.workflow_status\": \"closed\"}}"),
            hits("{\"_id\": \"%s\", \"_source\": {\"kibana.alert.workflow_status\": \"done\"}}".formatted(ID)),
            hits("{\"_id\": \"%s\", \"_source\": {}}".formatted(ID)),
            hits("").replace("\"failed\": 0", "\"failed\": 1"),
            hits("").replace("\"timed_out\": false", "\"timed_out\": true")
        }) {
            SERVER.stubFor(post(SEARCH).willReturn(okJson(answer)));
            assertThatThrownBy(() -> effect().look()).isInstanceOf(VendorException.Unavailable.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "sha256:00", "\"}}", "*", "../x"})
    void what_is_no_id_never_leaves(String id) {
        var alert = new Target.SourceAlert("elastic", id, "x");

        refused(() -> signals.closing(alert, closing(Verdict.TEST)));
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("target-not-found"));
    }

    private static Closing closing(Verdict verdict) {
        return new Closing("INC-2026-000123", verdict, "our own scanner");
    }

    private static void found(String hit) {
        SERVER.stubFor(post(SEARCH).willReturn(okJson(hits(hit))));
    }

    private static String hits(String hit) {
        return """
                {"took": 2, "timed_out": false, "_shards": {"total": 1, "failed": 0}, "hits": {"hits": [%s]}}
                """.formatted(hit);
    }

    private static void updated(String answer) {
        SERVER.stubFor(post(STATUS).willReturn(okJson(answer)));
    }

    private static SignalClosing signals(Map<String, String> more) {
        var settings = new java.util.HashMap<>(more);
        settings.put("cordon.vendor.elastic.url", SERVER.baseUrl());
        settings.put("cordon.vendor.elastic.api-key", "api-key-secret");
        var space = Settings.tenant(Settings.of(ElasticConfig.class, settings).tenants(), "elastic");
        return new SignalClosing(new Kibana(VERTX, "elastic", space), space);
    }
}
