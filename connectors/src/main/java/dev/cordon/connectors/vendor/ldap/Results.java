package dev.cordon.connectors.vendor.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import dev.cordon.connectors.capability.VendorException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// LDAP's result codes, sorted by the next step. The diagnostic texts are not read: they may hold anything.
final class Results {
    static final String UNTRUSTED = "the directory's certificate is not trusted, or is for another name";

    private Results() {}

    static void require(LDAPResult result) {
        if (!result.getResultCode().equals(ResultCode.SUCCESS)) {
            throw sort(result.getResultCode().intValue());
        }
    }

    static VendorException sort(LDAPException e) {
        return untrusted(e)
                ? new VendorException.Unavailable(UNTRUSTED)
                : sort(e.getResultCode().intValue());
    }

    private static VendorException sort(int code) {
        return switch (code) {
            case ResultCode.NO_SUCH_ATTRIBUTE_INT_VALUE,
                    ResultCode.ATTRIBUTE_OR_VALUE_EXISTS_INT_VALUE,
                    ResultCode.ASSERTION_FAILED_INT_VALUE ->
                new VendorException.Conflict("somebody else has changed the account in between " + said(code));
            case ResultCode.NO_SUCH_OBJECT_INT_VALUE ->
                new VendorException.Refused("target-not-found", "the directory does not know it " + said(code));
            case ResultCode.CONSTRAINT_VIOLATION_INT_VALUE ->
                new VendorException.Refused("policy", "a policy of the directory forbids it " + said(code));
            case ResultCode.UNWILLING_TO_PERFORM_INT_VALUE ->
                new VendorException.Refused("unwilling", "the directory does not do this " + said(code));
            case ResultCode.INVALID_CREDENTIALS_INT_VALUE ->
                new VendorException.Misconfigured("the directory does not accept our credentials " + said(code));
            case ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE ->
                new VendorException.Misconfigured("the directory does not permit this to our account " + said(code));
            case ResultCode.REFERRAL_INT_VALUE ->
                new VendorException.Misconfigured(
                        "the server refers us to another one, which is never followed; is it read-only? " + said(code));
            case ResultCode.STRONG_AUTH_REQUIRED_INT_VALUE,
                    ResultCode.CONFIDENTIALITY_REQUIRED_INT_VALUE,
                    ResultCode.INAPPROPRIATE_AUTHENTICATION_INT_VALUE,
                    ResultCode.AUTH_METHOD_NOT_SUPPORTED_INT_VALUE ->
                new VendorException.Misconfigured("the directory wants another kind of sign-in " + said(code));
            case ResultCode.UNDEFINED_ATTRIBUTE_TYPE_INT_VALUE,
                    ResultCode.OBJECT_CLASS_VIOLATION_INT_VALUE,
                    ResultCode.INVALID_DN_SYNTAX_INT_VALUE ->
                new VendorException.Misconfigured(
                        "the directory is not set up for this; are dialect, base and overlays right? " + said(code));
            case ResultCode.TIMEOUT_INT_VALUE ->
                new VendorException.Unavailable("the directory did not answer in time " + said(code));
            default -> new VendorException.Unavailable("the directory cannot answer now " + said(code));
        };
    }

    private static String said(int code) {
        return "(" + code + ")";
    }

    private static boolean untrusted(LDAPException e) {
        for (@Nullable Throwable reason = e; reason != null; reason = reason.getCause()) {
            if (reason instanceof SSLException) {
                return true;
            }
        }
        return false;
    }
}
