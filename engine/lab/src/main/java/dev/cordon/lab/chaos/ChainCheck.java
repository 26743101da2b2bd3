package dev.cordon.lab.chaos;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/// Whether an incident's entries are the ones that were written, all of them, in their order.
final class ChainCheck {
    private static final String BEGINNING = "00".repeat(32);

    private ChainCheck() {}

    static void check(String incident, List<Snapshot.Entry> entries, Snapshot seen, Findings findings) {
        var previous = BEGINNING;
        var seq = 0L;
        for (var entry : entries.stream()
                .sorted(Comparator.comparingLong(Snapshot.Entry::seq))
                .toList()) {
            if (entry.seq() != seq + 1) {
                broken(findings, incident, "entry %d follows entry %d".formatted(entry.seq(), seq));
                return;
            }
            if (!entry.previousHash().equals(previous) || !entry.hash().equals(hash(previous, entry.body()))) {
                broken(findings, incident, "entry %d is not what was written".formatted(entry.seq()));
                return;
            }
            previous = entry.hash();
            seq = entry.seq();
        }
        var head = seen.heads().get(incident);
        if (head == null || head.seq() != seq || !head.hash().equals(previous)) {
            broken(findings, incident, "the head is not entry %d's".formatted(seq));
        }
    }

    static String hash(String previous, String body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(HexFormat.of().parseHex(previous));
            digest.update(body.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void broken(Findings findings, String incident, String how) {
        findings.add(Harm.BROKEN_CHAINS, "incident %s: %s".formatted(incident, how));
    }
}
