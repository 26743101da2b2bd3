package dev.cordon.connectors.vendor.duo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.connectors.http.Call;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SignatureTest {
    private static final String DATE = "Tue, 01 Jan 2030 00:00:00 +0000";

    private final Signature signature = new Signature(
            "API-1234.duosecurity.com", "ikey", "skey", InstantSource.fixed(Instant.parse("2030-01-01T00:00:00Z")));

    @Test
    void the_parameters_of_a_read_are_signed_in_order_and_as_rfc_3986_encodes_them() throws Exception {
        var call = Call.get("/admin/v1/users?username=a%20b%7E*%2B&limit=20");

        assertThat(password(call)).isEqualTo(signed("GET", "/admin/v1/users", "limit=20&username=a%20b~%2A%2B", ""));
    }

    @Test
    void the_body_of_a_change_is_signed_by_its_hash_and_no_parameters_are() throws Exception {
        var call = Call.post("/admin/v1/users/DU1", Map.of("status", "disabled"));

        assertThat(password(call)).isEqualTo(signed("POST", "/admin/v1/users/DU1", "", "{\"status\":\"disabled\"}"));
    }

    @Test
    void the_date_that_was_signed_is_the_one_that_is_sent() {
        var sent = signature.granted(Call.delete("/admin/v1/bypass_codes/DB1")).headers();

        assertThat(sent).containsEntry("Date", DATE);
        assertThat(sent.get("Authorization")).startsWith("Basic ").doesNotContain("skey");
    }

    private String password(Call call) {
        var header = String.valueOf(signature.granted(call).headers().get("Authorization"));
        var pair = new String(Base64.getDecoder().decode(header.substring("Basic ".length())), StandardCharsets.UTF_8);
        assertThat(pair).startsWith("ikey:");
        return pair.substring("ikey:".length());
    }

    private static String signed(String method, String path, String parameters, String body) throws Exception {
        var lines =
                String.join("\n", DATE, method, "api-1234.duosecurity.com", path, parameters, sha512(body), sha512(""));
        var mac = Mac.getInstance("HmacSHA512");
        mac.init(new SecretKeySpec("skey".getBytes(StandardCharsets.UTF_8), "HmacSHA512"));
        return HexFormat.of().formatHex(mac.doFinal(lines.getBytes(StandardCharsets.UTF_8)));
    }

    private static String sha512(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-512").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
