package dev.cordon.lab.range.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.lab.range.PeopleClient;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoogleTest {
    private static final String USERS = "/admin/directory/v1/users";

    @TempDir
    Path directory;

    private PeopleClient google;

    @BeforeEach
    void start() throws Exception {
        google = new PeopleClient(directory, "google");
        assertThat(login(google.setting("ADMIN")).status()).isEqualTo(200);
    }

    @AfterEach
    void stop() throws Exception {
        google.close();
    }

    @Test
    void a_service_account_that_speaks_for_nobody_gets_no_token() throws Exception {
        assertThat(login("").status()).isEqualTo(401);
        assertThat(google.send("GET", USERS, "").status()).isEqualTo(401);
    }

    @Test
    void an_account_is_suspended_and_restored() throws Exception {
        var user = user("m.keller");

        google.send("PATCH", user, "{\"suspended\": true}");
        assertThat(read(user).path("suspended").asBoolean()).isTrue();
        google.send("PATCH", user, "{\"suspended\": false}");
        assertThat(read(user).path("suspended").asBoolean()).isFalse();
        assertThat(google.witnessed()).containsExactly("suspend 200!", "restore 200!");
    }

    @Test
    void tokens_and_app_passwords_survive_a_sign_out() throws Exception {
        var user = user("m.keller");

        assertThat(google.send("POST", user + "/signOut", "").status()).isEqualTo(204);
        var client = items(user, "tokens").path(0).path("clientId").asText();
        var code = items(user, "asps").path(0).path("codeId").asText();
        assertThat(google.send("DELETE", user + "/tokens/" + client, "").status())
                .isEqualTo(204);
        assertThat(google.send("DELETE", user + "/tokens/" + client, "").status())
                .isEqualTo(404);
        assertThat(google.send("DELETE", user + "/asps/" + code, "").status()).isEqualTo(204);
        assertThat(items(user, "tokens")).isEmpty();
        assertThat(items(user, "asps")).isEmpty();
        assertThat(google.witnessed())
                .containsExactly("signOut 204!", "delete_token 204!", "delete_token 404", "delete_asp 204!");
    }

    @Test
    void whoever_is_suspended_cannot_be_signed_out() throws Exception {
        var user = user("m.keller");
        google.send("PATCH", user, "{\"suspended\": true}");

        var answer = google.send("POST", user + "/signOut", "");
        assertThat(answer.status()).isEqualTo(412);
        assertThat(answer.json().at("/error/errors/0/reason").asText()).isEqualTo("conditionNotMet");
    }

    @Test
    void a_password_is_set_and_a_second_step_turned_off_unless_it_is_enforced() throws Exception {
        var user = user("m.keller");

        google.send("PATCH", user, "{\"password\": \"simulated-0\", \"changePasswordAtNextLogin\": true}");
        assertThat(read(user).path("changePasswordAtNextLogin").asBoolean()).isTrue();
        assertThat(google.send("POST", user + "/twoStepVerification/turnOff", "")
                        .status())
                .isEqualTo(204);
        assertThat(read(user).path("isEnrolledIn2Sv").asBoolean()).isFalse();
        var bound = user("s.lindgren");
        assertThat(read(bound).path("isEnforcedIn2Sv").asBoolean()).isTrue();
        assertThat(google.send("POST", bound + "/twoStepVerification/turnOff", "")
                        .status())
                .isEqualTo(400);
    }

    private PeopleClient.Answer login(String admin) throws Exception {
        return google.login(
                "/token",
                Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:jwt-bearer",
                        "assertion",
                        google.assertion(Map.of(
                                "iss", google.setting("SERVICE_ACCOUNT"),
                                "sub", admin,
                                "aud", google.setting("TOKEN_URL")))));
    }

    private String user(String name) throws Exception {
        var found = google.send(
                        "GET", USERS + "?customer=my_customer&query=email%3D" + name + ".google%40acme.example", "")
                .json()
                .path("users");
        assertThat(found).hasSize(1);
        return USERS + "/" + found.path(0).path("id").asText();
    }

    private JsonNode read(String user) throws Exception {
        return google.send("GET", user + "?projection=full", "").json();
    }

    private JsonNode items(String user, String what) throws Exception {
        return google.send("GET", user + "/" + what, "").json().path("items");
    }
}
