package dev.cordon.connectors.vendor.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look.State;
import dev.cordon.contract.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Finding, sessions, passwords, second factors.
class AwsAccountTest {
    private static final String KEY = "AKIAEXAMPLEFIRST0001";

    private final StubbedIam stubbed = new StubbedIam();
    private Iam iam = stubbed.connected(Map.of());

    @BeforeEach
    void everything_is_well() {
        stubbed.everythingIsWell();
        iam = stubbed.connected(Map.of());
    }

    @AfterEach
    void stop() {
        stubbed.close();
    }

    @Test
    void a_user_is_found_by_name_arn_id_and_access_key() {
        stubbed.keys(Map.of(KEY, "Inactive"));
        stubbed.answers("GetAccessKeyLastUsed", "<UserName>m.keller</UserName><AccessKeyLastUsed/>");
        stubbed.list("ListUsers", "Users", user("AIDAEXAMPLEANOTHER01", "other"), user(StubbedIam.ID, "m.keller"));

        for (var query : List.of("m.keller", " M.Keller ", StubbedIam.ARN, StubbedIam.ID, KEY)) {
            assertThat(find(query)).as(query).containsExactly(StubbedIam.KELLER);
        }
    }

    @Test
    void a_role_is_found_by_arn_by_the_arn_of_a_session_and_by_id() {
        stubbed.list(
                "ListRoles",
                "Roles",
                "<RoleId>%s</RoleId><RoleName>deploy</RoleName><Arn>%s</Arn><Path>/</Path>"
                        .formatted(StubbedIam.ROLE_ID, StubbedIam.ROLE_ARN));

        for (var query : List.of(
                StubbedIam.ROLE_ARN, "arn:aws:sts::123456789012:assumed-role/deploy/somebody", StubbedIam.ROLE_ID)) {
            assertThat(find(query)).as(query).containsExactly(StubbedIam.ROLE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "m.keller&UserName=root",
                "keller",
                "arn:aws:iam::999999999999:user/finance/m.keller",
                "arn:aws:iam::123456789012:user/m.keller",
                "arn:aws:iam::123456789012:root",
                "arn:aws:sts::999999999999:assumed-role/deploy/somebody",
                "ASIAEXAMPLETEMPORARY"
            })
    void nobody_is_found_by_less_or_by_another_accounts_arn(String query) {
        assertThat(find(query)).isEmpty();
    }

    @Test
    void a_key_of_another_account_is_nobodys() {
        stubbed.answers("GetAccessKeyLastUsed", "<UserName>m.keller</UserName><AccessKeyLastUsed/>");

        assertThat(find(KEY)).isEmpty();
    }

    @Test
    void a_list_is_read_page_by_page_and_one_without_end_is_no_answer() {
        stubbed.answers("ListUsers", "<Users></Users><IsTruncated>true</IsTruncated><Marker>more</Marker>");

        assertThatThrownBy(() -> find(StubbedIam.ID))
                .isInstanceOf(VendorException.Unavailable.class)
                .hasMessageContaining("does not end");
        stubbed.server.verify(19, stubbed.sent("ListUsers").withFormParam("Marker", equalTo("more")));
    }

    @Test
    void sessions_that_began_before_are_denied_everything() {
        var before = Instant.now().minusSeconds(2);
        var revocation = new AwsSessions(iam).revoking(StubbedIam.KELLER);
        assertThat(revocation.look()).isEqualTo(State.FREE);

        var receipt = revocation.ask(stubbed.ask());

        var document = stubbed.sent("PutUserPolicy", "PolicyDocument").getFirst();
        assertThat(stubbed.sent("PutUserPolicy", "PolicyName")).containsExactly("CordonRevokeOlderSessions");
        var until = document.replaceAll(".*\"aws:TokenIssueTime\":\"([^\"]*)\".*", "$1");
        assertThat(Instant.parse(until)).isAfter(before);
        assertThat(receipt).isEqualTo("sessions before " + until + ", request request-1");
        stubbed.policy("User", document);
        assertThat(revocation.look()).isEqualTo(State.CONTAINED);
    }

    @Test
    void sessions_of_a_role_are_ended_for_everybody_who_took_it_on() {
        new AwsSessions(iam).revoking(StubbedIam.ROLE).ask(stubbed.ask());

        assertThat(stubbed.sent("PutRolePolicy", "RoleName")).containsExactly("deploy");
    }

    @Test
    void an_earlier_revocation_says_nothing_of_sessions_that_began_since() {
        stubbed.policy("User", revocation("2024-01-01T00:00:00Z"));
        assertThat(new AwsSessions(iam).revoking(StubbedIam.KELLER).look()).isEqualTo(State.FREE);

        var interrupted = new AwsSessions(iam).revoking(StubbedIam.KELLER);
        interrupted.resume("sessions before 2024-01-01T00:00:00Z, request request-1");
        assertThat(interrupted.look()).isEqualTo(State.CONTAINED);
    }

    @Test
    void the_vendors_own_roles_are_not_touched() {
        stubbed.answers("GetRole", """
                <Role><RoleId>%s</RoleId><RoleName>deploy</RoleName><Arn>x</Arn>
                <Path>/aws-reserved/sso.amazonaws.com/</Path></Role>
                """.formatted(StubbedIam.ROLE_ID));

        assertThatThrownBy(() -> new AwsSessions(iam).revoking(StubbedIam.ROLE).ask(stubbed.ask()))
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("service-account"));
    }

    @Test
    void a_password_is_random_and_must_be_changed_again() {
        profile(false);
        var reset = new AwsPassword(iam).resetting(StubbedIam.KELLER);
        assertThat(reset.look()).isEqualTo(State.FREE);

        var receipt = reset.ask(stubbed.ask());

        assertThat(stubbed.sent("UpdateLoginProfile", "PasswordResetRequired")).containsExactly("true");
        var password = stubbed.sent("UpdateLoginProfile", "Password").getFirst();
        assertThat(password).hasSizeGreaterThanOrEqualTo(32);
        assertThat(receipt).isEqualTo("password set, request request-1");
        assertThat(reset.look()).as("not seen yet").isEqualTo(State.FREE);
        profile(true);
        assertThat(reset.look()).isEqualTo(State.CONTAINED);
    }

    @Test
    void where_it_had_to_be_changed_before_only_iams_answer_tells() {
        profile(true);
        var reset = new AwsPassword(iam).resetting(StubbedIam.KELLER);
        assertThat(reset.look()).isEqualTo(State.FREE);
        reset.ask(stubbed.ask());
        assertThat(reset.look()).isEqualTo(State.CONTAINED);

        var lost = new AwsPassword(iam).resetting(StubbedIam.KELLER);
        lost.resume("");
        assertThat(lost.look()).isEqualTo(State.FREE);
        var answered = new AwsPassword(iam).resetting(StubbedIam.KELLER);
        answered.resume("password set, request request-1");
        assertThat(answered.look()).isEqualTo(State.CONTAINED);
    }

    @Test
    void a_user_without_a_password_needs_no_other() {
        stubbed.refuses("GetLoginProfile", 404, "NoSuchEntity");

        assertThatThrownBy(
                        () -> new AwsPassword(iam).resetting(StubbedIam.KELLER).look())
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("no-password"));
    }

    @Test
    void every_second_factor_is_deactivated_and_one_that_is_gone_is_no_failure() {
        stubbed.list(
                "ListMFADevices",
                "MFADevices",
                "<SerialNumber>arn:aws:iam::123456789012:mfa/m.keller</SerialNumber>",
                "<SerialNumber>GAHT12345678</SerialNumber>");
        stubbed.refuses("DeactivateMFADevice", 404, "NoSuchEntity");
        var reset = new AwsMfa(iam).resetting(StubbedIam.KELLER);
        assertThat(reset.look()).isEqualTo(State.FREE);

        assertThat(reset.ask(stubbed.ask())).isEqualTo("second factors deactivated: 2");

        assertThat(stubbed.sent("DeactivateMFADevice", "SerialNumber"))
                .containsExactly("arn:aws:iam::123456789012:mfa/m.keller", "GAHT12345678");
        stubbed.list("ListMFADevices", "MFADevices");
        assertThat(reset.look()).isEqualTo(State.CONTAINED);
    }

    private void profile(boolean mustChange) {
        stubbed.answers(
                "GetLoginProfile",
                "<LoginProfile><PasswordResetRequired>%b</PasswordResetRequired></LoginProfile>".formatted(mustChange));
    }

    private static String user(String id, String name) {
        return "<UserId>%s</UserId><UserName>%s</UserName><Arn>arn</Arn><Path>/</Path>".formatted(id, name);
    }

    private static String revocation(String until) {
        return """
                {"Statement":[{"Sid":"Cordon","Effect":"Deny","Action":"*","Resource":"*",
                "Condition":{"DateLessThan":{"aws:TokenIssueTime":"%s"}}}]}
                """.formatted(until);
    }

    private List<Target.Account> find(String query) {
        return new AwsLookup(iam).find(query).live();
    }
}
