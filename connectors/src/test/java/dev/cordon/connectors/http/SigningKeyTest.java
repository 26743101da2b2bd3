package dev.cordon.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.connectors.capability.VendorException;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {
    private static final KeyPair PAIR = pair();
    private static final String PEM = "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(PAIR.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";

    @Test
    void the_other_half_of_the_key_confirms_what_was_signed() throws Exception {
        var token = SigningKey.of(PEM, "key-1").token(Map.of("iss", "us"));

        var parts = token.split("\\.", -1);
        assertThat(parts).hasSize(3);
        assertThat(json(parts[0])).isEqualTo(Map.of("alg", "RS256", "typ", "JWT", "kid", "key-1"));
        assertThat(json(parts[1])).isEqualTo(Map.of("iss", "us"));
        var check = Signature.getInstance("SHA256withRSA");
        check.initVerify(PAIR.getPublic());
        check.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(check.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }

    @Test
    void line_ends_may_be_written_as_in_a_json_file() {
        assertThat(SigningKey.of(PEM.replace("\n", "\\n").replace("\r", ""), null)
                        .token(Map.of()))
                .isEqualTo(SigningKey.of(PEM, null).token(Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "canary-key", "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----"})
    void what_is_no_key_needs_a_person_and_is_not_quoted(String pem) {
        assertThatThrownBy(() -> SigningKey.of(pem, null))
                .isInstanceOf(VendorException.Misconfigured.class)
                .hasMessageNotContaining("canary");
    }

    private static Map<?, ?> json(String part) {
        return Json.read(Buffer.buffer(Base64.getUrlDecoder().decode(part)), Map.class);
    }

    private static KeyPair pair() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
