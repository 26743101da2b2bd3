package dev.cordon.connectors.vendor.velociraptor;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cordon.connectors.capability.VendorException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file that a collection brought to the server.
///
/// @param type empty for a file; `idx` for the list of the holes in one
/// @param size on the host
/// @param stored how much of it was brought
/// @param components its place in the server's store
record Upload(
        @JsonProperty("Type") @Nullable String type,
        @JsonProperty("Size") @Nullable Long size,
        @JsonProperty("Stored") @Nullable Long stored,
        @JsonProperty("Components") @Nullable List<String> components) {
    private static final long LARGEST = 64L << 30;

    /// One whole file in the store.
    record Whole(List<String> components, long size) {}

    /// The one that was asked for, as it is on the host.
    static Whole only(List<Upload> uploads, String client, String flow, String name) {
        if (uploads.isEmpty()) {
            // the host says that it sent it, so it is on its way
            throw VendorException.Unavailable.target("what was collected is not at the server yet");
        }
        if (uploads.stream().anyMatch(upload -> "idx".equals(upload.type))) {
            throw sparse();
        }
        if (uploads.size() > 1) {
            throw new VendorException.Refused("not-one-file", "the collection brought more than the one file");
        }
        return uploads.getFirst().whole(client, flow, name);
    }

    private Whole whole(String client, String flow, String name) {
        if (size == null || stored == null || components == null || components.isEmpty()) {
            throw new VendorException.Unavailable("unreadable answer: an upload without size or place");
        }
        if (!components.contains(client) || !components.contains(flow)) {
            throw new VendorException.Unavailable("unreadable answer: an upload of another collection");
        }
        if (!name.equalsIgnoreCase(components.getLast())) {
            throw new VendorException.Refused("not-one-file", "the collection brought another file");
        }
        if (stored.longValue() != size.longValue()) {
            throw sparse();
        }
        if (size <= 0) {
            throw new VendorException.Refused("file-empty", "the file has no content, or none of it came");
        }
        if (size > LARGEST) {
            throw new VendorException.Refused("file-too-large", "the file is larger than 64 GiB");
        }
        return new Whole(List.copyOf(components), size);
    }

    private static VendorException sparse() {
        return new VendorException.Refused(
                "sparse-file", "the file has holes or came in part: what the server holds is not what is on the host");
    }
}
