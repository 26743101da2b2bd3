package dev.cordon.engine.problem;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;

/// Bounds every body, in size and in time, before somebody reads it into memory.
@Provider
class BodyBounds implements ContainerRequestFilter {
    /// Whatever its sender's pauses; a body with a limit of its own has none in time either.
    private static final Duration LONGEST_ARRIVAL = Duration.ofMinutes(1);

    @Inject
    ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        var limit = limit();
        var length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        if (length != null && Long.parseLong(length) > limit) {
            throw BoundedBody.tooLarge(limit);
        }
        if (!request.hasEntity()) {
            return;
        }
        var own = limit == BodyLimit.OWN;
        var body = new ArrivingBody(
                request.getEntityStream(), System::nanoTime, own ? Long.MAX_VALUE : LONGEST_ARRIVAL.toNanos());
        request.setEntityStream(length == null && !own ? new BoundedBody(body, limit) : body);
    }

    private long limit() {
        var method = resource.getResourceMethod();
        var own = method == null ? null : method.getAnnotation(BodyLimit.class);
        return own == null ? BodyLimit.USUAL : own.value();
    }
}
