package dev.cordon.lab.range.okta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.lab.range.PeopleClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OktaTest {
    @TempDir
    Path directory;

    private PeopleClient okta;

    @BeforeEach
    void start() throws Exception {
        okta = new PeopleClient(directory, "okta");
        assertThat(login(okta.setting("URL") + "/oauth2/v1/token").status()).isEqualTo(200);
    }

    @AfterEach
    void stop() throws Exception {
        okta.close();
    }

    @Test
    void nobody_is_let_in_without_a_token_or_with_an_assertion_for_somebody_else() throws Exception {
        assertThat(login("https://elsewhere.example/oauth2/v1/token").status()).isEqualTo(401);
        var answer = okta.send("GET", "/api/v1/users", "");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("errorCode").asText()).isEqualTo("E0000011");
    }

    @Test
    void an_account_is_suspended_once_and_unsuspended_once() throws Exception {
        var user = user("m.keller");

        assertThat(okta.send("POST", user + "/lifecycle/suspend", "").status()).isEqualTo(200);
        assertThat(status(user)).isEqualTo("SUSPENDED");
        var again = okta.send("POST", user + "/lifecycle/suspend", "");
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.json().path("errorCode").asText()).isEqualTo("E0000001");
        assertThat(okta.send("POST", user + "/lifecycle/unsuspend", "").status())
                .isEqualTo(200);
        assertThat(status(user)).isEqualTo("ACTIVE");
        assertThat(okta.witnessed()).containsExactly("suspend 200!", "suspend 400", "unsuspend 200!");
    }

    @Test
    void an_expired_account_cannot_be_suspended() throws Exception {
        var user = user("s.lindgren");

        assertThat(status(user)).isEqualTo("PASSWORD_EXPIRED");
        assertThat(okta.send("POST", user + "/lifecycle/suspend", "").status()).isEqualTo(400);
    }

    @Test
    void sessions_password_and_factors_are_ended_set_and_reset() throws Exception {
        var user = user("m.keller");
        var before = okta.send("GET", user, "").json().path("passwordChanged").asText();

        assertThat(okta.send("DELETE", user + "/sessions?oauthTokens=true&forgetDevices=true", "")
                        .status())
                .isEqualTo(204);
        assertThat(okta.send("POST", user, "{\"credentials\": {\"password\": {\"value\": \"simulated-0\"}}}")
                        .json()
                        .path("passwordChanged")
                        .asText())
                .isNotEqualTo(before);
        assertThat(okta.send("GET", user + "/factors", "").json()).hasSize(2);
        okta.send("POST", user + "/lifecycle/reset_factors", "");
        assertThat(okta.send("GET", user + "/factors", "").json()).isEmpty();
        assertThat(okta.witnessed()).containsExactly("revoke_sessions 204!", "set_password 200!", "reset_factors 200!");
    }

    @Test
    void one_account_is_the_last_super_administrator() throws Exception {
        var holders =
                okta.send("GET", "/api/v1/iam/assignees/users?limit=100", "").json();

        assertThat(holders.path("value")).hasSize(1);
        assertThat(okta.send("GET", user("svc-backup") + "/roles", "")
                        .json()
                        .path(0)
                        .path("type")
                        .asText())
                .isEqualTo("SUPER_ADMIN");
    }

    private PeopleClient.Answer login(String audience) throws Exception {
        return okta.login(
                "/oauth2/v1/token",
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_assertion",
                        okta.assertion(Map.of(
                                "iss", okta.setting("CLIENT_ID"),
                                "sub", okta.setting("CLIENT_ID"),
                                "aud", audience))));
    }

    private String user(String name) throws Exception {
        var search = "profile.login eq \"%1$s.okta\" or profile.login sw \"%1$s.okta@\"".formatted(name);
        var found = okta.send("GET", "/api/v1/users?search=" + URLEncoder.encode(search, StandardCharsets.UTF_8), "");
        assertThat(found.json()).hasSize(1);
        return "/api/v1/users/" + found.json().path(0).path("id").asText();
    }

    private String status(String user) throws Exception {
        return okta.send("GET", user, "").json().path("status").asText();
    }
}
