package dev.cordon.connectors.http;

import dev.cordon.connectors.capability.VendorException;
import java.time.Instant;

/// How a vendor says no with a status code.
@FunctionalInterface
public interface Dialect {
    Dialect COMMON = Dialect::common;

    /// Called for every answer outside 2xx.
    VendorException sort(HttpAnswer answer);

    private static VendorException common(HttpAnswer answer) {
        var status = answer.status();
        return switch (status) {
            case 401 -> new VendorException.Misconfigured("the vendor does not accept our credentials (401)");
            case 403 -> new VendorException.Misconfigured("the vendor does not permit this to our credentials (403)");
            case 404 -> new VendorException.Refused("target-not-found", "the vendor does not know it (404)");
            case 409 -> new VendorException.Conflict("the vendor says its state forbids it (409)");
            case 408, 425, 429 -> later(answer);
            default ->
                status >= 400 && status < 500
                        ? new VendorException.Refused("bad-request", "the vendor refused the request (" + status + ")")
                        : later(answer);
        };
    }

    private static VendorException later(HttpAnswer answer) {
        var why = answer.status() < 400
                ? "the vendor answered with a redirect, which is never followed (" + answer.status() + ")"
                : "the vendor cannot answer now (" + answer.status() + ")";
        return new VendorException.Unavailable(
                why, RetryAfter.of(answer, Instant.now()).orElse(null));
    }
}
