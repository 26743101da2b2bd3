package dev.cordon.engine.policy;

import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.sql.Sql;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// Protected assets and the kill switch. Every change is a line in the audit trail, which the application cannot change
/// afterwards.
@Path("/api/policy")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PolicyResource {
    @Inject
    Sql sql;

    @Inject
    PolicyChanges changes;

    /// @param name a host or account name, or a vendor's id of it; compared without regard to case
    public record Asset(String kind, String name, boolean isProtected, String criticality, String why) {}

    public record AssetRule(
            @NotNull Boolean isProtected,

            @NotNull @Pattern(regexp = "low|medium|high|critical")
            String criticality,

            @NotNull @Size(max = 500) String why) {}

    public record Switch(boolean on, String why) {}

    public record SwitchChange(
            @NotNull Boolean on, @NotBlank @Size(max = 500) String why) {}

    public record Change(Instant at, String actor, String what, com.fasterxml.jackson.databind.JsonNode detail) {}

    @GET
    @Path("/assets")
    @RolesAllowed("admin")
    public List<Asset> assets() {
        return sql.list(
                "select * from asset order by kind, name",
                row -> new Asset(
                        row.text("kind"),
                        row.text("name"),
                        row.bool("protected"),
                        row.text("criticality"),
                        row.text("why")));
    }

    @PUT
    @Path("/assets/{kind}/{name}")
    @RolesAllowed("admin")
    @Transactional
    public void putAsset(
            @PathParam("kind") String kind, @PathParam("name") String name, @Valid @NotNull AssetRule rule) {
        if (!kind.equals("host") && !kind.equals("account")) {
            throw new Problem(404, "not-found", "An asset is a host or an account.");
        }
        var asset = new Asset(kind, name.toLowerCase(Locale.ROOT), rule.isProtected(), rule.criticality(), rule.why());
        sql.update("""
                insert into asset (kind, name, protected, criticality, why) values (?, ?, ?, ?, ?)
                on conflict (kind, name) do update
                    set protected = excluded.protected, criticality = excluded.criticality, why = excluded.why
                """, asset.kind(), asset.name(), asset.isProtected(), asset.criticality(), asset.why());
        changes.add("asset", asset);
    }

    @GET
    @Path("/kill-switch")
    @RolesAllowed("viewer")
    public Switch killSwitch() {
        return sql.one(
                        "select on_, why from policy_switch where name = 'kill'",
                        row -> new Switch(row.bool("on_"), row.text("why")))
                .orElseThrow();
    }

    @PUT
    @Path("/kill-switch")
    @RolesAllowed("admin")
    @Transactional
    public void setKillSwitch(@Valid @NotNull SwitchChange change) {
        sql.update("update policy_switch set on_ = ?, why = ? where name = 'kill'", change.on(), change.why());
        changes.add("kill-switch", change);
    }

    @GET
    @Path("/changes")
    @RolesAllowed("admin")
    public List<Change> changes() {
        return sql.list(
                "select * from policy_change order by id desc limit 500",
                row -> new Change(row.instant("at"), row.text("actor"), row.text("what"), row.json("detail")));
    }
}
