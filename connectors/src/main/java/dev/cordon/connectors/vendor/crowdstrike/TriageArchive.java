package dev.cordon.connectors.vendor.crowdstrike;

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
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/// One zip: a text file for each command, and a manifest that says what was and what was not collected.
///
/// The same outputs give the same bytes: entries carry a fixed time, the real times stand in the manifest.
final class TriageArchive implements AutoCloseable {
    private static final LocalDateTime FIXED = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ZipOutputStream zip;
    private final Device device;
    private final String session;
    private final Instant started = Instant.now();
    private final List<Member> members = new ArrayList<>();

    TriageArchive(OutputStream out, Device device, String session) {
        this.zip = new ZipOutputStream(out);
        this.device = device;
        this.session = session;
    }

    interface Printing {
        RtrSession.Ran into(OutputStream sink) throws IOException;
    }

    void add(String command, Printing output) throws IOException {
        var name = "%02d-%s.txt".formatted(members.size() + 1, command.split(" ", 2)[0]);
        var start = Instant.now();
        begin(name);
        var digest = sha256();
        var ran = output.into(new DigestOutputStream(new Unclosed(zip), digest));
        zip.closeEntry();
        var hash = HexFormat.of().formatHex(digest.digest());
        members.add(new Member(
                command, name, start.toString(), Instant.now().toString(), hash, ran.request(), ran.problem()));
    }

    void failed(String command, String problem) throws IOException {
        zip.closeEntry();
        var now = Instant.now().toString();
        members.add(new Member(command, null, now, now, null, null, problem));
    }

    void finish() throws IOException {
        begin("manifest.json");
        zip.write(Json.bytes(new Manifest(
                "falcon rtr triage 1",
                String.valueOf(device.id()),
                device.hostname(),
                device.platform(),
                device.status(),
                session,
                started.toString(),
                Instant.now().toString(),
                members)));
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
            String method,
            String aid,
            @Nullable String hostname,
            @Nullable String platform,
            @Nullable String containment,
            String session,
            String startedAt,
            String endedAt,
            List<Member> members) {}

    /// @param file null when there is none
    private record Member(
            String command,
            @Nullable String file,
            String startedAt,
            String endedAt,
            @Nullable String sha256,
            @Nullable String cloudRequestId,
            @Nullable String problem) {}
}
