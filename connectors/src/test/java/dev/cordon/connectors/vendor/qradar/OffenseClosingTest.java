package dev.cordon.connectors.vendor.qradar;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
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
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OffenseClosingTest implements VendorContract {
    private static final Vertx VERTX = Vertx.vertx();
    private static final WireMockServer SERVER = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private static final String OFFENSE = "/api/siem/offenses/421";
    private static final String NOTES = OFFENSE + "/notes";
    private static final String NOTE = "INC-2026-000123 closed as false-positive: our own scanner [cordon action-1]";
    private static final Target.SourceAlert ALERT = new Target.SourceAlert("qradar", "421", "Failed logins");

    private OffenseClosing offenses = offenses(Map.of());

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
        status("OPEN");
        notes("[]");
        reasons("[{\"id\": 54, \"text\": \"False-Positive, Tuned\"}]");
        SERVER.stubFor(
                post(urlPathEqualTo(NOTES)).willReturn(okJson("{\"id\": 7}").withStatus(201)));
        SERVER.stubFor(post(urlPathEqualTo(OFFENSE)).willReturn(okJson("{\"id\": 421, \"status\": \"CLOSED\"}")));
        offenses = offenses(Map.of());
    }

    @Override
    public String writePath() {
        return OFFENSE;
    }

    @Override
    public Effect effectAt(String url, String ca) {
        return offenses(Map.of("cordon.vendor.qradar.url", url, "cordon.vendor.qradar.ca", ca))
                .closing(ALERT, closing(Verdict.FALSE_POSITIVE));
    }

    @Override
    public Effect effect() {
        return offenses.closing(ALERT, closing(Verdict.FALSE_POSITIVE));
    }

    @Override
    public boolean tokens() {
        return false;
    }

    @Test
    void an_offense_is_closed_with_the_consoles_own_number_of_the_reason_and_a_note() {
        assertThat(effect().ask(ask())).isEqualTo("closed as False-Positive, Tuned");

        SERVER.verify(
                1,
                postRequestedFor(urlPathEqualTo(OFFENSE))
                        .withHeader("SEC", equalTo("token-secret"))
                        .withHeader("Version", equalTo("19.0"))
                        .withQueryParam("status", equalTo("CLOSED"))
                        .withQueryParam("closing_reason_id", equalTo("54")));
        SERVER.verify(1, postRequestedFor(urlPathEqualTo(NOTES)).withQueryParam("note_text", equalTo(NOTE)));
        SERVER.verify(
                1,
                getRequestedFor(urlPathEqualTo(OffenseClosing.REASONS))
                        .withQueryParam("filter", equalTo("text=\"False-Positive, Tuned\"")));
    }

    @Test
    void a_note_that_was_written_before_is_not_written_again() {
        notes("[{\"note_text\": \"looked at\"}, {\"note_text\": \"%s\"}]".formatted(NOTE));

        effect().ask(ask());

        SERVER.verify(0, postRequestedFor(urlPathEqualTo(NOTES)));
        SERVER.verify(1, postRequestedFor(urlPathEqualTo(OFFENSE)));
    }

    @Test
    void without_its_note_it_is_not_closed() {
        SERVER.stubFor(post(urlPathEqualTo(NOTES)).willReturn(aResponse().withStatus(503)));

        assertThatThrownBy(() -> effect().ask(ask())).isInstanceOf(VendorException.Unavailable.class);
        SERVER.verify(0, postRequestedFor(urlPathEqualTo(OFFENSE)));
    }

    @ParameterizedTest
    @CsvSource({"OPEN, FREE", "HIDDEN, FREE", "CLOSED, CONTAINED"})
    void how_it_is_is_the_offenses_status(String status, Look.State state) {
        status(status);

        assertThat(effect().look()).isEqualTo(state);
    }

    @Test
    void one_that_was_closed_in_between_is_looked_at_again() {
        SERVER.stubFor(post(urlPathEqualTo(OFFENSE)).willReturn(aResponse().withStatus(409)));

        assertThatThrownBy(() -> effect().ask(ask())).isInstanceOf(VendorException.Conflict.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Verdict.class,
            names = {"SUSPICIOUS", "INSUFFICIENT_DATA"})
    void what_no_reason_fits_is_refused_and_leaves_no_note(Verdict verdict) {
        refused(
                "no-closing-reason",
                () -> offenses.closing(ALERT, closing(verdict)).ask(ask()));

        SERVER.verify(0, postRequestedFor(urlPathEqualTo(NOTES)));
    }

    @Test
    void a_reason_can_be_set_and_must_be_there_word_for_word() {
        offenses = offenses(Map.of("cordon.vendor.qradar.verdict-suspicious", "Under watch"));
        var effect = offenses.closing(ALERT, closing(Verdict.SUSPICIOUS));
        reasons("[{\"id\": 9, \"text\": \"under watch\"}]");
        refused("no-closing-reason", () -> effect.ask(ask()));

        reasons("[{\"id\": 8, \"text\": \"Else\"}, {\"id\": 9, \"text\": \"Under watch\"}]");
        assertThat(effect.ask(ask())).isEqualTo("closed as Under watch");
    }

    @Test
    void a_reason_that_could_end_the_filter_is_none() {
        offenses = offenses(Map.of("cordon.vendor.qradar.verdict-test", "x\" or text=\"y"));

        refused(
                "no-closing-reason",
                () -> offenses.closing(ALERT, closing(Verdict.TEST)).ask(ask()));
        SERVER.verify(0, getRequestedFor(urlPathEqualTo(OffenseClosing.REASONS)));
    }

    @Test
    void another_offense_or_an_unknown_status_is_no_answer_and_none_is_refused() {
        for (var answer :
                new String[] {"{\"id\": 42, \"status\": \"CLOSED\"}", "{\"id\": 421, \"status\": \"GONE\"}"}) {
            SERVER.stubFor(get(urlPathEqualTo(OFFENSE)).willReturn(okJson(answer)));
            assertThatThrownBy(() -> effect().look()).isInstanceOf(VendorException.Unavailable.class);
        }
        SERVER.stubFor(get(urlPathEqualTo(OFFENSE)).willReturn(aResponse().withStatus(404)));
        refused("target-not-found", () -> effect().look());
    }

    @ParameterizedTest
    @ValueSource(strings = {"4 21", "421/notes", "sha256:00", "-1", "421?status=OPEN"})
    void what_is_no_id_never_leaves(String id) {
        refused(
                "target-not-found",
                () -> offenses.closing(new Target.SourceAlert("qradar", id, "x"), closing(Verdict.TEST)));
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    private static void status(String status) {
        SERVER.stubFor(
                get(urlPathEqualTo(OFFENSE)).willReturn(okJson("{\"id\": 421, \"status\": \"%s\"}".formatted(status))));
    }

    private static void notes(String notes) {
        SERVER.stubFor(get(urlPathEqualTo(NOTES)).willReturn(okJson(notes)));
    }

    private static void reasons(String reasons) {
        SERVER.stubFor(get(urlPathEqualTo(OffenseClosing.REASONS)).willReturn(okJson(reasons)));
    }

    private static OffenseClosing offenses(Map<String, String> more) {
        var settings = new HashMap<>(
                Map.of("cordon.vendor.qradar.url", SERVER.baseUrl(), "cordon.vendor.qradar.token", "token-secret"));
        settings.putAll(more);
        var tenant = Settings.tenant(Settings.of(QRadarConfig.class, settings).tenants(), "qradar");
        return new OffenseClosing(new Console(VERTX, "qradar", tenant), tenant);
    }
}
