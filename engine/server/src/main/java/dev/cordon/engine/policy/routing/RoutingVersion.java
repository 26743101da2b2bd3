package dev.cordon.engine.policy.routing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.engine.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A version of the decision. Version 0 is the one that the server was built with; nobody proposed it.
///
/// @param state `in-force`; `proposed`: somebody else may confirm it; `replaced`: was in force; `withdrawn` by its
///     author; `rejected` by somebody else; `outdated`: another one came into force before it was confirmed
/// @param basedOn the version that was in force when it was proposed
/// @param refusedBy who withdrew or rejected it
/// @param refusal why; null where its author gave no reason
/// @param checks what its trial said when it was proposed
public record RoutingVersion(
        int version,
        String state,
        @Nullable Integer basedOn,
        @Nullable String reason,
        @Nullable String author,
        @Nullable Instant proposedAt,
        @Nullable String confirmedBy,
        @Nullable Instant confirmedAt,
        @Nullable String refusedBy,
        @Nullable Instant refusedAt,
        @Nullable String refusal,
        @Nullable JsonNode checks) {

    static final String SELECT = """
            select v.version, v.based_on, v.reason, v.author, v.proposed_at, v.checks, c.confirmed_by, c.confirmed_at,
                   f.refused_by, f.refused_at, f.reason as refusal,
                   case when v.version = r.version then 'in-force' when c.version is not null then 'replaced'
                        when f.refused_by = v.author then 'withdrawn' when f.version is not null then 'rejected'
                        when v.based_on = r.version then 'proposed' else 'outdated' end as state
            from routing r cross join routing_version v left join routing_confirmation c on c.version = v.version
                left join routing_refusal f on f.version = v.version
            """;

    static RoutingVersion of(Row row) throws SQLException {
        return new RoutingVersion(
                row.number("version"),
                row.text("state"),
                row.number("based_on"),
                row.text("reason"),
                row.text("author"),
                row.instant("proposed_at"),
                row.textOrNull("confirmed_by"),
                row.instantOrNull("confirmed_at"),
                row.textOrNull("refused_by"),
                row.instantOrNull("refused_at"),
                row.textOrNull("refusal"),
                row.json("checks"));
    }

    static RoutingVersion shipped(int inForce) {
        return new RoutingVersion(
                Routing.SHIPPED,
                inForce == Routing.SHIPPED ? "in-force" : "replaced",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
