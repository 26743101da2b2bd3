package dev.cordon.engine.evidence;

import dev.cordon.contract.Evidence;
import dev.cordon.engine.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A piece of evidence as the API shows it.
///
/// @param vendorSha256 what the product said the hash is; null where it said nothing
/// @param verified whether that is the hash of what arrived; null where nothing can be compared
public record EvidenceView(
        UUID id,
        String incident,
        @Nullable UUID runId,
        @Nullable UUID actionId,
        String name,
        String mediaType,
        long size,
        String sha256,
        @Nullable String vendorSha256,
        @Nullable Boolean verified,
        String collectedBy,
        Instant collectedAt) {

    static EvidenceView of(Row row) throws SQLException {
        var sha256 = HexFormat.of().formatHex(row.bytes("sha256"));
        var vendor = row.textOrNull("vendor_hex");
        return new EvidenceView(
                row.uuid("id"),
                row.text("number"),
                row.uuidOrNull("run_id"),
                row.uuidOrNull("action_id"),
                row.text("name"),
                row.text("media_type"),
                row.longNumber("size"),
                sha256,
                vendor,
                vendor == null ? null : Boolean.valueOf(vendor.equals(sha256)),
                row.text("collected_by"),
                row.instant("collected_at"));
    }

    Evidence receipt() {
        return new Evidence(id.toString(), sha256, size);
    }
}
