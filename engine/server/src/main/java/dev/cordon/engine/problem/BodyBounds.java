package dev.cordon.engine.problem;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/// Bounds every body before somebody reads it into memory.
@Provider
class BodyBounds implements ContainerRequestFilter {
    @Inject
    ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        var limit = limit();
        var length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        if (length != null && Long.parseLong(length) > limit) {
            throw BoundedBody.tooLarge(limit);
        }
        if (length == null && limit != BodyLimit.OWN && request.hasEntity()) {
            request.setEntityStream(new BoundedBody(request.getEntityStream(), limit));
        }
    }

    private long limit() {
        var method = resource.getResourceMethod();
        var own = method == null ? null : method.getAnnotation(BodyLimit.class);
        return own == null ? BodyLimit.USUAL : own.value();
    }
}
