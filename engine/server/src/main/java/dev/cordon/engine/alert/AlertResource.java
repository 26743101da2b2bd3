package dev.cordon.engine.alert;

import dev.cordon.engine.Page;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.sql.Sql;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// The alerts as they came in, the rejected ones too.
@Path("/api/alerts")
@RunOnVirtualThread
@RolesAllowed("viewer")
@Produces(MediaType.APPLICATION_JSON)
class AlertResource {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final Sql sql;

    AlertResource(Sql sql) {
        this.sql = sql;
    }

    @GET
    public Page<AlertView> list(
            @RestQuery @Nullable String source,
            @RestQuery @Nullable String status,
            @RestQuery @Nullable Integer severity,
            @RestQuery @Nullable String observable,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String cursor) {
        var size = Page.limit(limit);
        var after = AlertCursor.of(cursor);
        var rows = sql.list(
                AlertView.SELECT + """
                        where (?::text is null or a.source = ?)
                          and (?::text is null or a.status = ?)
                          and (?::int is null or a.severity = ?)
                          and (?::text is null or a.observables @> jsonb_build_array(jsonb_build_object('value', ?::text)))
                          and (?::timestamptz is null or (a.received_at, a.id) < (?, ?))
                        order by a.received_at desc, a.id desc limit ?
                        """,
                AlertView::of,
                source,
                source,
                status,
                status,
                severity,
                severity,
                observable,
                observable,
                after.at(),
                after.at(),
                after.id(),
                size + 1);
        return Page.of(rows, size, alert -> new AlertCursor(alert.receivedAt(), alert.id()).toString());
    }

    @GET
    @Path("/{id}")
    public AlertDetails one(@PathParam("id") UUID id) {
        var alert =
                sql.one(AlertView.SELECT + "where a.id = ?", AlertView::of, id).orElseThrow(() -> missing(id));
        return new AlertDetails(alert, sql.list(AlertDetails.UPDATES, AlertDetails.Update::of, id));
    }

    /// The exact bytes that came in. Whatever they claim to be, they are nothing that a browser should open.
    @GET
    @Path("/{id}/raw")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response raw(@PathParam("id") UUID id) {
        var raw = sql.one("select raw from alert where id = ?", row -> row.bytes("raw"), id)
                .orElseThrow(() -> missing(id));
        return attachment(raw, "alert-" + id);
    }

    /// The exact bytes of what its source said later; by their hash, as `updates` of the alert shows it.
    @GET
    @Path("/{id}/updates/{sha256}/raw")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response rawUpdate(@PathParam("id") UUID id, @PathParam("sha256") String sha256) {
        var raw = SHA256.matcher(sha256).matches()
                ? sql.one(
                        "select raw from alert_update where alert_id = ? and body_sha256 = ?",
                        row -> row.bytes("raw"),
                        id,
                        HexFormat.of().parseHex(sha256))
                : Optional.<byte[]>empty();
        return attachment(
                raw.orElseThrow(() -> Problem.notFound("Update " + sha256 + " of alert " + id)), "update-" + sha256);
    }

    private static Response attachment(byte[] raw, String name) {
        return Response.ok(raw)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".json\"")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    private static Problem missing(UUID id) {
        return Problem.notFound("Alert " + id);
    }
}
