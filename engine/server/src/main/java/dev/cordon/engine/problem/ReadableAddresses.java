package dev.cordon.engine.problem;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.net.URISyntaxException;

/// What is no address, or cannot be decoded, is refused before anything looks into it: who met it first would say so,
/// each in its own way. Takes the place of the HTTP layer's own check, which knows of no documents.
@ApplicationScoped
public class ReadableAddresses {
    /// The address is one from here on. A filter with a higher priority comes before.
    public static final int PRIORITY = 1000;

    void install(@Observes Filters filters) {
        filters.register(ReadableAddresses::check, PRIORITY);
    }

    private static void check(RoutingContext context) {
        if (isAddress(context.request().uri())) {
            context.next();
            return;
        }
        // nobody reads the body any more, and the next request stands behind it
        context.request().resume();
        ProblemRoutes.answer(
                context,
                ProblemDocument.of(
                        400,
                        "bad-request",
                        "This is no address: a % has two hex digits, and some characters are encoded"));
    }

    /// Bytes that are no UTF-8 pass: they are read as replacement characters, and lead nowhere.
    static boolean isAddress(String text) {
        try {
            new URI(text);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
