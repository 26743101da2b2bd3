package dev.cordon.engine.alert.product.generic;

import dev.cordon.engine.access.Who;
import dev.cordon.engine.policy.PolicyChanges;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.sql.Row;
import dev.cordon.engine.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The mappings that the server keeps, all versions of each, with the sample that each was tried against. None is ever
/// changed.
@ApplicationScoped
class Mappings {
    static final String NAMES = "lower-case letters, digits, hyphens, at most 40";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private final Sql sql;
    private final PolicyChanges changes;
    private final Who who;
    private final InstantSource clock;

    Mappings(Sql sql, PolicyChanges changes, Who who, InstantSource clock) {
        this.sql = sql;
        this.changes = changes;
        this.who = who;
        this.clock = clock;
    }

    /// @param version counts from 1
    public record Version(String name, int version, String savedBy, Instant savedAt) {

        static Version of(Row row) throws SQLException {
            return new Version(row.text("name"), row.number("version"), row.text("saved_by"), row.instant("saved_at"));
        }
    }

    /// @param mapping as it was written
    /// @param sample the body that it was tried against
    public record Kept(String name, int version, String savedBy, Instant savedAt, String mapping, String sample) {

        static Kept of(Row row) throws SQLException {
            return new Kept(
                    row.text("name"),
                    row.number("version"),
                    row.text("saved_by"),
                    row.instant("saved_at"),
                    row.text("mapping"),
                    row.text("sample"));
        }
    }

    private record Saved(String name, int version, String mapping) {}

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /// The newest version of each.
    List<Version> list(@Nullable String afterName, int limit) {
        return sql.list("""
                select distinct on (name) name, version, saved_by, saved_at from source_mapping
                where ?::text is null or name > ? order by name, version desc limit ?
                """, Version::of, afterName, afterName, limit);
    }

    /// The newest first.
    List<Version> versions(String name, @Nullable Integer before, int limit) {
        return sql.list("""
                select name, version, saved_by, saved_at from source_mapping
                where name = ? and (?::int is null or version < ?) order by version desc limit ?
                """, Version::of, name, before, before, limit);
    }

    Optional<Kept> version(String name, int version) {
        return sql.one("select * from source_mapping where name = ? and version = ?", Kept::of, name, version);
    }

    Optional<Kept> newest(String name) {
        return sql.one("select * from source_mapping where name = ? order by version desc limit 1", Kept::of, name);
    }

    /// @param version that the caller has read; 0 for none
    @Transactional
    Version save(String name, int version, String mapping, String sample) {
        // of two that read the same version the primary key lets one save
        var saved =
                sql.one("""
                insert into source_mapping (name, version, mapping, sample, saved_by, saved_at)
                select ?, ?::int + 1, ?, ?, ?, ?
                where ? = (select coalesce(max(version), 0) from source_mapping where name = ?)
                on conflict do nothing returning name, version, saved_by, saved_at
                """, Version::of, name, version, mapping, sample, who.name(), clock.instant(), version, name);
        if (saved.isEmpty()) {
            throw new Problem(
                    409,
                    "version-changed",
                    "The mapping %s is not at version %d. Read it again.".formatted(name, version));
        }
        changes.add("mapping", new Saved(name, saved.get().version(), mapping));
        return saved.get();
    }
}
