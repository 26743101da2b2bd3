package dev.cordon.connectors.vendor.aws;

import dev.cordon.connectors.capability.AccountDisable;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Denies a user everything by a policy, and sets their access keys inactive. The policy comes first and goes last: it
/// names the keys that were active, and as long as it stands, nothing the user has is any good. The password stays.
final class AwsDisable implements AccountDisable {
    private static final String ACTIVE = "Active";

    private final Iam iam;
    private final Policies policies;
    private final AwsGuard guard;

    AwsDisable(Iam iam) {
        this.iam = iam;
        this.policies = new Policies(iam);
        this.guard = new AwsGuard(iam);
    }

    @Override
    public Look.State probe(Target.Account account) {
        return standing(iam.user(account)).isPresent() ? Look.State.CONTAINED : Look.State.FREE;
    }

    /// Contained only when the keys are inactive too.
    @Override
    public Effect containing(Target.Account account) {
        return new Effect() {
            @Override
            public Look.State goal() {
                return Look.State.CONTAINED;
            }

            @Override
            public Look.State look() {
                var user = iam.user(account);
                return standing(user).filter(DenyAll::holds).isPresent()
                                && active(user).isEmpty()
                        ? Look.State.CONTAINED
                        : Look.State.FREE;
            }

            @Override
            public String ask(Ask ask) {
                return apply(account, ask);
            }
        };
    }

    @Override
    public String apply(Target.Account account, Ask ask) {
        var user = iam.user(account);
        guard.refuse(user);
        var standing = standing(user);
        var active = active(user);
        if (active.stream().anyMatch(key -> !DenyAll.KEY.matcher(key).matches())) {
            throw new VendorException.Unavailable("unreadable answer: an access key with an odd id");
        }
        var keys = new TreeSet<>(active);
        standing.ifPresent(known -> keys.addAll(known.keys()));
        var request = iam.write("PutUserPolicy", Policies.put(user, DenyAll.NAME, DenyAll.statement(keys)), ask);
        active.forEach(key -> set(user, key, "Inactive", ask));
        return "policy %s, access keys set inactive: %d, request %s".formatted(DenyAll.NAME, active.size(), request);
    }

    @Override
    public String revert(Target.Account account, Ask ask) {
        var user = iam.user(account);
        var standing = standing(user).orElseThrow(() -> new VendorException.Conflict("our policy is not there"));
        if (!standing.ours()) {
            throw new VendorException.Refused("not-ours", "the policy of our name was changed by somebody else");
        }
        var known = iam.accessKeys(user).stream()
                .map(key -> key.text("AccessKeyId"))
                .filter(standing.keys()::contains)
                .toList();
        known.forEach(key -> set(user, key, ACTIVE, ask));
        var request = iam.write(
                "DeleteUserPolicy", Map.of("UserName", Iam.named(user.name()), "PolicyName", DenyAll.NAME), ask);
        return "access keys set active: %d, without policy %s, request %s"
                .formatted(known.size(), DenyAll.NAME, request);
    }

    private Optional<DenyAll> standing(Principal user) {
        return policies.statement(user, DenyAll.NAME).map(DenyAll::of);
    }

    private List<String> active(Principal user) {
        return iam.accessKeys(user).stream()
                .filter(key -> key.text("Status").equals(ACTIVE))
                .map(key -> key.text("AccessKeyId"))
                .toList();
    }

    private void set(Principal user, String key, String status, Ask ask) {
        try {
            iam.write(
                    "UpdateAccessKey",
                    Map.of("UserName", Iam.named(user.name()), "AccessKeyId", key, "Status", status),
                    ask);
        } catch (VendorException.Refused e) {
            if (!e.code().equals("target-not-found")) {
                throw e;
            }
            // deleted in between: good for nothing, whatever its status was
        }
    }
}
