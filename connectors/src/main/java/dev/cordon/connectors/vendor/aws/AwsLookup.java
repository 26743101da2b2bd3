package dev.cordon.connectors.vendor.aws;

import dev.cordon.connectors.capability.AccountLookup;
import dev.cordon.contract.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Users by name, ARN, id, or long-term access key; roles by ARN, by the ARN of one of their sessions, or by id.
final class AwsLookup implements AccountLookup {
    private static final Pattern ARN =
            Pattern.compile("arn:[a-z-]+:iam::([0-9]{12}):(user|role)/(?:[!-~]*/)?([A-Za-z0-9_+=,.@-]{1,64})");
    private static final Pattern SESSION = Pattern.compile(
            "arn:([a-z-]+):sts::([0-9]{12}):assumed-role/([A-Za-z0-9_+=,.@-]{1,64})/[A-Za-z0-9_+=,.@-]{1,64}");
    private static final Pattern KEY = Pattern.compile("AKIA[A-Z0-9]{12,124}");

    private final Iam iam;

    AwsLookup(Iam iam) {
        this.iam = iam;
    }

    @Override
    public Matches<Target.Account> find(String query) {
        var text = query.strip();
        var accounts = meant(text).map(found -> found.account(iam.name())).toList();
        return new Matches<>(accounts, List.of());
    }

    private Stream<Principal> meant(String text) {
        var arn = ARN.matcher(text);
        if (arn.matches()) {
            var found = arn.group(2).equals("role") ? iam.role(arn.group(3)) : iam.user(arn.group(3));
            return found.filter(one -> one.arn().equals(text)).stream();
        }
        var session = SESSION.matcher(text);
        if (session.matches()) {
            var role = "arn:%s:iam::%s:role".formatted(session.group(1), session.group(2));
            return iam.role(session.group(3)).filter(one -> one.arn().equals(role + one.path() + one.name())).stream();
        }
        if (Iam.ID.matcher(text).matches()) {
            return byId(text);
        }
        if (KEY.matcher(text).matches()) {
            return byKey(text).stream();
        }
        return Iam.NAME.matcher(text).matches()
                ? iam.user(text).filter(user -> user.name().equalsIgnoreCase(text)).stream()
                : Stream.empty();
    }

    private Stream<Principal> byId(String id) {
        return id.startsWith("AROA")
                ? iam
                        .list(
                                "ListRoles",
                                Map.of("MaxItems", "1000"),
                                "Roles",
                                role -> role.text("RoleId").equals(id))
                        .stream()
                        .map(Principal::role)
                : iam
                        .list(
                                "ListUsers",
                                Map.of("MaxItems", "1000"),
                                "Users",
                                user -> user.text("UserId").equals(id))
                        .stream()
                        .map(Principal::user);
    }

    /// A key's id does not say whose account it is of, so the user must be one of ours and have it.
    private Optional<Principal> byKey(String key) {
        return Iam.found(() -> iam.read("GetAccessKeyLastUsed", Map.of("AccessKeyId", key))
                        .at("UserName"))
                .map(Xml::text)
                .filter(name -> Iam.NAME.matcher(name).matches())
                .flatMap(iam::user)
                .filter(user -> iam.accessKeys(user).stream()
                        .anyMatch(one -> one.text("AccessKeyId").equals(key)));
    }
}
