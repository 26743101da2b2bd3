package dev.cordon.engine.policy;

import dev.cordon.engine.Ids;
import dev.cordon.engine.access.Who;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.sql.Row;
import dev.cordon.engine.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Alerts that are known and shall start nothing: for a time, for a reason, by somebody.
///
/// A suppression is never changed: it is made and it ends, and stays readable after that.
@ApplicationScoped
public class Suppressions {
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final int MOST_STARS = 5;

    private final Sql sql;
    private final PolicyChanges changes;
    private final Who who;
    private final InstantSource clock;

    Suppressions(Sql sql, PolicyChanges changes, Who who, InstantSource clock) {
        this.sql = sql;
        this.changes = changes;
        this.who = who;
        this.clock = clock;
    }

    /// What an alert is matched by, and what a suppression asks of it: exact, or with `*` for any characters, without
    /// regard to case. What is null is not asked for; an alert without the field does not fit what is.
    public record Match(
            @Nullable String source,
            @Nullable String ruleId,
            @Nullable String host,
            @Nullable String account) {

        private Stream<@Nullable String> parts() {
            return Stream.of(source, ruleId, host, account);
        }
    }

    /// @param alerts how many it has kept from opening an incident
    public record Suppression(
            UUID id,
            Match match,
            String owner,
            String reason,
            Instant expiresAt,
            String createdBy,
            Instant createdAt,
            @Nullable Instant endedAt,
            @Nullable String endedBy,
            long alerts) {

        static Suppression of(Row row) throws SQLException {
            return new Suppression(
                    row.uuid("id"),
                    new Match(
                            row.textOrNull("source"),
                            row.textOrNull("rule_id"),
                            row.textOrNull("host"),
                            row.textOrNull("account")),
                    row.text("owner"),
                    row.text("reason"),
                    row.instant("expires_at"),
                    row.text("created_by"),
                    row.instant("created_at"),
                    row.instantOrNull("ended_at"),
                    row.textOrNull("ended_by"),
                    row.longNumber("alerts"));
        }
    }

    /// The one that an alert falls under.
    public record Suppressed(UUID id, String owner, String reason) {}

    private record Ended(UUID id) {}

    private record Fitting(int place, Suppressed by) {}

    /// The oldest that is valid now and fits.
    public Optional<Suppressed> of(Match alert) {
        return Optional.ofNullable(of(List.of(alert)).get(0));
    }

    /// The same for many alerts.
    ///
    /// @return by the alert's place in the list, from 0; nothing where none fits
    public Map<Integer, Suppressed> of(List<Match> alerts) {
        return sql
                .list(
                        """
                        select n.place, s.id, s.owner, s.reason
                        from unnest(?::text[], ?::text[], ?::text[], ?::text[]) with ordinality
                            as n (source, rule_id, host, account, place)
                        cross join lateral (
                            select id, owner, reason from suppression
                            where ended_at is null and expires_at > ?
                              and (source_like is null or lower(n.source) like source_like)
                              and (rule_id_like is null or lower(n.rule_id) like rule_id_like)
                              and (host_like is null or lower(n.host) like host_like)
                              and (account_like is null or lower(n.account) like account_like)
                            order by created_at, id limit 1) as s
                        """,
                        row -> new Fitting(
                                row.number("place") - 1,
                                new Suppressed(row.uuid("id"), row.text("owner"), row.text("reason"))),
                        Sql.column(alerts, Match::source),
                        Sql.column(alerts, Match::ruleId),
                        Sql.column(alerts, Match::host),
                        Sql.column(alerts, Match::account),
                        clock.instant())
                .stream()
                .collect(Collectors.toMap(Fitting::place, Fitting::by));
    }

    /// @param all those that are over, too
    List<Suppression> list(boolean all) {
        return sql.list("""
                select s.*, (select count(*) from alert where suppression_id = s.id) as alerts from suppression s
                where ? or (s.ended_at is null and s.expires_at > ?) order by s.created_at desc, s.id desc limit 500
                """, Suppression::of, all, clock.instant());
    }

    @Transactional
    Suppression add(Match match, String owner, String reason, Instant expiresAt) {
        check(match, expiresAt);
        var made = new Suppression(
                Ids.next(), match, owner, reason, expiresAt, who.name(), clock.instant(), null, null, 0);
        sql.update(
                """
                insert into suppression (id, source, rule_id, host, account, owner, reason, expires_at, created_by, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                made.id(),
                match.source(),
                match.ruleId(),
                match.host(),
                match.account(),
                owner,
                reason,
                expiresAt,
                made.createdBy(),
                made.createdAt());
        changes.add("suppression", made);
        return made;
    }

    @Transactional
    void end(UUID id) {
        var ended = sql.update(
                "update suppression set ended_at = ?, ended_by = ? where id = ? and ended_at is null",
                clock.instant(),
                who.name(),
                id);
        if (ended == 1) {
            changes.add("suppression-ended", new Ended(id));
        } else if (sql.one("select id from suppression where id = ?", row -> row.uuid("id"), id)
                .isEmpty()) {
            throw Problem.notFound("Suppression " + id);
        }
    }

    private void check(Match match, Instant expiresAt) {
        if (match.parts().allMatch(part -> part == null || part.replace("*", "").isBlank())) {
            throw invalid("It would hide every alert: say of which source, rule, host or account.");
        }
        if (match.parts()
                .anyMatch(part ->
                        part != null && part.chars().filter(c -> c == '*').count() > MOST_STARS)) {
            throw invalid("A pattern has at most " + MOST_STARS + " stars.");
        }
        if (!expiresAt.isAfter(clock.instant())
                || expiresAt.isAfter(clock.instant().plus(LONGEST))) {
            throw invalid("It ends in the future, within " + LONGEST.toDays() + " days.");
        }
    }

    private static Problem invalid(String why) {
        return new Problem(422, "suppression-invalid", why);
    }
}
