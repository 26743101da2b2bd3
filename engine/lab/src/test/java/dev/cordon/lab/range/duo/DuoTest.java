package dev.cordon.lab.range.duo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.lab.range.PeopleClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuoTest {
    private static final String USERS = "/admin/v1/users";
    private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    @TempDir
    Path directory;

    private PeopleClient duo;

    @BeforeEach
    void start() throws Exception {
        duo = new PeopleClient(directory, "duo");
    }

    @AfterEach
    void stop() throws Exception {
        duo.close();
    }

    @Test
    void a_signature_is_for_one_request_at_one_time() throws Exception {
        var now = Instant.now();

        assertThat(send("GET", USERS, "username=m.keller.duo", "", now).status())
                .isEqualTo(200);
        assertThat(send("GET", USERS, "username=m.keller.duo", "", now.minusSeconds(600))
                        .status())
                .isEqualTo(401);
        assertThat(duo.send("GET", USERS + "?username=other", "", headers("GET", USERS, "username=m", "", now))
                        .status())
                .isEqualTo(401);
        var unsigned = duo.send("GET", USERS, "");
        assertThat(unsigned.status()).isEqualTo(401);
        assertThat(unsigned.json().path("code").asInt()).isEqualTo(40101);
    }

    @Test
    void an_unknown_name_is_an_empty_list() throws Exception {
        var answer = send("GET", USERS, "username=nobody", "", Instant.now());

        assertThat(answer.json().path("stat").asText()).isEqualTo("OK");
        assertThat(answer.json().path("response")).isEmpty();
    }

    @Test
    void an_account_is_disabled_and_enabled_and_bypass_is_lost_by_it() throws Exception {
        var user = user("s.lindgren");
        assertThat(user.path("status").asText()).isEqualTo("bypass");
        var path = USERS + "/" + user.path("user_id").asText();

        write("POST", path, "{\"status\":\"disabled\"}");
        assertThat(user("s.lindgren").path("status").asText()).isEqualTo("disabled");
        write("POST", path, "{\"status\":\"active\"}");
        assertThat(user("s.lindgren").path("status").asText()).isEqualTo("active");
        assertThat(duo.witnessed()).containsExactly("status 200!", "status 200!");
    }

    @Test
    void every_factor_is_removed_by_itself() throws Exception {
        var user = user("m.keller");
        var path = USERS + "/" + user.path("user_id").asText();
        var codes = send("GET", path + "/bypass_codes", "", "", Instant.now()).json();
        for (var gone : List.of(
                path + "/phones/" + user.at("/phones/0/phone_id").asText(),
                path + "/tokens/" + user.at("/tokens/0/token_id").asText(),
                "/admin/v1/webauthncredentials/"
                        + user.at("/webauthncredentials/0/webauthnkey").asText(),
                "/admin/v1/bypass_codes/"
                        + codes.at("/response/0/bypass_code_id").asText())) {
            assertThat(write("DELETE", gone, "").status()).as(gone).isEqualTo(200);
            assertThat(write("DELETE", gone, "").status()).as(gone).isEqualTo(404);
        }

        var left = user("m.keller");
        assertThat(left.path("phones")).isEmpty();
        assertThat(left.path("tokens")).isEmpty();
        assertThat(left.path("webauthncredentials")).isEmpty();
        assertThat(send("GET", path + "/bypass_codes", "", "", Instant.now())
                        .json()
                        .path("response"))
                .isEmpty();
        assertThat(duo.witnessed())
                .hasSize(8)
                .filteredOn(line -> line.endsWith("!"))
                .hasSize(4);
    }

    private JsonNode user(String name) throws Exception {
        var found = send("GET", USERS, "username=" + name + ".duo", "", Instant.now())
                .json()
                .path("response");
        assertThat(found).hasSize(1);
        return found.path(0);
    }

    private PeopleClient.Answer write(String method, String path, String body) throws Exception {
        return send(method, path, "", body, Instant.now());
    }

    private PeopleClient.Answer send(String method, String path, String query, String body, Instant at)
            throws Exception {
        return duo.send(
                method, path + (query.isEmpty() ? "" : "?" + query), body, headers(method, path, query, body, at));
    }

    private String[] headers(String method, String path, String query, String body, Instant at) throws Exception {
        var date = DATE.format(at);
        var lines = String.join("\n", date, method, duo.url().getHost(), path, query, sha512(body), sha512(""));
        var mac = Mac.getInstance("HmacSHA512");
        mac.init(new SecretKeySpec(duo.setting("SECRET_KEY").getBytes(StandardCharsets.UTF_8), "HmacSHA512"));
        var user = duo.setting("INTEGRATION_KEY") + ":"
                + HexFormat.of().formatHex(mac.doFinal(lines.getBytes(StandardCharsets.UTF_8)));
        return new String[] {
            "Date",
            date,
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8))
        };
    }

    private static String sha512(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-512").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
