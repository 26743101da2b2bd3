package dev.cordon.connectors.vendor.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import dev.cordon.connectors.Settings;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.contract.Target;
import io.vertx.core.Vertx;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// IAM's answers, one for each action.
final class StubbedIam implements AutoCloseable {
    static final String ID = "AIDAEXAMPLEKELLER001";
    static final String ROLE_ID = "AROAEXAMPLEDEPLOY001";
    static final String ARN = "arn:aws:iam::123456789012:user/finance/m.keller";
    static final String ROLE_ARN = "arn:aws:iam::123456789012:role/deploy";
    static final String OWN_KEY = "AKIAOWNOWNOWNOWNOWN0";
    static final String SECRET = "canary-secret-key";
    static final Target.Account KELLER = new Target.Account("aws", ID, "m.keller", null);
    static final Target.Account ROLE = new Target.Account("aws", ROLE_ID, "deploy", null);

    final WireMockServer server = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private final Vertx vertx = Vertx.vertx();

    StubbedIam() {
        server.start();
    }

    /// A user without keys, password, second factor or groups, and a role.
    void everythingIsWell() {
        server.resetAll();
        user("m.keller", ID, ARN);
        answers("GetRole", """
                <Role><RoleId>%s</RoleId><RoleName>deploy</RoleName><Arn>%s</Arn><Path>/</Path></Role>
                """.formatted(ROLE_ID, ROLE_ARN));
        keys(Map.of());
        list("ListAttachedUserPolicies", "AttachedPolicies");
        list("ListAttachedRolePolicies", "AttachedPolicies");
        list("ListAttachedGroupPolicies", "AttachedPolicies");
        list("ListGroupsForUser", "Groups");
        refuses("GetUserPolicy", 404, "NoSuchEntity");
        refuses("GetRolePolicy", 404, "NoSuchEntity");
        for (var write : List.of(
                "PutUserPolicy",
                "PutRolePolicy",
                "DeleteUserPolicy",
                "UpdateAccessKey",
                "UpdateLoginProfile",
                "DeactivateMFADevice")) {
            answers(write, "");
        }
    }

    void user(String name, String id, String arn) {
        answers("GetUser", """
                <User><UserId>%s</UserId><UserName>%s</UserName><Arn>%s</Arn><Path>/finance/</Path></User>
                """.formatted(id, name, arn));
    }

    /// @param keys ids, and whether each is Active or Inactive
    void keys(Map<String, String> keys) {
        list(
                "ListAccessKeys",
                "AccessKeyMetadata",
                keys.entrySet().stream()
                        .map(key -> "<AccessKeyId>%s</AccessKeyId><Status>%s</Status>"
                                .formatted(key.getKey(), key.getValue()))
                        .toArray(String[]::new));
    }

    void policy(String kind, String document) {
        answers(
                "Get" + kind + "Policy",
                "<PolicyDocument>%s</PolicyDocument>"
                        .formatted(URLEncoder.encode(document, StandardCharsets.UTF_8)
                                .replace("+", "%20")));
    }

    void list(String action, String of, String... members) {
        answers(
                action,
                "<%1$s>%2$s</%1$s><IsTruncated>false</IsTruncated>"
                        .formatted(
                                of,
                                Stream.of(members)
                                        .map(member -> "<member>" + member + "</member>")
                                        .collect(Collectors.joining())));
    }

    void answers(String action, String result) {
        server.stubFor(asked(action).willReturn(aResponse().withStatus(200).withBody("""
                <?xml version="1.0" encoding="UTF-8"?>
                <%1$sResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><%1$sResult>%2$s</%1$sResult>
                <ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata></%1$sResponse>
                """.formatted(action, result)
                .strip())));
    }

    void refuses(String action, int status, String code) {
        server.stubFor(asked(action).willReturn(aResponse().withStatus(status).withBody("""
                <ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type>
                <Code>%s</Code><Message>canary</Message></Error><RequestId>r</RequestId></ErrorResponse>
                """.formatted(code))));
    }

    private static MappingBuilder asked(String action) {
        return post(urlEqualTo("/")).withFormParam("Action", equalTo(action));
    }

    RequestPatternBuilder sent(String action) {
        return postRequestedFor(urlEqualTo("/")).withFormParam("Action", equalTo(action));
    }

    /// The values of that field in all requests for that action, in their order.
    List<String> sent(String action, String field) {
        return server.findAll(sent(action)).stream()
                .map(request -> request.formParameter(field).firstValue())
                .toList();
    }

    Iam connected(Map<String, String> more) {
        var settings = new TreeMap<>(Map.of(
                "cordon.vendor.aws.url", server.baseUrl(),
                "cordon.vendor.aws.access-key-id", OWN_KEY,
                "cordon.vendor.aws.secret-access-key", SECRET));
        more.forEach((name, value) -> settings.put("cordon.vendor.aws." + name, value));
        var config = Settings.of(AwsConfig.class, settings);
        return new Iam(vertx, "aws", Settings.tenant(config.tenants(), "aws"));
    }

    Ask ask() {
        return new Ask("action-1", System.nanoTime() + Duration.ofSeconds(10).toNanos(), System::nanoTime);
    }

    @Override
    public void close() {
        server.stop();
        vertx.close();
    }
}
