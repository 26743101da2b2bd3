package dev.cordon.connectors.vendor.aws;

import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Dialect;
import dev.cordon.connectors.http.HttpAnswer;
import java.util.Set;

/// IAM names its errors in the body. Being asked too often is a 400, and not a word about when to come back.
final class IamDialect implements Dialect {
    private static final Set<String> TOO_OFTEN = Set.of(
            "Throttling",
            "ThrottlingException",
            "ThrottledException",
            "RequestLimitExceeded",
            "TooManyRequestsException");
    private static final Set<String> CLOCK = Set.of("RequestExpired", "RequestTimeTooSkewed");

    @Override
    public VendorException sort(HttpAnswer answer) {
        var code = code(answer);
        if (TOO_OFTEN.contains(code)) {
            return new VendorException.Unavailable(
                    "the vendor says that it was asked too often (" + answer.status() + ")");
        }
        if (CLOCK.contains(code)) {
            return new VendorException.Misconfigured(
                    "our clock and the vendor's are too far apart (" + answer.status() + ")");
        }
        return switch (code) {
            case "LimitExceeded" ->
                new VendorException.Refused(
                        "limit", "a limit of the vendor's forbids one more (" + answer.status() + ")");
            case "PasswordPolicyViolation" ->
                new VendorException.Refused(
                        "policy", "the account's password policy forbids it (" + answer.status() + ")");
            case "UnmodifiableEntity" ->
                new VendorException.Refused(
                        "service-account", "the vendor's own roles cannot be changed (" + answer.status() + ")");
            default -> Dialect.COMMON.sort(answer);
        };
    }

    private static String code(HttpAnswer answer) {
        try {
            return Xml.read(answer.body().getBytes(), "ErrorResponse").text("Error", "Code");
        } catch (VendorException.Unavailable e) {
            // then the status is all we know
            return "";
        }
    }
}
