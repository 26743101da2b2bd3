package dev.cordon.engine.problem;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A problem as it goes over the wire (RFC 9457).
///
/// @param id what the server's log knows it by; only where the log says more than the caller may know
public record ProblemDocument(
        int status,
        String slug,
        @Nullable String detail,
        List<InvalidField> invalid,
        @Nullable String id) {
    public static final String MEDIA_TYPE = "application/problem+json";
    private static final String TYPES = "https://cordon.dev/problems/";

    /// A field of the request that is not what it must be.
    public record InvalidField(String field, String why) {}

    public static ProblemDocument of(int status, String slug, @Nullable String detail) {
        return new ProblemDocument(status, slug, detail, List.of(), null);
    }

    /// The problem that a bare status code stands for.
    public static ProblemDocument of(int status) {
        return switch (status) {
            case 400 -> of(400, "bad-request", "The request cannot be read");
            case 401 -> of(401, "unauthenticated", "Say who you are");
            case 403 -> of(403, "forbidden", "Your role does not allow this");
            case 404 -> of(404, "not-found", "There is nothing here");
            case 405 -> of(405, "method-not-allowed", "This cannot be done to it");
            case 406 -> of(406, "not-acceptable", "It has no representation that you accept");
            case 408 -> of(408, "timeout", "The request did not arrive in time");
            case 413 -> of(413, "too-large", "The body is larger than allowed");
            case 414 -> of(414, "address-too-long", "The address is longer than allowed");
            case 415 -> of(415, "unsupported-media-type", "The body has a media type that is not taken here");
            case 429 -> of(429, "too-many-requests", "Too many requests; come back later");
            case 431 -> of(431, "headers-too-large", "The headers are larger than allowed");
            case 503 -> of(503, "unavailable", "Not available now; come back later");
            default ->
                status < 500
                        ? of(status, "bad-request", "The request was refused")
                        : of(status, "internal", "Something went wrong in the server");
        };
    }

    byte[] json() {
        var json =
                new JsonObject().put("type", TYPES + slug).put("title", title()).put("status", status);
        if (detail != null) {
            json.put("detail", detail);
        }
        if (!invalid.isEmpty()) {
            var fields = new JsonArray();
            invalid.forEach(
                    f -> fields.add(new JsonObject().put("field", f.field()).put("why", f.why())));
            json.put("invalid", fields);
        }
        if (id != null) {
            json.put("id", id);
        }
        return json.encode().getBytes(StandardCharsets.UTF_8);
    }

    public Response.ResponseBuilder response() {
        return Response.status(status).type(MEDIA_TYPE).entity(json());
    }

    private String title() {
        return slug.substring(0, 1).toUpperCase(Locale.ROOT) + slug.substring(1).replace('-', ' ');
    }
}
