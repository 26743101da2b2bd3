package dev.cordon.engine.problem;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/// What no resource answers: addresses that lead nowhere, and failures before or outside of the resources.
@ApplicationScoped
public class ProblemRoutes {
    /// Behind the resources, whose own order is 20,500.
    public static final int AFTER_THE_RESOURCES = 30_000;

    private static final int AFTER_EVERYTHING = AFTER_THE_RESOURCES + 1;
    private static final Logger LOG = Logger.getLogger(ProblemRoutes.class);

    void install(@Observes Router router) {
        router.route().order(AFTER_EVERYTHING).handler(ProblemRoutes::nowhere);
        router.route().order(Integer.MIN_VALUE).failureHandler(ProblemRoutes::failed);
    }

    private static void nowhere(RoutingContext context) {
        if (context.response().ended()) {
            return;
        }
        answer(context, ProblemDocument.of(404));
    }

    private static void failed(RoutingContext context) {
        if (context.response().headWritten()) {
            context.request().connection().close();
            return;
        }
        var status = context.statusCode();
        answer(context, status >= 400 && status < 500 ? ProblemDocument.of(status) : unexpected(context.failure()));
    }

    private static ProblemDocument unexpected(Throwable failure) {
        var id = UUID.randomUUID().toString();
        LOG.errorf(failure, "Problem %s", id);
        return new ProblemDocument(500, "internal", "Something went wrong in the server", List.of(), id);
    }

    static void answer(RoutingContext context, ProblemDocument problem) {
        var body = Buffer.buffer(problem.json());
        var response = context.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemDocument.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        if (HttpMethod.HEAD.equals(context.request().method())) {
            response.end();
        } else {
            response.end(body);
        }
    }
}
