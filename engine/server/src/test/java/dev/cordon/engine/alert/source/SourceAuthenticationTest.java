package dev.cordon.engine.alert.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.cordon.engine.alert.source.auth.ClientCertificates;
import dev.cordon.engine.alert.source.auth.Proof;
import dev.cordon.engine.alert.source.auth.Proof.Peer;
import dev.cordon.engine.alert.source.auth.Proofs;
import dev.cordon.engine.alert.source.auth.ProxyConfig;
import dev.cordon.engine.alert.source.auth.Refusals;
import dev.cordon.engine.problem.Problem;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceAuthenticationTest {
    private static final String OLD = "the-old-secret-0123";
    private static final String NEW = "the-new-secret-4567";
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final byte[] BODY = "{\"id\":1}".getBytes(StandardCharsets.UTF_8);
    private static final String HOME = "192.0.2.7";

    private final AtomicLong nanos = new AtomicLong();
    private final SourceTally tally = new SourceTally(InstantSource.fixed(NOW), new SimpleMeterRegistry());

    @ParameterizedTest
    @ValueSource(strings = {OLD, NEW})
    void two_secrets_are_valid_while_one_replaces_the_other(String secret) {
        var door = door(Map.of("AUTHENTICATION", "bearer", "SECRET_NEXT", NEW));

        assertThat(opens(door, HOME, Map.of("Authorization", "Bearer " + secret)))
                .isTrue();
        assertThat(opens(door, HOME, Map.of("Authorization", "Bearer " + secret + "x")))
                .isFalse();
    }

    @Test
    void a_token_may_stand_in_a_header_of_its_own() {
        var door = door(Map.of("AUTHENTICATION", "header", "HEADER", "X-Siem-Token"));

        assertThat(opens(door, HOME, Map.of("x-siem-token", OLD))).isTrue();
        assertThat(opens(door, HOME, Map.of("x-siem-token", OLD + "," + OLD))).isFalse();
        assertThat(opens(door, HOME, Map.of("Authorization", OLD))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "sha256,hex,timestamp.body,sha256=",
        "sha512,hex,timestamp.body,sha512=",
        "sha512,base64,body+timestamp,none",
        "sha256,base64,timestamp+body,v1="
    })
    void a_signature_is_read_as_the_source_makes_it(String algorithm, String encoding, String signed, String prefix) {
        var door = door(Map.of(
                "AUTHENTICATION", "hmac",
                "HMAC_HEADER", "X-Sig",
                "HMAC_ALGORITHM", algorithm,
                "HMAC_ENCODING", encoding,
                "HMAC_PREFIX", prefix,
                "HMAC_SIGNED", signed,
                "TIMESTAMP_HEADER", "X-Time"));
        var time = String.valueOf(NOW.getEpochSecond());
        var body = new String(BODY, StandardCharsets.UTF_8);
        var text = signed.replace("timestamp", time).replace("body", body).replace("+", "");
        var signature = (prefix.equals("none") ? "" : prefix) + mac(algorithm, encoding, text);

        assertThat(opens(door, HOME, Map.of("X-Sig", signature, "X-Time", time)))
                .isTrue();
        assertThat(opens(door, HOME, Map.of("X-Sig", signature, "X-Time", time + "0")))
                .isFalse();
        assertThat(opens(door, HOME, Map.of("X-Sig", signature))).isFalse();
        assertThat(opens(door, HOME, Map.of("X-Sig", "x" + signature, "X-Time", time)))
                .isFalse();
    }

    @Test
    void a_source_that_signs_only_its_body_needs_no_timestamp() {
        var door = door(Map.of("AUTHENTICATION", "hmac", "HMAC_SIGNED", "body"));
        var signature = "sha256=" + mac("sha256", "hex", new String(BODY, StandardCharsets.UTF_8));

        assertThat(opens(door, HOME, Map.of("X-Cordon-Signature", signature))).isTrue();
        assertThat(opens(door, HOME, Map.of("X-Cordon-Signature", "sha256=00"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T09:59:00Z,true",
        "2026-11-21T09:54:59Z,false",
        "1795255200000,true",
        "1795254800000,false",
        "soon,false"
    })
    void falcons_profile_signs_the_body_before_its_timestamp(String time, boolean fresh) {
        var door = door(Map.of("AUTHENTICATION", "hmac", "HMAC_PROFILE", "crowdstrike"));
        var signature = mac("sha256", "base64", new String(BODY, StandardCharsets.UTF_8) + time);

        assertThat(opens(door, HOME, Map.of("X-Cs-Primary-Signature", signature, "X-Cs-Delivery-Timestamp", time)))
                .isEqualTo(fresh);
    }

    @Test
    void a_source_may_be_bound_to_addresses() {
        var door = door(Map.of("AUTHENTICATION", "bearer", "ADDRESSES", "192.0.2.0/24, 2001:db8::1"));

        assertThat(opens(door, HOME, Map.of("Authorization", "Bearer " + OLD))).isTrue();
        assertThat(opens(door, "2001:db8:0:0:0:0:0:1", Map.of("Authorization", "Bearer " + OLD)))
                .isTrue();
        assertThat(opens(door, "198.51.100.1", Map.of("Authorization", "Bearer " + OLD)))
                .isFalse();
    }

    @Test
    void whoever_keeps_failing_waits_a_minute() {
        var door = door(Map.of("AUTHENTICATION", "bearer"));
        for (int i = 0; i < 20; i++) {
            assertThat(status(door, "203.0.113.9", "wrong" + i)).isEqualTo(401);
        }

        assertThat(status(door, "203.0.113.9", OLD)).isEqualTo(429);
        assertThat(status(door, HOME, OLD)).isEqualTo(202);
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        assertThat(status(door, "203.0.113.9", OLD)).isEqualTo(202);
    }

    @Test
    void a_stranger_at_the_same_address_does_not_silence_a_source() {
        var door = door(Map.of("AUTHENTICATION", "bearer"));
        assertThat(status(door, HOME, OLD)).isEqualTo(202);
        for (int i = 0; i < 40; i++) {
            status(door, HOME, "wrong" + i);
        }

        assertThat(status(door, HOME, OLD)).isEqualTo(202);
        assertThatThrownBy(() -> door.authenticate("other", proof(HOME, Map.of()), BODY))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.status()).isEqualTo(429);
                    assertThat(problem.retryAfter()).contains(Duration.ofMinutes(1));
                });
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1,'cn=SIEM-1,o=acme',true",
        "10.0.0.1,'CN=siem-2,O=Acme',false",
        "10.0.0.1,'CN=siem-1,O=Acme,CN=siem-1',false",
        "10.0.0.1,,false",
        "10.0.1.1,'CN=siem-1,O=Acme',false",
        "192.0.2.7,'CN=siem-1,O=Acme',false"
    })
    void a_proxy_names_the_subject_and_is_believed_at_its_addresses_alone(
            String peer, @Nullable String subject, boolean proven) {
        var door = doorOf(new TreeMap<>(Map.of(
                "CORDON_SOURCES_SIEM_KIND", "wazuh",
                "CORDON_SOURCES_SIEM_AUTHENTICATION", "mtls",
                "CORDON_SOURCES_SIEM_SUBJECT", "CN=siem-1, O=Acme",
                "CORDON_PROXY_ADDRESSES", "10.0.0.0/24",
                "CORDON_PROXY_CLIENT_SUBJECT_HEADER", "X-Client-Subject")));
        var headers = subject == null ? Map.<String, String>of() : Map.of("X-Client-Subject", subject);
        // what the platform takes from forwarding headers does not count
        var proof = new Proof("10.0.0.1", null, proof(HOME, headers).headers(), new Peer(peer, null));

        assertThat(status(door, proof) == 202).isEqualTo(proven);
    }

    @Test
    void the_proxy_is_set_whole_or_not_at_all() {
        for (var half : List.of("ADDRESSES,10.0.0.1", "CLIENT_SUBJECT_HEADER,X-Subject", "ADDRESSES,proxy.example")) {
            var words = half.split(",", 2);

            assertThatThrownBy(
                            () -> certificates(Map.of("CORDON_PROXY_" + words[0], words[1]), InstantSource.fixed(NOW)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("cordon.proxy.addresses");
        }
    }

    @Test
    void why_somebody_was_refused_is_told_to_those_who_look_after_the_source() {
        var door = door(Map.of("AUTHENTICATION", "hmac", "ADDRESSES", HOME));
        var time = String.valueOf(NOW.minusSeconds(301).getEpochSecond());
        var old = "sha256=" + mac("sha256", "hex", time + "." + new String(BODY, StandardCharsets.UTF_8));

        assertThat(why(door, "203.0.113.9", Map.of())).isEqualTo("address");
        assertThat(why(door, HOME, Map.of())).isEqualTo("missing");
        assertThat(why(door, HOME, Map.of("X-Cordon-Timestamp", time, "X-Cordon-Signature", "sha256=00")))
                .isEqualTo("wrong");
        assertThat(why(door, HOME, Map.of("X-Cordon-Timestamp", time, "X-Cordon-Signature", old)))
                .isEqualTo("stale");
        assertThat(tally.lastRefused("siem").orElseThrow().at()).isEqualTo(NOW);
        for (int i = 0; i < 20; i++) {
            opens(door, HOME, Map.of());
        }
        assertThat(why(door, HOME, Map.of())).isEqualTo("too-many");
    }

    private String why(SourceAuthentication door, String address, Map<String, String> headers) {
        assertThat(opens(door, address, headers)).isFalse();
        var last = tally.lastRefused("siem").orElseThrow();
        assertThat(last.address()).isEqualTo(address);
        return last.why().toString();
    }

    private SourceAuthentication door(Map<String, String> settings) {
        var environment = new TreeMap<>(Map.of("CORDON_SOURCES_SIEM_KIND", "wazuh", "CORDON_SOURCES_SIEM_SECRET", OLD));
        settings.forEach((name, value) -> environment.put("CORDON_SOURCES_SIEM_" + name, value));
        return doorOf(environment);
    }

    private static ClientCertificates certificates(Map<String, String> environment, InstantSource clock) {
        var config = new SmallRyeConfigBuilder()
                .withSources(new EnvConfigSource(environment, 300))
                .withMapping(ProxyConfig.class)
                .build()
                .getConfigMapping(ProxyConfig.class);
        return new ClientCertificates(config, clock);
    }

    private SourceAuthentication doorOf(Map<String, String> environment) {
        InstantSource clock = InstantSource.fixed(NOW);
        Ticker ticker = nanos::get;
        return new SourceAuthentication(
                AlertSourcesTest.sources(environment),
                new Proofs(certificates(environment, clock), clock),
                new Refusals(20, ticker),
                tally,
                new SimpleMeterRegistry());
    }

    private static boolean opens(SourceAuthentication door, String address, Map<String, String> headers) {
        return status(door, proof(address, headers)) == 202;
    }

    private static int status(SourceAuthentication door, String address, String token) {
        return status(door, proof(address, Map.of("Authorization", "Bearer " + token)));
    }

    private static int status(SourceAuthentication door, Proof proof) {
        var problem = catchThrowableOfType(Problem.class, () -> door.authenticate("siem", proof, BODY));
        return problem == null ? 202 : problem.status();
    }

    private static Proof proof(String address, Map<String, String> headers) {
        var byName = new TreeMap<String, @Nullable String>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        return new Proof(address, null, byName::get, new Peer(address, null));
    }

    private static String mac(String algorithm, String encoding, String text) {
        try {
            var name = algorithm.equals("sha256") ? "HmacSHA256" : "HmacSHA512";
            var mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(OLD.getBytes(StandardCharsets.UTF_8), name));
            var bytes = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return encoding.equals("hex")
                    ? HexFormat.of().formatHex(bytes)
                    : Base64.getEncoder().encodeToString(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
