package dev.cordon.engine.alert.product.generic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.Page;
import dev.cordon.engine.problem.BodyLimit;
import dev.cordon.engine.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Mappings for sources of the kind `generic`, tried before they are saved.
@Path("/api/policy/mappings")
@RunOnVirtualThread
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class MappingResource {
    private static final int LONGEST_MAPPING = 64 * 1024;
    private static final int LARGEST_SAMPLE = 1024 * 1024;
    /// A sample that is sent as a text is longer by what is escaped in it.
    private static final long LARGEST_DRAFT = 3 * LARGEST_SAMPLE;

    private final Mappings mappings;
    private final InstantSource clock;

    MappingResource(Mappings mappings, InstantSource clock) {
        this.mappings = mappings;
        this.clock = clock;
    }

    /// @param mapping an object, or a text: of a text a mistake is told with its line
    /// @param sample a body as the source sends it, likewise
    /// @param mediaType `application/json`, which is all that the kind takes
    public record Draft(
            @NotNull JsonNode mapping,
            @NotNull JsonNode sample,
            @Nullable String mediaType) {}

    /// @param version that was read before; 0 for a new name
    public record Change(
            @NotNull @Min(0) Integer version,
            @NotNull JsonNode mapping,
            @NotNull JsonNode sample,
            @Nullable String mediaType) {

        Draft draft() {
            return new Draft(mapping, sample, mediaType);
        }
    }

    @POST
    @Path("/test")
    @BodyLimit(LARGEST_DRAFT)
    public MappingTrial test(@Valid @NotNull Draft draft) {
        return trial(draft);
    }

    @GET
    public Page<Mappings.Version> list(@RestQuery @Nullable Integer limit, @RestQuery @Nullable String cursor) {
        var size = Page.limit(limit);
        return Page.of(mappings.list(cursor, size + 1), size, Mappings.Version::name);
    }

    @GET
    @Path("/{name}")
    public Mappings.Kept newest(@PathParam("name") String name) {
        return mappings.newest(name).orElseThrow(() -> missing(name));
    }

    @GET
    @Path("/{name}/versions")
    public Page<Mappings.Version> versions(
            @PathParam("name") String name, @RestQuery @Nullable Integer limit, @RestQuery @Nullable Integer cursor) {
        var size = Page.limit(limit);
        return Page.of(mappings.versions(name, cursor, size + 1), size, version -> String.valueOf(version.version()));
    }

    @GET
    @Path("/{name}/versions/{version}")
    public Mappings.Kept version(@PathParam("name") String name, @PathParam("version") int version) {
        return mappings.version(name, version).orElseThrow(() -> missing("%s, version %d".formatted(name, version)));
    }

    @PUT
    @Path("/{name}")
    @BodyLimit(LARGEST_DRAFT)
    public Mappings.Version save(@PathParam("name") String name, @Valid @NotNull Change change) {
        if (!Mappings.isName(name)) {
            throw new Problem(422, "mapping-invalid", "A name has " + Mappings.NAMES);
        }
        var draft = change.draft();
        trial(draft).firstProblem().ifPresent(why -> {
            throw new Problem(422, "sample-unreadable", "The mapping does not read its sample: " + why);
        });
        return mappings.save(name, change.version(), text(draft.mapping()), text(draft.sample()));
    }

    private MappingTrial trial(Draft draft) {
        if (draft.mediaType() != null && !draft.mediaType().equals(MediaType.APPLICATION_JSON)) {
            throw new Problem(415, "unsupported-media-type", "A source of the kind generic sends application/json");
        }
        var sample = text(draft.sample()).getBytes(StandardCharsets.UTF_8);
        if (sample.length > LARGEST_SAMPLE) {
            throw new Problem(413, "too-large", "A sample has at most " + LARGEST_SAMPLE + " bytes");
        }
        return MappingTrial.of(mapping(text(draft.mapping())), sample, clock.instant());
    }

    private static GenericMapping mapping(String text) {
        if (text.length() > LONGEST_MAPPING) {
            throw new Problem(422, "mapping-invalid", "A mapping has at most " + LONGEST_MAPPING + " characters");
        }
        try {
            return GenericMappingFile.of(text.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new Problem(422, "mapping-invalid", String.valueOf(e.getMessage()));
        }
    }

    private static String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : node.toString();
    }

    private static Problem missing(String what) {
        return Problem.notFound("Mapping " + what);
    }
}
