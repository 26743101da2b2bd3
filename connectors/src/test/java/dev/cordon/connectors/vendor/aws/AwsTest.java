package dev.cordon.connectors.vendor.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.VendorContract;
import dev.cordon.contract.Look.State;
import dev.cordon.contract.Target;
import dev.cordon.contract.connector.Finding;
import dev.cordon.contract.connector.Finding.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsTest implements VendorContract {
    private static final String FIRST = "AKIAEXAMPLEFIRST0001";
    private static final String SECOND = "AKIAEXAMPLESECOND002";
    private static final String THIRD = "AKIAEXAMPLETHIRD0003";
    private static final StubbedIam IAM = new StubbedIam();

    private Iam iam = IAM.connected(Map.of());

    @BeforeEach
    void everything_is_well() {
        IAM.everythingIsWell();
        iam = IAM.connected(Map.of());
    }

    @AfterAll
    static void stop() {
        IAM.close();
    }

    @Override
    public WireMockServer server() {
        return IAM.server;
    }

    @Override
    public String writePath() {
        return "/";
    }

    @Override
    public Effect effectAt(String url, String ca) {
        return new AwsDisable(IAM.connected(Map.of("url", url, "ca", ca))).containing(StubbedIam.KELLER);
    }

    @Override
    public Effect effect() {
        return new AwsDisable(iam).containing(StubbedIam.KELLER);
    }

    @Override
    public void effectIsReady() {
        effect().look();
    }

    @Override
    public boolean tokens() {
        return false;
    }

    @Test
    void a_user_is_denied_everything_first_and_then_their_active_keys_are_set_inactive() {
        IAM.keys(Map.of(FIRST, "Active", SECOND, "Inactive"));

        assertThat(effect().ask(ask()))
                .isEqualTo("policy CordonDenyAll, access keys set inactive: 1, request request-1");

        assertThat(IAM.sent("PutUserPolicy", "UserName")).containsExactly("m.keller");
        assertThat(IAM.sent("PutUserPolicy", "PolicyName")).containsExactly("CordonDenyAll");
        assertThat(IAM.sent("PutUserPolicy", "PolicyDocument").getFirst())
                .contains("\"Sid\":\"Cordonx" + FIRST + "\"")
                .contains("\"Effect\":\"Deny\"")
                .contains("\"Action\":\"*\"")
                .contains("\"Resource\":\"*\"");
        assertThat(IAM.sent("UpdateAccessKey", "AccessKeyId")).containsExactly(FIRST);
        assertThat(IAM.sent("UpdateAccessKey", "Status")).containsExactly("Inactive");
        assertThat(IAM.sent("UpdateAccessKey", "UserName")).containsExactly("m.keller");
    }

    @Test
    void a_user_is_contained_when_the_policy_denies_everything_and_no_key_is_active() {
        assertThat(effect().look()).isEqualTo(State.FREE);
        IAM.policy("User", denial("Cordonx" + FIRST));
        IAM.keys(Map.of(FIRST, "Active"));
        assertThat(effect().look()).isEqualTo(State.FREE);

        IAM.keys(Map.of(FIRST, "Inactive"));

        assertThat(effect().look()).isEqualTo(State.CONTAINED);
        assertThat(new AwsDisable(iam).probe(StubbedIam.KELLER)).isEqualTo(State.CONTAINED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Statement\":[{\"Sid\":\"Cordon\",\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}",
                "{\"Statement\":[{\"Sid\":\"Cordon\",\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}",
                "{\"Statement\":[{\"Sid\":\"Cordon\",\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"arn:x\"}]}",
                "{\"Statement\":{\"Sid\":\"Cordon\",\"Effect\":\"Deny\",\"Action\":[\"*\"],\"Resource\":\"*\",\"Condition\":{}}}",
                "{}"
            })
    void a_policy_of_our_name_that_denies_less_contains_nobody_and_is_not_gone_either(String document) {
        IAM.policy("User", document);

        assertThat(effect().look()).isEqualTo(State.FREE);
        assertThat(new AwsDisable(iam).releasing(StubbedIam.KELLER).look()).isEqualTo(State.CONTAINED);
    }

    @Test
    void an_interrupted_disabling_is_completed_without_forgetting_which_keys_were_ours() {
        IAM.policy("User", denial("Cordonx" + FIRST));
        IAM.keys(Map.of(FIRST, "Inactive", SECOND, "Active"));

        effect().ask(ask());

        assertThat(IAM.sent("PutUserPolicy", "PolicyDocument").getFirst()).contains("Cordonx" + FIRST + "x" + SECOND);
        assertThat(IAM.sent("UpdateAccessKey", "AccessKeyId")).containsExactly(SECOND);
    }

    @Test
    void only_the_keys_we_set_inactive_are_set_active_again_and_the_policy_goes_last() {
        IAM.policy("User", denial("Cordonx" + FIRST + "x" + THIRD));
        IAM.keys(Map.of(FIRST, "Inactive", SECOND, "Inactive"));
        var release = new AwsDisable(iam).releasing(StubbedIam.KELLER);
        assertThat(release.look()).isEqualTo(State.CONTAINED);

        assertThat(release.ask(ask()))
                .isEqualTo("access keys set active: 1, without policy CordonDenyAll, request request-1");

        assertThat(IAM.sent("UpdateAccessKey", "AccessKeyId")).containsExactly(FIRST);
        assertThat(IAM.sent("UpdateAccessKey", "Status")).containsExactly("Active");
        assertThat(IAM.sent("DeleteUserPolicy", "PolicyName")).containsExactly("CordonDenyAll");
        IAM.refuses("GetUserPolicy", 404, "NoSuchEntity");
        assertThat(release.look()).isEqualTo(State.FREE);
        assertThatThrownBy(() -> release.ask(ask())).isInstanceOf(VendorException.Conflict.class);
    }

    @Test
    void a_policy_that_somebody_else_wrote_is_not_deleted() {
        IAM.policy("User", denial("Legal hold"));

        assertThatThrownBy(() -> new AwsDisable(iam).revert(StubbedIam.KELLER, ask()))
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("not-ours"));
        server().verify(0, IAM.sent("DeleteUserPolicy"));
    }

    @Test
    void every_request_is_signed_and_the_trail_gets_the_action() {
        effect().ask(ask());

        server().verify(
                        1,
                        IAM.sent("PutUserPolicy")
                                .withHeader(
                                        "Authorization",
                                        matching("AWS4-HMAC-SHA256 Credential=" + StubbedIam.OWN_KEY
                                                + "/[0-9]{8}/us-east-1/iam/aws4_request, SignedHeaders=.*host.*,"
                                                + " Signature=[0-9a-f]{64}"))
                                .withHeader("X-Amz-Date", matching("[0-9]{8}T[0-9]{6}Z"))
                                .withHeader("Accept", equalTo("application/xml"))
                                .withHeader("User-Agent", equalTo("cordon action/action-1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "*", "AIDA", "AIDAEXAMPLEKELLER001&UserName=root", "AKIAEXAMPLEFIRST0001"})
    void an_id_that_can_be_none_is_not_sent(String id) {
        var odd = new Target.Account("aws", id.isBlank() ? "-" : id, "m.keller", null);

        assertThatThrownBy(() -> new AwsDisable(iam).apply(odd, ask())).isInstanceOf(VendorException.Refused.class);
        server().verify(0, anyRequestedFor(anyUrl()));
    }

    @Test
    void a_name_that_was_given_to_somebody_else_is_not_the_one_that_was_approved() {
        IAM.user("m.keller", "AIDAEXAMPLEANOTHER01", StubbedIam.ARN);

        assertThatThrownBy(() -> effect().ask(ask()))
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("target-not-found"));
        server().verify(0, IAM.sent("PutUserPolicy"));
    }

    @Test
    void a_role_is_not_disabled() {
        assertThatThrownBy(() -> new AwsDisable(iam).probe(StubbedIam.ROLE))
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("role"));
    }

    @Test
    void our_own_user_and_those_named_are_not_touched() {
        refused(Map.of("untouched", "break-glass, M.Keller"), "protected-account");
        refused(Map.of("untouched", StubbedIam.ARN), "protected-account");
        IAM.keys(Map.of(StubbedIam.OWN_KEY, "Active"));
        refused(Map.of(), "own-account");
    }

    @Test
    void administrators_are_touched_only_if_the_settings_say_so() {
        IAM.list("ListGroupsForUser", "Groups", "<GroupName>admins</GroupName>");
        IAM.list(
                "ListAttachedGroupPolicies",
                "AttachedPolicies",
                "<PolicyArn>arn:aws:iam::aws:policy/AdministratorAccess</PolicyArn>");
        refused(Map.of(), "protected-account");

        iam = IAM.connected(Map.of("allow-administrators", "true"));

        assertThat(effect().ask(ask())).startsWith("policy");
    }

    @ParameterizedTest
    @CsvSource({
        "400, Throttling, Unavailable",
        "400, RequestExpired, Misconfigured",
        "400, MalformedPolicyDocument, Refused",
        "403, AccessDenied, Misconfigured",
        "403, SignatureDoesNotMatch, Misconfigured",
        "409, EntityTemporarilyUnmodifiable, Conflict",
        "409, LimitExceeded, Refused",
        "500, ServiceFailure, Unavailable"
    })
    void iams_errors_are_sorted_by_their_code_where_the_status_says_too_little(int status, String code, String kind) {
        IAM.refuses("PutUserPolicy", status, code);

        assertThatThrownBy(() -> effect().ask(ask()))
                .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(kind))
                .hasMessageNotContainingAny("canary", StubbedIam.SECRET);
        server().verify(1, IAM.sent("PutUserPolicy"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><GetUserResponse><a>&x;</a></GetUserResponse>",
                "<!DOCTYPE a [<!ENTITY x 'xx'>]><GetUserResponse>&x;</GetUserResponse>",
                "<GetUserResponse><GetUserResult></GetUserResult></GetUserResponse><more/>",
                "<ListUsersResponse><GetUserResult/></ListUsersResponse>",
                "<GetUserResponse/>"
            })
    void xml_with_anything_odd_in_it_is_no_answer(String body) {
        server().stubFor(com.github.tomakehurst.wiremock.client.WireMock.post("/")
                .atPriority(1)
                .willReturn(com.github.tomakehurst.wiremock.client.WireMock.ok(body)));

        assertThatThrownBy(() -> iam.read("GetUser", Map.of("UserName", "m.keller")))
                .isInstanceOf(VendorException.Unavailable.class)
                .hasMessageContaining("unreadable");
    }

    @Test
    void xml_that_is_nested_without_end_is_no_answer() {
        assertThatThrownBy(() -> Xml.read("<a>".repeat(10_000).getBytes(java.nio.charset.StandardCharsets.UTF_8), "a"))
                .isInstanceOf(VendorException.Unavailable.class);
    }

    @Test
    void the_preflight_names_what_is_missing() {
        IAM.refuses("GetUser", 404, "NoSuchEntity");
        IAM.refuses("ListMFADevices", 403, "AccessDenied");
        IAM.refuses("GetLoginProfile", 404, "NoSuchEntity");
        IAM.list("ListUsers", "Users");

        assertThat(AwsProduct.preflight(iam).run())
                .extracting(Finding::check, Finding::verdict)
                .contains(
                        org.assertj.core.api.Assertions.tuple("iam:GetUser", Verdict.GOOD),
                        org.assertj.core.api.Assertions.tuple("iam:GetLoginProfile", Verdict.GOOD),
                        org.assertj.core.api.Assertions.tuple("iam:ListMFADevices", Verdict.BAD));
    }

    private void refused(Map<String, String> settings, String code) {
        var guarded = IAM.connected(settings);
        for (var one : List.of(
                new AwsDisable(guarded).containing(StubbedIam.KELLER),
                new AwsSessions(guarded).revoking(StubbedIam.KELLER),
                new AwsPassword(guarded).resetting(StubbedIam.KELLER),
                new AwsMfa(guarded).resetting(StubbedIam.KELLER))) {
            assertThatThrownBy(() -> one.ask(ask()))
                    .isInstanceOfSatisfying(
                            VendorException.Refused.class,
                            e -> assertThat(e.code()).isEqualTo(code));
        }
        server().verify(0, anyRequestedFor(anyUrl()).withHeader("X-Cordon-Action", equalTo("action-1")));
    }

    private static String denial(String id) {
        return """
                {"Version":"2012-10-17","Statement":[{"Sid":"%s","Effect":"Deny","Action":"*","Resource":"*"}]}
                """.formatted(id);
    }
}
