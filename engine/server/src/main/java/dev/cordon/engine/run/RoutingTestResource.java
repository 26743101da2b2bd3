package dev.cordon.engine.run;

import dev.cordon.engine.playbook.Catalogue;
import dev.cordon.engine.policy.Suppressions;
import dev.cordon.engine.policy.routing.Facts;
import dev.cordon.engine.policy.routing.Routing;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.sql.Row;
import dev.cordon.engine.sql.Sql;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What an alert that is already here would start if it came now. Changes nothing.
@Path("/api/policy/routing/test")
@RunOnVirtualThread
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RoutingTestResource {
    @Inject
    Sql sql;

    @Inject
    Routing routing;

    @Inject
    Suppressions suppressions;

    @Inject
    ActiveRuns active;

    @Inject
    Catalogue catalogue;

    /// @param version of the routing; without it the one in force
    public record Question(@NotNull UUID alertId, @Nullable Integer version) {}

    /// @param rules ids of the rules that match
    /// @param effect `run`; `join`: the run in `run`, of this incident or another one, is already
    ///     about this target; `propose`; `record`; `suppress`
    /// @param playbook what would be run, joined or proposed
    public record Answer(
            String effect,
            @Nullable String playbook,
            @Nullable NamedTarget target,
            @Nullable UUID run,
            @Nullable UUID suppression,
            String decision,
            int version,
            List<String> rules,
            Map<String, @Nullable Object> inputs,
            Map<String, @Nullable Object> output) {}

    private record Known(
            String status,
            @Nullable UUID incident,
            String source,
            @Nullable String ruleId,
            @Nullable String host,
            @Nullable String account,
            Facts facts) {

        static Known of(Row row) throws SQLException {
            return new Known(
                    row.text("status"),
                    row.uuidOrNull("incident_id"),
                    row.text("source"),
                    row.textOrNull("rule_id"),
                    row.textOrNull("host"),
                    row.textOrNull("account"),
                    Facts.of(row));
        }
    }

    @POST
    public Answer test(@Valid @NotNull Question question) {
        var alert = sql.one("select * from alert where id = ?", Known::of, question.alertId())
                .orElseThrow(() -> Problem.notFound("Alert " + question.alertId()));
        if (alert.status().equals("rejected")) {
            throw new Problem(409, "alert-rejected", "The alert could not be read; there is nothing to route.");
        }
        var route = question.version() == null
                ? routing.route(alert.facts())
                : routing.route(alert.facts(), question.version());
        var target = new NamedTarget(alert.host(), alert.account());
        var match = new Suppressions.Match(alert.source(), alert.ruleId(), alert.host(), alert.account());
        var suppression =
                suppressions.of(match).map(Suppressions.Suppressed::id).orElse(null);
        var run = route.mode().equals("run") ? running(alert.incident(), route.playbook(), target) : null;
        var effect = suppression != null ? "suppress" : run != null ? "join" : route.mode();
        return new Answer(
                effect,
                route.playbook().isEmpty() ? null : route.playbook(),
                target.empty() ? null : target,
                run,
                suppression,
                Routing.DECISION,
                route.version(),
                route.rules(),
                route.inputs(),
                route.output());
    }

    private @Nullable UUID running(@Nullable UUID incident, String playbook, NamedTarget target) {
        var contains = catalogue
                .playbook(playbook)
                .filter(Catalogue.Playbook::contains)
                .isPresent();
        return active.find(incident, playbook, "", contains, target.key())
                .map(ActiveRuns.Found::id)
                .orElse(null);
    }
}
