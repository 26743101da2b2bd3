package dev.cordon.engine.writeback;

import dev.cordon.contract.Target;
import dev.cordon.engine.Text;
import dev.cordon.engine.alert.source.AlertSource;
import dev.cordon.engine.alert.source.AlertSources;
import dev.cordon.engine.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/// Which alerts of an incident can be closed where they came from, and through which connector.
@ApplicationScoped
class ClosableAlerts {
    static final int MOST = 500;
    private static final int LONGEST_NAME = 80;

    private final AlertSources sources;
    private final Sql sql;

    ClosableAlerts(AlertSources sources, Sql sql) {
        this.sources = sources;
        this.sql = sql;
    }

    /// @param targets the oldest first, at most 500
    /// @param nameless alerts that do not say what their product calls them
    /// @param beyond how many there are beyond the targets
    record Found(List<Target.SourceAlert> targets, int nameless, int beyond) {

        /// No alert came from a source that writes back.
        boolean isNone() {
            return targets.isEmpty() && nameless == 0 && beyond == 0;
        }
    }

    private record Stored(String source, String productId, String title, int all) {}

    Found of(UUID incident) {
        var connectors = connectors();
        if (connectors.isEmpty()) {
            return new Found(List.of(), 0, 0);
        }
        var names = List.copyOf(connectors.keySet());
        var stored = sql.list(
                """
                select source, product_id, min(title) as title, count(*) over () as n from alert
                where incident_id = ? and source = any (?) and product_id is not null
                group by source, product_id order by min(received_at), source, product_id limit ?
                """,
                row -> new Stored(row.text("source"), row.text("product_id"), row.text("title"), row.number("n")),
                incident,
                names,
                MOST);
        var nameless = sql.one("""
                        select count(*) as n from alert
                        where incident_id = ? and source = any (?) and product_id is null
                        """, row -> row.number("n"), incident, names).orElseThrow();
        var beyond = stored.isEmpty() ? 0 : stored.getFirst().all() - stored.size();
        return new Found(targets(stored, connectors), nameless, beyond);
    }

    /// Two sources of one product may have told of the same alert.
    private static List<Target.SourceAlert> targets(List<Stored> stored, Map<String, String> connectors) {
        var byKey = new LinkedHashMap<String, Target.SourceAlert>();
        for (var alert : stored) {
            var connector = Objects.requireNonNull(connectors.get(alert.source()));
            var target = new Target.SourceAlert(connector, alert.productId(), name(alert));
            byKey.putIfAbsent(target.key(), target);
        }
        return List.copyOf(byKey.values());
    }

    private static String name(Stored alert) {
        var title = alert.title().strip();
        return title.isEmpty() ? alert.productId() : Text.clean(Text.beginning(title, LONGEST_NAME));
    }

    /// By the source's name.
    private Map<String, String> connectors() {
        return sources.all().stream()
                .filter(source -> source.writeBack() != null)
                .collect(Collectors.toMap(AlertSource::name, source -> Objects.requireNonNull(source.writeBack())));
    }
}
