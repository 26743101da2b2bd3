package dev.cordon.connectors.vendor.aws;

import dev.cordon.connectors.capability.Connector;
import dev.cordon.connectors.capability.Product;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.HttpPreflight;
import dev.cordon.connectors.line.Tenant;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/// AWS IAM, with one connector for each AWS account.
@ApplicationScoped
class AwsProduct implements Product {
    static final String NAME = "aws";
    private static final String NOBODY = "cordon-preflight-nobody";

    private final Vertx vertx;
    private final AwsConfig config;

    AwsProduct(Vertx vertx, AwsConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Connector> connectors() {
        return Tenant.each(NAME, config.tenants(), this::connector).toList();
    }

    private Connector connector(String name, AwsConfig.Account account) {
        var iam = new Iam(vertx, name, account);
        return new Connector(
                name,
                NAME,
                List.of(
                        new AwsLookup(iam),
                        new AwsDisable(iam),
                        new AwsSessions(iam),
                        new AwsPassword(iam),
                        new AwsMfa(iam)),
                preflight(iam),
                iam.http().line()::health,
                iam.http().line()::sharedBy);
    }

    /// Nobody is asked about: who may not ask is told so before who is not there.
    static HttpPreflight preflight(Iam iam) {
        return new HttpPreflight(iam.http(), Call.get("/"))
                .right("iam:GetUser", "everything done to users", asked(iam, "GetUser", "UserName"))
                .right("iam:ListAccessKeys", "everything done to users", asked(iam, "ListAccessKeys", "UserName"))
                .right(
                        "iam:ListAttachedUserPolicies",
                        "everything done to users",
                        asked(iam, "ListAttachedUserPolicies", "UserName"))
                .right("iam:ListGroupsForUser", "everything done to users", asked(iam, "ListGroupsForUser", "UserName"))
                .right(
                        "iam:GetUserPolicy",
                        "account.check, account.disable, account.enable, sessions.revoke",
                        () -> iam.read("GetUserPolicy", Map.of("UserName", NOBODY, "PolicyName", DenyAll.NAME)))
                .right("iam:GetLoginProfile", "credentials.reset", asked(iam, "GetLoginProfile", "UserName"))
                .right("iam:ListMFADevices", "mfa.reset", asked(iam, "ListMFADevices", "UserName"))
                .right("iam:GetRole", "sessions.revoke of roles", asked(iam, "GetRole", "RoleName"))
                .right("iam:ListUsers", "account.find by user id", () -> iam.read("ListUsers", Map.of("MaxItems", "1")))
                .untold(
                        "iam:PutUserPolicy, iam:DeleteUserPolicy, iam:UpdateAccessKey",
                        "account.disable and account.enable need them; they cannot be tried without an effect")
                .untold(
                        "iam:PutRolePolicy, iam:UpdateLoginProfile, iam:DeactivateMFADevice",
                        "sessions.revoke of roles, credentials.reset and mfa.reset need them; they cannot be tried"
                                + " without an effect");
    }

    private static Runnable asked(Iam iam, String action, String parameter) {
        return () -> iam.read(action, Map.of(parameter, NOBODY));
    }
}
