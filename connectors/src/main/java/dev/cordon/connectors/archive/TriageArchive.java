package dev.cordon.connectors.archive;

import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Json;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/// One zip: a file for each step of a collection, and a manifest that says what was and what was not collected.
///
/// The same outputs give the same bytes: entries carry a fixed time, the real times stand in the manifest.
public final class TriageArchive implements AutoCloseable {
    private static final LocalDateTime FIXED = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ZipOutputStream zip;
    private final String method;
    private final Map<String, String> about;
    private final Instant started = Instant.now();
    private final List<Member> members = new ArrayList<>();

    /// @param method how it is collected, with a version: `falcon rtr triage 1`
    /// @param about the host and the vendor's references, for the manifest
    public TriageArchive(OutputStream out, String method, Map<String, String> about) {
        this.zip = new ZipOutputStream(out);
        this.method = method;
        this.about = Map.copyOf(about);
    }

    /// One step of the collection.
    public interface Step {
        /// Writes what it prints.
        ///
        /// @throws IOException from `sink` only
        Ran into(OutputStream sink) throws IOException;
    }

    /// @param reference the vendor's, for this step; null where there is none
    /// @param problem null when it ran well
    public record Ran(@Nullable String reference, @Nullable String problem) {}

    /// A step that the vendor refuses is noted; a vendor that fails is the end of the collection.
    ///
    /// @param step the command, or what it is called
    public void add(String step, Step output) throws IOException {
        var name =
                "%02d-%s.txt".formatted(members.size() + 1, step.split(" ", 2)[0].replaceAll("[^0-9A-Za-z._-]", "_"));
        var start = Instant.now();
        begin(name);
        var digest = sha256();
        Ran ran;
        try {
            ran = output.into(new DigestOutputStream(new Unclosed(zip), digest));
        } catch (VendorException.Refused | VendorException.Conflict e) {
            ran = new Ran(null, e.why());
        }
        zip.closeEntry();
        var hash = HexFormat.of().formatHex(digest.digest());
        members.add(new Member(
                step, name, start.toString(), Instant.now().toString(), hash, ran.reference(), ran.problem()));
    }

    /// Without it the archive has no manifest, and says thereby that it is not whole.
    public void finish() throws IOException {
        begin("manifest.json");
        zip.write(Json.bytes(
                new Manifest(method, about, started.toString(), Instant.now().toString(), members)));
        zip.closeEntry();
    }

    @Override
    public void close() throws IOException {
        zip.finish();
    }

    private void begin(String name) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(FIXED);
        zip.putNextEntry(entry);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() {
            // the archive goes on
        }
    }

    private record Manifest(
            String method, Map<String, String> about, String startedAt, String endedAt, List<Member> members) {}

    private record Member(
            String step,
            String file,
            String startedAt,
            String endedAt,
            String sha256,
            @Nullable String reference,
            @Nullable String problem) {}
}
