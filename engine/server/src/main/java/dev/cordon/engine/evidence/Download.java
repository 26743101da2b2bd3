package dev.cordon.engine.evidence;

import dev.cordon.engine.evidence.store.Locker;
import dev.cordon.engine.evidence.store.Sha256;
import dev.cordon.engine.problem.Problem;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HexFormat;

/// Hands the bytes out while it hashes them. The last ones leave only when the hash is right: altered evidence never
/// arrives whole.
final class Download implements StreamingOutput {
    private static final int CHUNK = 64 * 1024;

    private final Locker locker;
    private final EvidenceView evidence;
    private final Runnable noteAltered;
    private final Runnable hangUp;

    /// @param hangUp closes the caller's connection: once bytes have left, nothing else tells them that something is
    ///     wrong
    Download(Locker locker, EvidenceView evidence, Runnable noteAltered, Runnable hangUp) {
        this.locker = locker;
        this.evidence = evidence;
        this.noteAltered = noteAltered;
        this.hangUp = hangUp;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        try (var in = locker.open(evidence.place())) {
            copy(in, out);
        }
    }

    private void copy(InputStream in, OutputStream out) throws IOException {
        var digest = Sha256.digest();
        var held = in.readNBytes(CHUNK);
        digest.update(held);
        var next = in.readNBytes(CHUNK);
        var sent = 0L;
        while (next.length > 0) {
            out.write(held);
            sent += held.length;
            digest.update(next);
            held = next;
            next = in.readNBytes(CHUNK);
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(evidence.sha256())) {
            refuse(sent);
        }
        out.write(held);
    }

    private void refuse(long sent) {
        noteAltered.run();
        if (sent > 0) {
            hangUp.run();
        }
        throw changed();
    }

    static Problem changed() {
        return new Problem(409, "evidence-changed", "The stored bytes are missing or are no longer what was received");
    }
}
