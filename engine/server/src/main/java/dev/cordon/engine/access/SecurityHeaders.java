package dev.cordon.engine.access;

import dev.cordon.engine.problem.ReadableAddresses;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Headers that every answer carries, whoever writes it.
@ApplicationScoped
class SecurityHeaders {
    private static final int FIRST = ReadableAddresses.PRIORITY + 1;
    private static final int NEXT = ReadableAddresses.PRIORITY - 1;
    private static final String POLICY = String.join(
            "; ",
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'");

    void install(@Observes Filters filters) {
        filters.register(SecurityHeaders::add, FIRST);
        filters.register(SecurityHeaders::letKeep, NEXT);
    }

    private static void add(RoutingContext context) {
        var headers = context.response().headers();
        headers.set("Content-Security-Policy", POLICY)
                .set("X-Content-Type-Options", "nosniff")
                .set("X-Frame-Options", "DENY")
                .set("Referrer-Policy", "no-referrer")
                .set("Cross-Origin-Opener-Policy", "same-origin")
                .set("Cross-Origin-Resource-Policy", "same-origin")
                .set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
                .set(HttpHeaders.CACHE_CONTROL, "no-store");
        if (context.request().isSSL()) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
        context.next();
    }

    /// Only the console's own files may be kept by a browser: their names carry their content's hash.
    private static void letKeep(RoutingContext context) {
        if (context.normalizedPath().startsWith("/assets/")) {
            context.response().headers().remove(HttpHeaders.CACHE_CONTROL);
        }
        context.next();
    }
}
