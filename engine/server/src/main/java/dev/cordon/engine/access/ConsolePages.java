package dev.cordon.engine.access;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/// The console finds its own way: an address that only it knows gets its first page. Decided before the
/// resources are asked, because their "not found" is an answer, too.
@ApplicationScoped
class ConsolePages {
    private static final int BEFORE_THE_RESOURCES = 10;
    private static final String FIRST_PAGE = "/index.html";
    private static final List<String> NOT_PAGES =
            List.of("/api", "/internal", "/hooks", "/q", "/assets", "/login", "/logout");

    void install(@Observes Router router) {
        router.route().order(BEFORE_THE_RESOURCES).handler(ConsolePages::serve);
    }

    private static void serve(RoutingContext context) {
        if (isPage(context)) {
            context.reroute(HttpMethod.GET, FIRST_PAGE);
        } else {
            context.next();
        }
    }

    private static boolean isPage(RoutingContext context) {
        var path = context.normalizedPath();
        var accept = context.request().getHeader("Accept");
        return HttpMethod.GET.equals(context.request().method())
                && accept != null
                && accept.contains("text/html")
                && !path.equals("/")
                && path.indexOf('.') < 0
                && NOT_PAGES.stream().noneMatch(other -> path.equals(other) || path.startsWith(other + "/"));
    }
}
