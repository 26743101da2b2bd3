package dev.cordon.lab.range.aws;

import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import java.util.Optional;
import java.util.Set;

/// One change of one user.
record Change(Aws vendor, User user, Request request) {

    /// Makes it.
    ///
    /// @return why it was not made; empty when it was
    Optional<Reply> refused(String action) {
        return switch (action) {
            case "PutUserPolicy" ->
                user.policy(request.field("PolicyName"), request.field("PolicyDocument"))
                        ? Optional.empty()
                        : Optional.of(Answer.error(400, "MalformedPolicyDocument", "Syntax errors in policy."));
            case "DeleteUserPolicy" -> withoutPolicy(request.field("PolicyName"));
            case "UpdateAccessKey" -> key(request.field("AccessKeyId"), request.field("Status"));
            case "UpdateLoginProfile" -> password(request.field("Password"));
            case "DeactivateMFADevice" -> withoutFactor(request.field("SerialNumber"));
            default -> throw new IllegalArgumentException(action);
        };
    }

    private Optional<Reply> withoutPolicy(String name) {
        if (user.policy(name).isEmpty()) {
            return Optional.of(vendor.problem(404, "no policy " + name));
        }
        user.withoutPolicy(name);
        return Optional.empty();
    }

    private Optional<Reply> key(String key, String status) {
        if (!Set.of("Active", "Inactive").contains(status)) {
            return Optional.of(vendor.problem(400, "no such status"));
        }
        if (!user.keys().contains(key)) {
            return Optional.of(vendor.problem(404, "no key " + key));
        }
        user.status(key, status);
        return Optional.empty();
    }

    private Optional<Reply> password(String password) {
        if (password.length() < 14) {
            return Optional.of(Answer.error(400, "PasswordPolicyViolation", "at least 14 characters"));
        }
        user.person().changePassword(request.field("PasswordResetRequired").equals("true"));
        return Optional.empty();
    }

    private Optional<Reply> withoutFactor(String serial) {
        return user.person().factors().stream()
                        .filter(factor -> User.serial(factor).equals(serial))
                        .anyMatch(factor -> user.person().removeFactor(factor.id()))
                ? Optional.empty()
                : Optional.of(vendor.problem(404, "no device " + serial));
    }
}
