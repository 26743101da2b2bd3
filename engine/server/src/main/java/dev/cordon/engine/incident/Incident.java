package dev.cordon.engine.incident;

import dev.cordon.engine.problem.Problem;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An incident. Guards its own state; how it is opened and joined is set-based, in [Incidents].
@Entity
@Table(name = "incident")
class Incident extends PanacheEntityBase {
    static final List<String> STATUSES = List.of("new", "in-progress", "on-hold", "resolved", "closed");

    @Id
    public UUID id;

    public String number;
    public String title;
    public short severity;
    public String status;
    public @Nullable String verdict;
    public @Nullable String assignee;
    public Instant updatedAt;
    public @Nullable Instant triagedAt;
    public @Nullable Instant closedAt;

    static Incident numbered(String number) {
        return Incident.<Incident>find("number", number)
                .firstResultOptional()
                .orElseThrow(() -> new Problem(404, "not-found", "There is no incident " + number + "."));
    }

    boolean open() {
        return !status.equals("resolved") && !status.equals("closed");
    }

    void moveTo(String next, Instant now) {
        if (!STATUSES.contains(next) || next.equals("closed")) {
            throw new Problem(400, "bad-request", "The status is one of new, in-progress, on-hold, resolved.");
        }
        requireNotClosed();
        if (!next.equals("new")) {
            takenUp(now);
        }
        status = next;
        updatedAt = now;
        closedAt = next.equals("resolved") ? now : null;
    }

    void assignTo(@Nullable String somebody, Instant now) {
        requireNotClosed();
        if (somebody != null) {
            takenUp(now);
        }
        assignee = somebody;
        updatedAt = now;
    }

    /// The first time counts: how long it lay there is measured by it.
    private void takenUp(Instant now) {
        if (triagedAt == null) {
            triagedAt = now;
        }
    }

    void close(String withVerdict, Instant now) {
        requireNotClosed();
        takenUp(now);
        status = "closed";
        verdict = withVerdict;
        closedAt = now;
        updatedAt = now;
    }

    void requireNotClosed() {
        if (status.equals("closed")) {
            throw new Problem(409, "incident-closed", number + " is closed.");
        }
    }
}
