package dev.cordon.engine.access;

import dev.cordon.engine.problem.Problem;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A browser sends the session's cookie for whoever asks it to: what changes something must come from our own pages.
@Provider
class SameOrigin implements ContainerRequestFilter {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final String SESSION_COOKIE = "q_session";

    private final ResourceInfo method;

    SameOrigin(@Context ResourceInfo method) {
        this.method = method;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (SAFE.contains(request.getMethod()) || !isByCookie(request)) {
            return;
        }
        if (!isFromOurPages(request)) {
            throw new Problem(403, "cross-site", "This can only be asked for by the console's own pages");
        }
        if (request.getLength() != 0 && isForm(request.getMediaType())) {
            throw new Problem(415, "unsupported-media-type", "Forms are not taken here");
        }
    }

    /// What is open to everybody rests on no session: a source proves itself by its own secret.
    private boolean isByCookie(ContainerRequestContext request) {
        return !method.getResourceMethod().isAnnotationPresent(PermitAll.class)
                && request.getHeaderString(HttpHeaders.AUTHORIZATION) == null
                && request.getCookies().keySet().stream().anyMatch(name -> name.startsWith(SESSION_COOKIE));
    }

    /// Browsers send `Sec-Fetch-Site`; those too old for it send `Origin`. Without both it is not one of our pages.
    private static boolean isFromOurPages(ContainerRequestContext request) {
        var site = request.getHeaderString("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        var origin = request.getHeaderString("Origin");
        var here = request.getUriInfo().getBaseUri();
        return origin != null && origin.equals(here.getScheme() + "://" + here.getRawAuthority());
    }

    /// The media types a foreign page can send without asking first.
    private static boolean isForm(@Nullable MediaType type) {
        return type != null
                && (MediaType.APPLICATION_FORM_URLENCODED_TYPE.isCompatible(type)
                        || MediaType.MULTIPART_FORM_DATA_TYPE.isCompatible(type)
                        || MediaType.TEXT_PLAIN_TYPE.isCompatible(type));
    }
}
