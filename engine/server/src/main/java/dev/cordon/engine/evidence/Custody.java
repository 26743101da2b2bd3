package dev.cordon.engine.evidence;

import dev.cordon.engine.evidence.store.Sha256;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Canonical;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Who had a piece of evidence, and when. Each line's hash covers the one before it:
/// `SHA-256(previous hash || canonical JSON of the line)`, beginning with the evidence's own hash.
@ApplicationScoped
class Custody {
    static final String RECEIVED = "received";
    static final String RECEIVED_DIFFERENT = "received, not what the product's hash says";
    static final String DOWNLOADED = "downloaded";
    static final String FOUND_ALTERED = "found altered";

    private final Sql sql;
    private final InstantSource clock;

    Custody(Sql sql, InstantSource clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// @param hash lower-case hex
    public record Line(int seq, Instant at, String actor, String act, String hash) {}

    List<Line> of(UUID evidence) {
        return sql.list(
                "select seq, at, actor, act, hash from custody where evidence_id = ? order by seq",
                row -> new Line(
                        row.number("seq"),
                        row.instant("at"),
                        row.text("actor"),
                        row.text("act"),
                        HexFormat.of().formatHex(row.bytes("hash"))),
                evidence);
    }

    /// Joins the caller's transaction, or is one. The lock lets the lines of one piece come one after the other; the
    /// application's role may not lock rows that it may not change.
    @Transactional
    void add(UUID evidence, String sha256, String actor, String act) {
        sql.list(
                "select pg_advisory_xact_lock(hashtextextended('custody:' || ?, 0))", row -> true, evidence.toString());
        var lines = of(evidence);
        var previous = lines.isEmpty() ? sha256 : lines.getLast().hash();
        var seq = lines.size() + 1;
        var at = clock.instant();
        sql.update(
                "insert into custody (evidence_id, seq, at, actor, act, hash) values (?, ?, ?, ?, ?, ?)",
                evidence,
                seq,
                at,
                actor,
                act,
                hash(previous, evidence, seq, at, actor, act));
    }

    static byte[] hash(String previous, UUID evidence, int seq, Instant at, String actor, String act) {
        var line = Canonical.text(
                Map.of("evidence", evidence.toString(), "seq", seq, "at", at.toString(), "actor", actor, "act", act));
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(HexFormat.of().parseHex(previous));
        bytes.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        return Sha256.digest().digest(bytes.toByteArray());
    }
}
