package dev.cordon.engine.policy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.contract.connector.Errand.Responsible;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which connector is responsible for which hosts and accounts.
@ApplicationScoped
public class Estate {
    private static final int LONGEST_PATTERN = 255;

    private final Sql sql;
    private final PolicyChanges changes;
    private final ObjectMapper json;

    Estate(Sql sql, PolicyChanges changes, ObjectMapper json) {
        this.sql = sql;
        this.changes = changes;
        this.json = json;
    }

    /// @param version counts the changes; 0 before the first one
    /// @param items in the order in which they count: the first one that fits
    public record Lines(int version, List<Responsible> items) {}

    public Lines lines() {
        return sql.one(
                        "select version, items from estate",
                        row -> new Lines(row.number("version"), List.of(row.json("items", Responsible[].class))))
                .orElseThrow();
    }

    /// All lines at once; the order is part of what they say.
    ///
    /// @param version of the lines that the caller has read
    @Transactional
    Lines replace(int version, List<Responsible> items) {
        check(items);
        var changed = sql.update(
                "update estate set version = version + 1, items = ? where version = ?",
                json.valueToTree(items),
                version);
        var now = lines();
        if (changed == 0) {
            throw new Problem(
                    409,
                    "version-changed",
                    "The estate is at version %d, not %d. Read it again.".formatted(now.version(), version));
        }
        changes.add("estate", now);
        return now;
    }

    private void check(List<Responsible> items) {
        var connectors = new HashSet<>(sql.list("select distinct name from connector_report", row -> row.text("name")));
        for (int i = 0; i < items.size(); i++) {
            var complaint = complaint(items.get(i), connectors);
            if (complaint != null) {
                throw new Problem(422, "estate-invalid", "Line %d: %s".formatted(i + 1, complaint));
            }
        }
    }

    private static @Nullable String complaint(@Nullable Responsible line, Set<String> connectors) {
        if (line == null || line.kind() == null || line.pattern() == null || line.connector() == null) {
            return "it needs kind, pattern and connector.";
        }
        if (!line.kind().equals("host") && !line.kind().equals("account")) {
            return "the kind is host or account.";
        }
        if (line.pattern().isBlank() || line.pattern().length() > LONGEST_PATTERN) {
            return "the pattern has 1 to %d characters.".formatted(LONGEST_PATTERN);
        }
        if (line.pattern().chars().anyMatch(Character::isISOControl)) {
            return "the pattern holds a control character.";
        }
        return connectors.contains(line.connector()) ? null : "no worker has ever reported this connector.";
    }
}
