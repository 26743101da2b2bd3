package dev.cordon.engine.evidence;

import dev.cordon.contract.Evidence;
import dev.cordon.engine.evidence.store.Place;
import dev.cordon.engine.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A piece of evidence as the API shows it.
///
/// @param sha256 of the exact bytes that arrived
/// @param vendorSha256 what the product said the hash is; null where it said nothing
/// @param verified whether that is the hash of what arrived; null where nothing can be compared
/// @param contentSha256 what the product said is the hash of what is inside
/// @param archivePassword what opens it, by the product's convention
/// @param storedAt where the bytes are; with the version, what to cite
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
        VendorHash vendorHash,
        @Nullable Boolean verified,
        @Nullable String contentSha256,
        @Nullable String archivePassword,
        @Nullable String vendorReference,
        @Nullable String originalPath,
        @Nullable String comment,
        String storedAt,
        @Nullable String storedVersion,
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
                compared(sha256, vendor),
                vendor == null ? null : Boolean.valueOf(vendor.equals(sha256)),
                row.textOrNull("content_hex"),
                row.textOrNull("archive_password"),
                row.textOrNull("vendor_reference"),
                row.textOrNull("original_path"),
                row.textOrNull("comment"),
                row.text("stored_at"),
                row.textOrNull("stored_version"),
                row.text("collected_by"),
                row.instant("collected_at"));
    }

    Evidence receipt() {
        return new Evidence(id.toString(), sha256, size);
    }

    Place place() {
        return new Place(storedAt, storedVersion);
    }

    private static VendorHash compared(String sha256, @Nullable String vendor) {
        if (vendor == null) {
            return VendorHash.NONE;
        }
        return vendor.equals(sha256) ? VendorHash.MATCHES : VendorHash.DIFFERS;
    }
}
