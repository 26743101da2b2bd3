package dev.cordon.connectors.vendor.splunk;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
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
import org.junit.jupiter.params.provider.ValueSource;

class NotableClosingTest implements VendorContract {
    private static final Vertx VERTX = Vertx.vertx();
    private static final WireMockServer SERVER = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private static final String ID = "6FE7C8D1-0C2B-4C1D-9A51-2B6C1F2D3E4F@@notable@@b31c8d";
    private static final String JOB = NotableSearch.JOBS + "/cordon_[0-9a-f]{32}";
    private static final Target.SourceAlert ALERT = new Target.SourceAlert("splunk", ID, "Brute force");

    private NotableClosing notables = notables(Map.of());

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
        SERVER.stubFor(
                post(NotableSearch.JOBS).willReturn(okJson("{\"sid\": \"s\"}").withStatus(201)));
        job("{\"isDone\": \"1\", \"dispatchState\": \"DONE\"}");
        found("{\"event_id\": \"%s\", \"status\": \"1\", \"status_label\": \"New\"}".formatted(ID));
        updated(
                "{\"success\": true, \"message\": \"1 event updated successfully\", \"success_count\": 1, \"failure_count\": 0}");
        notables = notables(Map.of());
    }

    @Override
    public String writePath() {
        return NotableClosing.UPDATE;
    }

    @Override
    public Effect effectAt(String url, String ca) {
        return notables(Map.of("cordon.vendor.splunk.url", url, "cordon.vendor.splunk.ca", ca))
                .closing(ALERT, closing(Verdict.FALSE_POSITIVE));
    }

    @Override
    public Effect effect() {
        return notables.closing(ALERT, closing(Verdict.FALSE_POSITIVE));
    }

    @Override
    public boolean tokens() {
        return false;
    }

    @Test
    void status_disposition_and_comment_are_one_review_entry() {
        assertThat(effect().ask(ask())).isEqualTo("closed with disposition:3");

        SERVER.verify(
                1,
                postRequestedFor(urlPathEqualTo(NotableClosing.UPDATE))
                        .withHeader("Authorization", equalTo("Bearer token-secret"))
                        .withFormParam("ruleUIDs", equalTo(ID))
                        .withFormParam("status", equalTo("5"))
                        .withFormParam("disposition", equalTo("disposition:3"))
                        .withFormParam(
                                "comment",
                                equalTo(
                                        "INC-2026-000123 closed as false-positive: our own scanner [cordon action-1]")));
    }

    @Test
    void status_and_disposition_can_be_set_and_left_out() {
        notables = notables(Map.of(
                "cordon.vendor.splunk.closed-status", "11", "cordon.vendor.splunk.verdict-false-positive", "none"));

        assertThat(effect().ask(ask())).isEqualTo("closed");

        SERVER.verify(
                1,
                postRequestedFor(urlPathEqualTo(NotableClosing.UPDATE))
                        .withFormParam("status", equalTo("11"))
                        .withFormParam("disposition", absent()));
    }

    @ParameterizedTest
    @CsvSource({
        "1, New, FREE",
        "4, Resolved, CONTAINED",
        "5, Closed, CONTAINED",
        "5, Fermé, CONTAINED",
        "12, Parked, FREE"
    })
    void how_it_is_is_searched_for(String status, String label, Look.State state) {
        found("{\"event_id\": \"%s\", \"status\": \"%s\", \"status_label\": \"%s\"}".formatted(ID, status, label));

        assertThat(effect().look()).isEqualTo(state);
    }

    @Test
    void each_look_is_a_search_of_its_own_by_the_id_alone() {
        effect().look();
        effect().look();

        SERVER.verify(
                2,
                postRequestedFor(urlPathEqualTo(NotableSearch.JOBS))
                        .withFormParam(
                                "search",
                                equalTo("search `notable_by_id(%s)` | fields event_id, status, status_label"
                                        .formatted(ID))));
        assertThat(SERVER.getAllServeEvents().stream()
                        .filter(event -> event.getRequest().getUrl().equals(NotableSearch.JOBS))
                        .map(event -> event.getRequest().formParameter("id").firstValue()))
                .doesNotHaveDuplicates();
    }

    @Test
    void what_the_id_says_of_the_time_narrows_the_search() {
        var id = "d8c3ad0b-5b4f-4d0c-9d0a-6d1c2d3e4f5a@@notable@@time1700000000";
        found("{\"event_id\": \"%s\", \"status\": \"1\", \"status_label\": \"New\"}".formatted(id));

        notables.closing(new Target.SourceAlert("splunk", id, "x"), closing(Verdict.TEST))
                .look();

        SERVER.verify(
                1,
                postRequestedFor(urlPathEqualTo(NotableSearch.JOBS))
                        .withFormParam("earliest_time", equalTo("1699913600")));
    }

    @Test
    void a_notable_that_is_not_found_is_refused() {
        found("");

        refused("target-not-found", () -> effect().look());
    }

    @Test
    void a_bad_id_is_answered_with_200_and_no_success() {
        updated("{\"success\": false, \"message\": \"canary\", \"success_count\": 0, \"failure_count\": 1}");
        assertThatThrownBy(() -> effect().ask(ask()))
                .isInstanceOf(VendorException.Refused.class)
                .hasMessageNotContaining("canary");

        updated("{\"success\": true, \"success_count\": 0, \"failure_count\": 1}");
        refused("not-updated", () -> effect().ask(ask()));

        updated("{\"success\": true, \"success_count\": 2, \"failure_count\": 0}");
        assertThatThrownBy(() -> effect().ask(ask())).isInstanceOf(VendorException.Unavailable.class);
    }

    @Test
    void a_search_that_fails_needs_a_person_and_half_a_search_is_no_answer() {
        job("{\"isDone\": true, \"isFailed\": true, \"dispatchState\": \"FAILED\"}");
        assertThatThrownBy(() -> effect().look()).isInstanceOf(VendorException.Misconfigured.class);

        job("{\"isDone\": true, \"isFinalized\": 1, \"dispatchState\": \"DONE\"}");
        assertThatThrownBy(() -> effect().look()).isInstanceOf(VendorException.Unavailable.class);
    }

    @Test
    void another_notable_or_one_without_a_status_is_no_answer() {
        for (var row :
                new String[] {"{\"event_id\": \"x\", \"status\": \"5\"}", "{\"event_id\": \"%s\"}".formatted(ID)}) {
            found(row);
            assertThatThrownBy(() -> effect().look()).isInstanceOf(VendorException.Unavailable.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "421",
                "sha256:00",
                "a@@notable@@b) | delete",
                "a@@notable@@b`",
                "a@@notable@@b\" OR 1=1",
                "a@@notable@@[x]"
            })
    void what_is_no_id_never_leaves(String id) {
        refused(
                "target-not-found",
                () -> notables.closing(new Target.SourceAlert("splunk", id, "x"), closing(Verdict.TEST)));
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    private static void job(String content) {
        SERVER.stubFor(
                get(urlPathMatching(JOB)).willReturn(okJson("{\"entry\": [{\"content\": %s}]}".formatted(content))));
    }

    private static void found(String rows) {
        SERVER.stubFor(get(urlPathMatching(JOB + "/results"))
                .willReturn(okJson("{\"preview\": false, \"results\": [%s]}".formatted(rows))));
    }

    private static void updated(String answer) {
        SERVER.stubFor(post(NotableClosing.UPDATE).willReturn(okJson(answer)));
    }

    private static NotableClosing notables(Map<String, String> more) {
        var settings = new HashMap<>(
                Map.of("cordon.vendor.splunk.url", SERVER.baseUrl(), "cordon.vendor.splunk.token", "token-secret"));
        settings.putAll(more);
        var head = Settings.tenant(Settings.of(SplunkConfig.class, settings).tenants(), "splunk");
        return new NotableClosing(new SearchHead(VERTX, "splunk", head));
    }
}
