package dev.cordon.connectors.vendor.sentinelone;

import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ThreatQuarantineTest {
    private static final String MITIGATE = "/web/api/v2.1/threats/mitigate/quarantine";
    private static final String SHA1 = "ab".repeat(20);
    private static final String DRIVE = "C:\\Users\\a\\evil.exe";
    private static final String VOLUME = "\\\\Device\\\\HarddiskVolume3\\\\Users\\\\a\\\\evil.exe";
    private static final Vertx VERTX = Vertx.vertx();

    @RegisterExtension
    static final WireMockExtension WIRE = WireMockExtension.newInstance()
            .options(wireMockConfig().bindAddress("127.0.0.1").dynamicPort())
            .build();

    private final Ask ask =
            new Ask("action-1", System.nanoTime() + Duration.ofSeconds(10).toNanos(), System::nanoTime);

    @BeforeEach
    void a_detection() {
        threats(threat("7", VOLUME, SHA1, ""));
        WIRE.stubFor(post(urlEqualTo(MITIGATE)).willReturn(okJson("{\"data\": {\"affected\": 1}}")));
    }

    @AfterAll
    static void stop() {
        VERTX.close();
    }

    @Test
    void the_detection_of_the_same_file_is_mitigated_and_watched() {
        var effect = effect(DRIVE, SHA1);

        assertThat(effect.look()).isEqualTo(Look.State.FREE);
        assertThat(effect.ask(ask)).isEqualTo("threat 7");
        WIRE.verify(1, postRequestedFor(urlEqualTo(MITIGATE)).withRequestBody(equalToJson("""
                {"filter": {"ids": ["7"]}}
                """)));
        assertThat(effect.look()).isEqualTo(Look.State.CONTAINING);
        threats(threat("7", VOLUME, SHA1, step("quarantine", "success", 2)));
        assertThat(effect.look()).isEqualTo(Look.State.CONTAINED);
    }

    @Test
    void a_path_without_its_drive_needs_the_same_content_and_another_content_is_another_file() {
        assertThatThrownBy(() -> effect(DRIVE, null).look()).isInstanceOf(VendorException.Refused.class);
        assertThatThrownBy(() -> effect(DRIVE, "cd".repeat(20)).look()).isInstanceOf(VendorException.Refused.class);
        assertThatThrownBy(() -> effect("C:\\Users\\b\\evil.exe", SHA1).look())
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("not-detected"));
    }

    @Test
    void the_same_file_on_another_host_is_not_touched() {
        threats(threat("7", VOLUME, SHA1, "").replace(SentinelOneTest.ID, "42"));

        assertThatThrownBy(() -> effect(DRIVE, SHA1).look()).isInstanceOf(VendorException.Refused.class);
    }

    @Test
    void what_was_let_out_again_is_not_quarantined() {
        threats(threat(
                "7", VOLUME, SHA1, step("quarantine", "success", 1) + ", " + step("un-quarantine", "success", 2)));

        assertThat(effect(DRIVE, SHA1).look()).isEqualTo(Look.State.FREE);
    }

    @Test
    void a_failure_from_before_is_not_ours_and_a_new_one_is() {
        threats(threat("7", VOLUME, SHA1, step("quarantine", "failed", 1)));
        var effect = effect(DRIVE, SHA1);
        effect.look();
        effect.ask(ask);

        assertThat(effect.look()).isEqualTo(Look.State.CONTAINING);
        threats(threat("7", VOLUME, SHA1, step("quarantine", "failed", 2)));
        assertThatThrownBy(effect::look).isInstanceOf(VendorException.Refused.class);
    }

    @Test
    void whoever_goes_on_with_a_receipt_waits_and_does_not_ask_again() {
        var effect = effect(DRIVE, SHA1);
        effect.resume("threat 7");

        assertThat(effect.look()).isEqualTo(Look.State.CONTAINING);
    }

    private static Effect effect(String path, @Nullable String sha1) {
        return new ThreatQuarantine(SentinelOneTest.connected(VERTX, WIRE.baseUrl()))
                .quarantining(new Target.HostFile(SentinelOneTest.HOST, path, null, sha1));
    }

    private static void threats(String... threats) {
        WIRE.stubFor(get(urlPathEqualTo("/web/api/v2.1/threats"))
                .willReturn(okJson("{\"data\": [%s]}".formatted(String.join(", ", threats)))));
    }

    private static String threat(String id, String path, String sha1, String steps) {
        return """
                {"id": "%s", "threatInfo": {"filePath": "%s", "sha1": "%s"},
                 "agentRealtimeInfo": {"agentId": "%s"}, "mitigationStatus": [%s]}
                """.formatted(id, path, sha1, SentinelOneTest.ID, steps);
    }

    private static String step(String action, String status, int minute) {
        return """
                {"action": "%s", "status": "%s", "lastUpdate": "2030-01-01T00:0%d:00.000Z"}
                """.formatted(action, status, minute);
    }
}
