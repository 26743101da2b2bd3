package dev.cordon.connectors.vendor.grr;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.cordon.connectors.vendor.grr.GrrStub.APPROVALS;
import static dev.cordon.connectors.vendor.grr.GrrStub.FILE;
import static dev.cordon.connectors.vendor.grr.GrrStub.FLOW;
import static dev.cordon.connectors.vendor.grr.GrrStub.FLOWS;
import static dev.cordon.connectors.vendor.grr.GrrStub.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.cordon.connectors.action.Actions;
import dev.cordon.connectors.capability.Acquisition;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.VendorContract;
import dev.cordon.contract.JobType;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import dev.cordon.contract.connector.Finding;
import dev.cordon.contract.connector.Finding.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The line and the fetching of a file; the contract sees its request as a change.
class GrrTest implements VendorContract {
    private static final GrrStub STUB = new GrrStub();
    private static final WireMockServer SERVER = STUB.api;

    private Grr grr = STUB.connected();

    @BeforeEach
    void everything_is_well() {
        STUB.reset();
        grr = STUB.connected();
    }

    @AfterAll
    static void stop() {
        STUB.close();
    }

    @Override
    public WireMockServer server() {
        return SERVER;
    }

    @Override
    public String writePath() {
        return FLOWS;
    }

    @Override
    public boolean tokens() {
        return false;
    }

    @Override
    public Effect effectAt(String url, String ca) {
        return effectOf(new GrrFetch(STUB.connected(Map.of("cordon.vendor.grr.url", url, "cordon.vendor.grr.ca", ca)))
                .fetching(FILE));
    }

    @Override
    public Effect effect() {
        return effectOf(fetch());
    }

    private static Effect effectOf(Acquisition fetch) {
        return new Effect() {
            @Override
            public Look.State goal() {
                return Look.State.CONTAINED;
            }

            @Override
            public Look.State look() {
                return fetch.ready(FLOW) ? Look.State.CONTAINED : Look.State.FREE;
            }

            @Override
            public String ask(Ask ask) {
                return fetch.request(ask);
            }
        };
    }

    @Override
    public void effectIsReady() {
        effect().look();
    }

    @Test
    void a_change_shows_the_token_against_forgery_and_the_flow_is_typed() {
        assertThat(fetch().request(ask())).isEqualTo(FLOW);
        fetch().request(ask());

        SERVER.verify(1, getRequestedFor(urlEqualTo("/")));
        SERVER.verify(postRequestedFor(urlEqualTo(FLOWS))
                .withHeader("X-CSRFToken", equalTo("forgery-1"))
                .withHeader("Cookie", equalTo("csrftoken=forgery-1"))
                .withHeader("Authorization", equalTo("Basic Y29yZG9uOnNlY3JldA=="))
                .withRequestBody(equalToJson("""
                                {"flow": {"name": "CollectFilesByKnownPath", "args": {
                                  "@type": "type.googleapis.com/grr.CollectFilesByKnownPathArgs",
                                  "paths": ["/tmp/.x/svch0st"], "collectionLevel": "CONTENT"}}}
                                """)));
    }

    @Test
    void a_token_that_was_turned_away_is_not_shown_again() {
        SERVER.stubFor(post(FLOWS).willReturn(aResponse().withStatus(403)));
        assertThatThrownBy(() -> fetch().request(ask())).isInstanceOf(VendorException.Misconfigured.class);
        assertThatThrownBy(() -> fetch().request(ask())).isInstanceOf(VendorException.Misconfigured.class);

        SERVER.verify(2, getRequestedFor(urlEqualTo("/")));
    }

    @Test
    void a_missing_approval_is_waited_for_and_asked_for_once() {
        grr = STUB.connected(Map.of("cordon.vendor.grr.approvers", "amina,otto"));
        SERVER.stubFor(post(FLOWS)
                .willReturn(json("{\"message\": \"canary\", \"subject\": \"x\"}")
                        .withStatus(403)
                        .withHeader("X-GRR-Unauthorized-Access-Reason", "no approval")));
        SERVER.stubFor(get(APPROVALS).willReturn(json("{}")));
        SERVER.stubFor(post(APPROVALS).willReturn(json("{\"id\": \"a-1\"}")));
        waits();
        SERVER.verify(1, postRequestedFor(urlEqualTo(APPROVALS)).withRequestBody(equalToJson("""
                {"approval": {"reason": "Cordon action action-1", "notifiedUsers": ["amina", "otto"]}}
                """)));

        SERVER.stubFor(get(APPROVALS)
                .willReturn(json("{\"items\": [{\"id\": \"a-1\", \"reason\": \"Cordon action action-1\"}]}")));
        waits();
        SERVER.verify(1, postRequestedFor(urlEqualTo(APPROVALS)));
    }

    @ParameterizedTest
    @CsvSource({"RUNNING, false", "TERMINATED, true"})
    void terminated_is_grrs_word_for_success(String state, boolean ready) {
        STUB.state(FLOW, state);

        assertThat(fetch().ready(FLOW)).isEqualTo(ready);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ERROR", "CLIENT_CRASHED"})
    void a_flow_that_failed_is_refused_and_an_unknown_state_is_not(String state) {
        STUB.state(FLOW, state);
        assertThatThrownBy(() -> fetch().ready(FLOW)).isInstanceOf(VendorException.Refused.class);

        STUB.state(FLOW, "PAUSED");
        assertThatThrownBy(() -> fetch().ready(FLOW)).isInstanceOf(VendorException.Unavailable.class);
    }

    @Test
    void a_file_comes_as_an_archive_with_the_hash_of_its_content() throws IOException {
        result("\"status\": \"COLLECTED\", \"hash\": {\"sha256\": \"%s\"}".formatted("A".repeat(43) + "="));
        SERVER.stubFor(get(FLOWS + "/" + FLOW + "/results/files-archive")
                .willReturn(aResponse().withBody("PK-file")));
        var out = new ByteArrayOutputStream();
        var artifact = fetch().copy(FLOW, ask(), out);

        assertThat(out).hasToString("PK-file");
        assertThat(artifact.contentSha256()).isEqualTo("0".repeat(64));
        assertThat(artifact.reference()).isEqualTo("flow " + FLOW);
    }

    @ParameterizedTest
    @CsvSource({"NOT_FOUND, file-not-found", "FAILED, collection-failed"})
    void a_flow_that_ended_well_without_the_file_has_fetched_nothing(String status, String code) {
        result("\"status\": \"%s\"".formatted(status));

        assertThatThrownBy(() -> fetch().copy(FLOW, ask(), new ByteArrayOutputStream()))
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws-0142", "C.1", "../x", "C.0123456789ABCDEF"})
    void what_is_no_client_id_is_never_sent(String id) {
        var file = new Target.HostFile(new Target.Host("grr", id, "x", null, List.of(), null), "/x", null, null);

        assertThatThrownBy(() -> new GrrFetch(grr).fetching(file).request(ask()))
                .isInstanceOf(VendorException.Refused.class);
        assertThatThrownBy(() -> fetch().ready("../x")).isInstanceOf(VendorException.Unavailable.class);
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void it_finds_and_collects_and_isolates_nothing() {
        assertThat(Actions.jobTypes(STUB.product().connectors().getFirst()))
                .containsExactly(JobType.HOST_FIND, JobType.FILE_FETCH, JobType.ARTIFACT_COLLECT);
    }

    @Test
    void the_preflight_tries_the_user_and_the_token() {
        SERVER.stubFor(get(urlPathEqualTo("/api/v2/clients")).willReturn(json("{}")));
        SERVER.stubFor(get("/").willReturn(aResponse().withBody("a login page")));

        assertThat(STUB.product().connectors().getFirst().preflight().run())
                .extracting(Finding::check, Finding::verdict)
                .contains(tuple("a GRR user", Verdict.GOOD), tuple("a CSRF token", Verdict.UNKNOWN));
    }

    private Acquisition fetch() {
        return new GrrFetch(grr).fetching(FILE);
    }

    private void waits() {
        assertThatThrownBy(() -> fetch().request(ask()))
                .isInstanceOfSatisfying(VendorException.Unavailable.class, e -> {
                    assertThat(e.vendorWell()).isTrue();
                    assertThat(e).hasMessage("GRR wants an approval for this host");
                });
    }

    private static void result(String payload) {
        SERVER.stubFor(get(urlPathEqualTo(FLOWS + "/" + FLOW + "/results"))
                .willReturn(json("{\"items\": [{\"payload\": {%s}}]}".formatted(payload))));
    }
}
