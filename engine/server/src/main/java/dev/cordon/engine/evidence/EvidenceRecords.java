package dev.cordon.engine.evidence;

import dev.cordon.engine.Ids;
import dev.cordon.engine.evidence.store.Kept;
import dev.cordon.engine.problem.Problem;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Timeline;
import dev.cordon.engine.timeline.event.EvidenceEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is known of each piece of evidence.
@ApplicationScoped
class EvidenceRecords {
    private static final String SELECT = """
            select e.*, i.number, encode(e.vendor_sha256, 'hex') as vendor_hex,
                encode(e.content_sha256, 'hex') as content_hex
            from evidence e join incident i on i.id = e.incident_id
            """;

    private final Sql sql;
    private final Timeline timeline;
    private final Custody custody;
    private final InstantSource clock;

    EvidenceRecords(Sql sql, Timeline timeline, Custody custody, InstantSource clock) {
        this.sql = sql;
        this.timeline = timeline;
        this.custody = custody;
        this.clock = clock;
    }

    /// What a piece belongs to.
    ///
    /// @param token the claim under which it was collected; null when a person brings it
    record Origin(
            UUID incident,
            @Nullable UUID run,
            @Nullable UUID action,
            @Nullable UUID token,
            String collectedBy) {}

    Optional<EvidenceView> find(UUID id) {
        return sql.one(SELECT + "where e.id = ?", EvidenceView::of, id);
    }

    Optional<EvidenceView> find(UUID action, String name) {
        return sql.one(SELECT + "where e.action_id = ? and e.name = ?", EvidenceView::of, action, name);
    }

    List<EvidenceView> ofIncident(String number) {
        return sql.list(SELECT + "where i.number = ? order by e.collected_at, e.id", EvidenceView::of, number);
    }

    UUID incident(String number) {
        return sql.one("select id from incident where number = ?", row -> row.uuid("id"), number)
                .orElseThrow(() -> Problem.notFound("Incident " + number));
    }

    /// The action, if it is held with this token.
    ///
    /// @throws Problem 404 for an action nobody claimed, 409 `claim-lost` when somebody else holds it or it is over
    Origin held(UUID action, @Nullable UUID token, String collectedBy) {
        record Held(Origin origin, String state, @Nullable UUID token) {}
        var held = sql.one(
                        "select incident_id, run_id, state, token from action where id = ?",
                        row -> new Held(
                                new Origin(row.uuid("incident_id"), row.uuid("run_id"), action, token, collectedBy),
                                row.text("state"),
                                row.uuidOrNull("token")),
                        action)
                .orElseThrow(() -> Problem.notFound("Action " + action));
        if (!held.state().equals("open") || token == null || !token.equals(held.token())) {
            throw new Problem(409, "claim-lost", "The action is not held with this claim");
        }
        return held.origin();
    }

    /// Record, custody and timeline lines at once. The first with the same action and name wins, and is answered.
    @Transactional
    EvidenceView add(Origin origin, EvidenceLabel label, Kept kept) {
        if (origin.action() != null) {
            held(origin.action(), origin.token(), origin.collectedBy());
        }
        var id = Ids.next();
        var added = insert(id, origin, label, kept);
        if (added == 0 && origin.action() != null) {
            return find(origin.action(), label.name()).orElseThrow();
        }
        var view = find(id).orElseThrow();
        var differs = view.vendorHash() == VendorHash.DIFFERS;
        custody.add(id, kept.sha256(), origin.collectedBy(), differs ? Custody.RECEIVED_DIFFERENT : Custody.RECEIVED);
        tell(origin, view);
        return view;
    }

    private int insert(UUID id, Origin origin, EvidenceLabel label, Kept kept) {
        return sql.update(
                """
                insert into evidence (id, incident_id, run_id, action_id, name, media_type, size, sha256, vendor_sha256,
                    content_sha256, archive_password, vendor_reference, original_path, comment, stored_at, stored_version,
                    collected_by, collected_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (action_id, name) do nothing
                """,
                id,
                origin.incident(),
                origin.run(),
                origin.action(),
                label.name(),
                label.mediaType(),
                kept.size(),
                bytes(kept.sha256()),
                bytes(label.vendorSha256()),
                bytes(label.contentSha256()),
                label.archivePassword(),
                label.vendorReference(),
                label.originalPath(),
                label.comment(),
                kept.place().uri(),
                kept.place().version(),
                origin.collectedBy(),
                clock.instant());
    }

    private void tell(Origin origin, EvidenceView view) {
        var id = view.id().toString();
        var action = origin.action() == null ? null : origin.action().toString();
        timeline.append(
                origin.incident(),
                origin.collectedBy(),
                new EvidenceEvent.EvidenceCollected(id, view.name(), view.size(), view.sha256(), action));
        if (view.vendorSha256() != null && view.vendorHash() == VendorHash.DIFFERS) {
            timeline.append(
                    origin.incident(),
                    origin.collectedBy(),
                    new EvidenceEvent.EvidenceDiffers(id, view.name(), view.sha256(), view.vendorSha256()));
        }
    }

    private static byte @Nullable [] bytes(@Nullable String hex) {
        return hex == null ? null : HexFormat.of().parseHex(hex);
    }
}
