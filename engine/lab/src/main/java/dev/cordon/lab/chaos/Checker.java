package dev.cordon.lab.chaos;

import java.util.stream.Collectors;

/// Compares what was sent, what is on record and what reached the world. To be asked when everything has come to rest:
/// before that, much is only under way.
public final class Checker {
    private Checker() {}

    public static Findings check(Snapshot seen) {
        var findings = new Findings();
        new IntakeCheck(seen, findings).check();
        new RequestCheck(seen, findings).check();
        new PermissionCheck(seen, findings).check();
        new OutcomeCheck(seen, findings).check();
        seen.entries().stream()
                .collect(Collectors.groupingBy(Snapshot.Entry::incident))
                .forEach((incident, entries) -> ChainCheck.check(incident, entries, seen, findings));
        seen.heads().forEach((incident, head) -> {
            if (head.seq() > 0
                    && seen.entries().stream()
                            .noneMatch(entry -> entry.incident().equals(incident))) {
                findings.add(
                        Harm.BROKEN_CHAINS, "incident %s: all %d entries are gone".formatted(incident, head.seq()));
            }
        });
        seen.leaks().forEach(leak -> findings.add(Harm.LEAKED_SECRETS, leak));
        return findings;
    }
}
