package dev.cordon.engine.access;

import dev.cordon.engine.problem.ProblemDocument;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;
import org.jspecify.annotations.Nullable;

/// What a caller gets who is nobody, or who may not. Only the login redirects; an API call gets a 401 it can read.
class Challenges {
    private static final Logger LOG = Logger.getLogger(Challenges.class);
    private static final int RETRY_SECONDS = 5;

    @ServerExceptionMapper
    Uni<Response> nobody(UnauthorizedException failure, RoutingContext context, SimpleResourceInfo resource) {
        if (!isSession(resource)) {
            return Uni.createFrom().item(unauthenticated(context));
        }
        if (resource.getMethodName().startsWith("logout")) {
            return Uni.createFrom().item(SessionResource.goTo("/"));
        }
        return toTheProvider(context);
    }

    @ServerExceptionMapper
    Uni<Response> failed(AuthenticationFailedException failure, RoutingContext context, SimpleResourceInfo resource) {
        if (isTheProviderAway(failure)) {
            return Uni.createFrom().item(away(failure));
        }
        LOG.debugf("Authentication failed: %s", failure.getMessage());
        var again = isSession(resource) && context.request().getHeader(HttpHeaders.AUTHORIZATION) == null;
        return again ? toTheProvider(context) : Uni.createFrom().item(unauthenticated(context));
    }

    /// The provider sent somebody back without a valid answer. Sending them there again could go on for ever.
    @ServerExceptionMapper
    Response notCompleted(AuthenticationCompletionException failure, RoutingContext context) {
        return isTheProviderAway(failure) ? away(failure) : unauthenticated(context);
    }

    @ServerExceptionMapper
    Response away(OIDCException failure) {
        return away((Throwable) failure);
    }

    @ServerExceptionMapper
    Response notAllowed(ForbiddenException failure) {
        return ProblemDocument.of(403).response().build();
    }

    private static boolean isSession(@Nullable SimpleResourceInfo resource) {
        return resource != null && resource.getResourceClass() == SessionResource.class;
    }

    private static Uni<Response> toTheProvider(RoutingContext context) {
        HttpAuthenticator authenticator = context.get(HttpAuthenticator.class.getName());
        if (authenticator == null) {
            return Uni.createFrom().item(unauthenticated(context));
        }
        return authenticator
                .getChallenge(context)
                .map(challenge -> challenge == null || challenge.status != 302
                        ? unauthenticated(context)
                        : Response.status(challenge.status)
                                .header(String.valueOf(challenge.headerName), challenge.headerContent)
                                .build())
                .onFailure()
                .recoverWithItem(Challenges::away);
    }

    private static Response unauthenticated(RoutingContext context) {
        var given = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        var scheme = given != null && given.regionMatches(true, 0, "Basic", 0, 5) ? "Basic" : "Bearer";
        return ProblemDocument.of(401)
                .response()
                .header(HttpHeaders.WWW_AUTHENTICATE, scheme + " realm=\"cordon\"")
                .build();
    }

    private static boolean isTheProviderAway(Throwable failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof OIDCException || cause instanceof java.net.ConnectException) {
                return true;
            }
        }
        return false;
    }

    private static Response away(Throwable failure) {
        LOG.warnf("The identity provider is not reachable: %s", failure.getMessage());
        return ProblemDocument.of(503, "identity-provider-unreachable", "The identity provider cannot be reached")
                .response()
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .build();
    }
}
