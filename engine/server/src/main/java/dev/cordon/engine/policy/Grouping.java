package dev.cordon.engine.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.engine.policy.GroupingRules.Rule;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/// The rules by which alerts are grouped, and their changes.
@ApplicationScoped
public class Grouping {
    private final Sql sql;
    private final PolicyChanges changes;
    private final ObjectMapper json;
    private volatile GroupingRules known = GroupingRules.OWN;

    Grouping(Sql sql, PolicyChanges changes, ObjectMapper json) {
        this.sql = sql;
        this.changes = changes;
        this.json = json;
    }

    private record Stored(int version, JsonNode items) {}

    /// In force now. Asks for the version each time, so a change holds for all servers from its commit on.
    public GroupingRules rules() {
        var rules = known;
        return sql.one(
                        "select version, items from grouping_rules where version <> ?",
                        row -> new Stored(row.number("version"), row.json("items")),
                        rules.version())
                .map(this::learn)
                .orElse(rules);
    }

    private GroupingRules learn(Stored stored) {
        known = stored.version() == 0
                ? GroupingRules.OWN
                : new GroupingRules(stored.version(), List.of(json.convertValue(stored.items(), Rule[].class)));
        return known;
    }

    /// All rules at once; the order is part of what they say.
    ///
    /// @param version of the rules that the caller has read
    @Transactional
    GroupingRules replace(int version, List<Rule> items) {
        new GroupingRules(version, items).check();
        var changed = sql.update(
                "update grouping_rules set version = version + 1, items = ? where version = ?",
                json.valueToTree(items),
                version);
        var now = rules();
        if (changed == 0) {
            throw new Problem(
                    409,
                    "version-changed",
                    "The grouping rules are at version %d, not %d. Read them again.".formatted(now.version(), version));
        }
        changes.add("grouping", now);
        return now;
    }
}
