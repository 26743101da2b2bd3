package dev.cordon.lab.range.entra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.lab.range.Arrival;
import dev.cordon.lab.range.Range;
import dev.cordon.lab.range.RangeConfig;
import dev.cordon.lab.range.company.Ids;
import dev.cordon.lab.range.defender.TokenCaller;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntraTest {
    private static final String USER = "/users/" + Ids.uuid("m.keller.ent");

    @TempDir
    Path directory;

    private Range range;
    private TokenCaller caller;

    @BeforeEach
    void start() throws Exception {
        range = Range.start(
                RangeConfig.of(directory.resolve("witness.ndjson"), "secret").pending(Duration.ZERO));
        caller = new TokenCaller(range, "entra");
        caller.login("https://graph.microsoft.com/.default");
    }

    @AfterEach
    void stop() throws IOException {
        caller.close();
        range.close();
    }

    @Test
    void what_is_not_selected_is_not_said() throws Exception {
        assertThat(caller.get(USER).json().has("accountEnabled")).isFalse();
        assertThat(caller.get(USER + "?$select=id,accountEnabled")
                        .json()
                        .path("accountEnabled")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void an_account_is_found_by_name_or_mail() throws Exception {
        for (var filter : new String[] {
            "userPrincipalName eq 'm.keller.ent@acme.example' or mail eq 'm.keller.ent@acme.example'",
            "startswith(userPrincipalName,'m.keller.ent@')"
        }) {
            assertThat(caller.get("/users?$filter=" + TokenCaller.encoded(filter))
                            .json()
                            .path("value"))
                    .hasSize(1);
        }
        assertThat(caller.get("/users?$filter=" + TokenCaller.encoded("displayName eq 'x'"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void disabling_changes_one_member_and_is_witnessed() throws Exception {
        assertThat(caller.call("PATCH", USER, "{\"accountEnabled\": false}").status())
                .isEqualTo(204);
        assertThat(caller.call("PATCH", USER, "{\"accountEnabled\": false, \"id\": \"x\"}")
                        .code())
                .isEqualTo("Request_BadRequest");

        assertThat(range.arrivals())
                .filteredOn(Arrival::changed)
                .singleElement()
                .satisfies(arrival -> assertThat(arrival.action()).isEqualTo("action-1"));
    }

    @Test
    void revoking_moves_the_time_that_sessions_count_from() throws Exception {
        var select = USER + "?$select=signInSessionsValidFromDateTime";
        var before = caller.get(select).json();
        assertThat(caller.call("POST", USER + "/revokeSignInSessions", "")
                        .json()
                        .path("value")
                        .asBoolean())
                .isTrue();

        assertThat(caller.get(select).json()).isNotEqualTo(before);
    }

    @Test
    void the_default_factor_goes_last() throws Exception {
        var push = USER + "/authentication/microsoftAuthenticatorMethods/" + Ids.uuid("m.keller.ent push");
        var totp = USER + "/authentication/softwareOathMethods/" + Ids.uuid("m.keller.ent totp");

        assertThat(caller.call("DELETE", push, "").status()).isEqualTo(400);
        assertThat(caller.call("DELETE", totp, "").status()).isEqualTo(204);
        assertThat(caller.call("DELETE", push, "").status()).isEqualTo(204);
        assertThat(caller.get(USER + "/authentication/methods").json().path("value"))
                .hasSize(1);
    }

    @Test
    void one_administrator_and_one_emergency_account_are_to_be_guarded() throws Exception {
        var roles = caller.get(
                        "/users/" + Ids.uuid("j.okafor.ent") + "/transitiveMemberOf/microsoft.graph.directoryRole")
                .json()
                .path("value");
        var members = caller.get("/directoryRoles/" + roles.at("/0/id").asText() + "/members")
                .json()
                .path("value");
        assertThat(members).hasSize(1);

        var group = caller.setting("BREAK_GLASS_GROUP");
        var asked = "{\"groupIds\": [\"%s\"]}".formatted(group);
        assertThat(caller.call("POST", "/users/" + Ids.uuid("svc-backup.ent") + "/checkMemberGroups", asked)
                        .json()
                        .path("value"))
                .hasSize(1);
        assertThat(caller.call("POST", USER + "/checkMemberGroups", asked)
                        .json()
                        .path("value"))
                .isEmpty();
    }
}
