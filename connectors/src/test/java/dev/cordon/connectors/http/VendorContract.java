package dev.cordon.connectors.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.VendorException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What must hold for every vendor, however its own interface looks. Nothing here may change something twice, and
/// nothing unreadable may count as a yes or as a no.
public interface VendorContract {

    WireMockServer server();

    /// The path of the request that changes something.
    String writePath();

    /// Makes every path answer well, and returns the effect on one target.
    Effect effect();

    /// The same at another address, with the authority of its own that an operator would name; all else as it is.
    Effect effectAt(String url, String ca);

    /// The same, where it is not the vendor's own host that grants the tokens, with that other host at this address.
    default Optional<Effect> effectGrantedAt(String url, String ca) {
        return Optional.empty();
    }

    /// Whether it grants tokens that end, so that a 401 is worth a second try.
    default boolean tokens() {
        return true;
    }

    default Ask ask() {
        return new Ask("action-1", System.nanoTime() + Duration.ofSeconds(10).toNanos(), System::nanoTime);
    }

    @Test
    default void a_well_answered_request_is_sent_once_and_carries_the_action() {
        effect().ask(ask());

        server().verify(
                        1,
                        anyRequestedFor(urlPathEqualTo(writePath()))
                                .withHeader("X-Cordon-Action", equalTo("action-1")));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    default void a_vendor_that_is_unwell_is_unavailable_and_a_write_is_not_repeated(int status) {
        var effect = effect();
        writesAnswer(aResponse().withStatus(status));

        assertThatThrownBy(() -> effect.ask(ask())).isInstanceOf(VendorException.Unavailable.class);
        sentOnce();
    }

    @Test
    default void a_read_of_an_unwell_vendor_is_repeated_a_few_times_and_then_unavailable() {
        var effect = effect();
        everythingAnswers(aResponse().withStatus(503));
        server().resetRequests();

        assertThatThrownBy(effect::look).isInstanceOf(VendorException.Unavailable.class);
        assertThat(server().getAllServeEvents()).hasSize(3);
    }

    @Test
    default void a_slow_write_ends_in_time_and_is_not_repeated() {
        var effect = effect();
        writesAnswer(aResponse().withStatus(200).withFixedDelay(7_000));
        var start = System.nanoTime();

        assertThatThrownBy(() -> effect.ask(ask())).isInstanceOf(VendorException.Unavailable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
        sentOnce();
    }

    @Test
    default void nothing_is_sent_when_the_ask_has_run_out() {
        var effect = effect();
        effect.look();

        assertThatThrownBy(() -> effect.ask(new Ask("action-1", System.nanoTime() - 1, System::nanoTime)))
                .isInstanceOf(VendorException.Unavailable.class);
        server().verify(
                        0,
                        anyRequestedFor(urlPathEqualTo(writePath()))
                                .withHeader("X-Cordon-Action", equalTo("action-1")));
    }

    @Test
    default void a_401_gets_one_new_token_where_there_are_tokens_and_then_a_person() {
        var effect = effect();
        writesAnswer(aResponse().withStatus(401));

        assertThatThrownBy(() -> effect.ask(ask())).isInstanceOf(VendorException.Misconfigured.class);
        server().verify(
                        tokens() ? 2 : 1,
                        anyRequestedFor(urlPathEqualTo(writePath()))
                                .withHeader("X-Cordon-Action", equalTo("action-1")));
    }

    @Test
    default void a_403_needs_a_person() {
        var effect = effect();
        writesAnswer(aResponse().withStatus(403));

        assertThatThrownBy(() -> effect.ask(ask())).isInstanceOf(VendorException.Misconfigured.class);
        sentOnce();
    }

    @Test
    default void a_429_says_when_to_come_back_and_the_read_is_not_repeated_before() {
        var effect = effect();
        everythingAnswers(aResponse().withStatus(429).withHeader("Retry-After", "30"));
        server().resetRequests();

        assertThatThrownBy(effect::look)
                .isInstanceOfSatisfying(
                        VendorException.Unavailable.class,
                        e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(30)));
        assertThat(server().getAllServeEvents()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"resources\": [{\"id\"", "null", "[[[]]]", "\"text\"", "17", "<html></html>"})
    default void an_answer_that_cannot_be_read_is_no_answer(String body) {
        var effect = effect();
        everythingAnswers(aResponse().withStatus(200).withBody(body));

        assertThatThrownBy(effect::look)
                .isInstanceOf(VendorException.Unavailable.class)
                .hasMessageContaining("unreadable");
    }

    @Test
    default void an_endless_answer_is_cut_off() {
        var effect = effect();
        everythingAnswers(aResponse().withStatus(200).withBody("[" + " ".repeat(5 << 20)));

        assertThatThrownBy(effect::look)
                .isInstanceOf(VendorException.Unavailable.class)
                .hasMessageContaining("does not end");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    default void a_redirect_to_another_host_is_not_followed(int status) {
        var effect = effect();
        var elsewhere = new WireMockServer(
                WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
        elsewhere.start();
        try {
            writesAnswer(aResponse().withStatus(status).withHeader("Location", elsewhere.baseUrl() + "/"));

            assertThatThrownBy(() -> effect.ask(ask())).isInstanceOf(VendorException.Unavailable.class);
            assertThat(elsewhere.getAllServeEvents()).isEmpty();
            sentOnce();
        } finally {
            elsewhere.stop();
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    default void a_connection_that_breaks_leaves_a_write_unknown_and_unrepeated(Fault fault) {
        var effect = effect();
        writesAnswer(aResponse().withFault(fault));

        assertThatThrownBy(() -> effect.ask(ask())).isInstanceOf(VendorException.Unavailable.class);
        sentOnce();
    }

    @Test
    default void a_vendor_that_hangs_up_before_anything_was_sent_is_unavailable() {
        var effect = effect();
        server().stop();
        try {
            assertThatThrownBy(effect::look).isInstanceOf(VendorException.Unavailable.class);
        } finally {
            server().start();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UNKNOWN_AUTHORITY", "OTHER_NAME"})
    default void a_server_whose_certificate_is_wrong_is_told_nothing(TlsServer impostor) {
        impostor.forget();
        var effects = Stream.concat(
                        Stream.of(effectAt(impostor.url(), impostor.ca())),
                        effectGrantedAt(impostor.url(), impostor.ca()).stream())
                .toList();

        for (var effect : effects) {
            var before = impostor.calls();
            failsForTheCertificate(effect::look);
            failsForTheCertificate(() -> effect.ask(ask()));
            assertThat(impostor.calls()).as("it was called").isGreaterThan(before);
        }
        assertThat(impostor.heard()).isEmpty();
        server().verify(0, anyRequestedFor(anyUrl()).withHeader("X-Cordon-Action", equalTo("action-1")));
    }

    @Test
    default void a_server_whose_certificate_is_right_is_spoken_with() {
        TlsServer.RIGHTFUL.forget();
        var effect = effectAt(TlsServer.RIGHTFUL.url(), TlsServer.RIGHTFUL.ca());

        assertThatThrownBy(effect::look).isInstanceOf(VendorException.Unavailable.class);
        assertThat(TlsServer.RIGHTFUL.heard()).contains(" HTTP/1.1\r\n");
    }

    @Test
    default void neither_secrets_nor_the_vendors_words_stand_in_a_failure() {
        var effect = effect();
        writesAnswer(aResponse().withStatus(400).withBody("{\"error\": \"canary-4711 client-secret\"}"));

        assertThatThrownBy(() -> effect.ask(ask()))
                .isInstanceOf(VendorException.class)
                .hasMessageNotContainingAny("canary", "secret", "Bearer");
    }

    private static void failsForTheCertificate(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(VendorException.Unavailable.class).hasMessage(Exchange.UNTRUSTED);
    }

    private void writesAnswer(ResponseDefinitionBuilder answer) {
        server().stubFor(any(urlPathEqualTo(writePath()))
                .withHeader("X-Cordon-Action", equalTo("action-1"))
                .atPriority(1)
                .willReturn(answer));
    }

    private void everythingAnswers(ResponseDefinitionBuilder answer) {
        effectIsReady();
        server().stubFor(any(anyUrl()).atPriority(1).willReturn(answer));
    }

    /// The token is fetched while all is well, so that a fault hits the call itself.
    void effectIsReady();

    private void sentOnce() {
        server().verify(
                        1,
                        anyRequestedFor(urlPathEqualTo(writePath()))
                                .withHeader("X-Cordon-Action", equalTo("action-1")));
    }
}
