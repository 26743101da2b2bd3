package dev.cordon.connectors.vendor.aws;

import dev.cordon.connectors.capability.VendorException;
import java.util.List;
import java.util.Map;

/// Who is never touched: ourselves, those the operator named, the vendor's own roles, and, unless the
/// settings allow it, administrators.
final class AwsGuard {
    private static final String ADMINISTRATOR = ":iam::aws:policy/AdministratorAccess";

    private final Iam iam;

    AwsGuard(Iam iam) {
        this.iam = iam;
    }

    void refuse(Principal principal) {
        if (iam.config().untouched().orElse(List.of()).stream()
                .anyMatch(name -> name.strip().equalsIgnoreCase(principal.name())
                        || name.strip().equals(principal.arn()))) {
            throw new VendorException.Refused("protected-account", "the settings say that it is never touched");
        }
        if (principal.role()) {
            refuseRole(principal);
        } else {
            refuseUser(principal);
        }
    }

    private void refuseRole(Principal role) {
        if (role.path().startsWith("/aws-service-role/") || role.path().startsWith("/aws-reserved/")) {
            throw new VendorException.Refused(
                    "service-account", "the role belongs to a service of the vendor, or to its Identity Center");
        }
        refuseAdministrator("ListAttachedRolePolicies", Map.of("RoleName", Iam.named(role.name())));
    }

    private void refuseUser(Principal user) {
        var own = iam.config().accessKeyId().orElse("");
        if (iam.accessKeys(user).stream()
                .anyMatch(key -> key.text("AccessKeyId").equals(own))) {
            throw new VendorException.Refused("own-account", "it is the user whose access key we ourselves sign with");
        }
        var named = Map.of("UserName", Iam.named(user.name()));
        refuseAdministrator("ListAttachedUserPolicies", named);
        if (!iam.config().allowAdministrators()) {
            for (var group : iam.list("ListGroupsForUser", named, "Groups", all -> true)) {
                refuseAdministrator("ListAttachedGroupPolicies", Map.of("GroupName", group.text("GroupName")));
            }
        }
    }

    private void refuseAdministrator(String action, Map<String, String> of) {
        if (!iam.config().allowAdministrators()
                && !iam.list(
                                action,
                                of,
                                "AttachedPolicies",
                                policy -> policy.text("PolicyArn").endsWith(ADMINISTRATOR))
                        .isEmpty()) {
            throw new VendorException.Refused(
                    "protected-account", "it is an administrator; the settings do not allow to touch it");
        }
    }
}
