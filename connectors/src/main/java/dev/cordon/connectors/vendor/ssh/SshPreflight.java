package dev.cordon.connectors.vendor.ssh;

import dev.cordon.connectors.capability.Preflight;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.line.Line;
import dev.cordon.connectors.line.Urgency;
import dev.cordon.contract.connector.Finding;
import dev.cordon.contract.connector.Finding.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Whether the inventory can be read and, for its first hosts, whether they answer, let us be root, and have nft.
final class SshPreflight implements Preflight {
    private static final int TRIED = 20;
    private static final Duration SKEW = Duration.ofSeconds(60);

    private final Ssh ssh;
    private final Line line;
    private final Inventory inventory;

    SshPreflight(Ssh ssh, Line line, Inventory inventory) {
        this.ssh = ssh;
        this.line = line;
        this.inventory = inventory;
    }

    @Override
    public List<Finding> run() {
        return Urgency.PATIENT.during(this::findings);
    }

    private List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        List<Inventory.Entry> hosts;
        try {
            hosts = inventory.all();
        } catch (VendorException e) {
            return List.of(new Finding("inventory", Verdict.BAD, e.why()));
        }
        findings.add(new Finding("inventory", Verdict.GOOD, hosts.size() + " hosts"));
        hosts.stream().limit(TRIED).map(this::tried).forEach(findings::add);
        if (hosts.size() > TRIED) {
            findings.add(
                    new Finding("other hosts", Verdict.UNKNOWN, "only the first %d hosts are tried".formatted(TRIED)));
        }
        return findings;
    }

    private Finding tried(Inventory.Entry host) {
        try {
            var ran = line.read(left -> ssh.run(host, """
                    # cordon: preflight
                    [ "$(id -u)" = 0 ] || exit 77
                    command -v nft >/dev/null || exit 78
                    date -u +%s
                    """, left), Ssh.Ran.class);
            return switch (ran.status()) {
                case 0 -> clock(host, ran.output().strip());
                case 77 -> new Finding(host.id(), Verdict.BAD, "commands are not run as root");
                case 78 -> new Finding(host.id(), Verdict.BAD, "nftables is not installed: no isolation there");
                default -> new Finding(host.id(), Verdict.UNKNOWN, "ended with " + ran.status());
            };
        } catch (VendorException.Misconfigured e) {
            return new Finding(host.id(), Verdict.BAD, e.why());
        } catch (VendorException e) {
            return new Finding(host.id(), Verdict.UNKNOWN, e.why());
        }
    }

    private static Finding clock(Inventory.Entry host, String seconds) {
        if (!seconds.matches("[0-9]{1,12}")) {
            return new Finding(host.id(), Verdict.UNKNOWN, "does not say what time it is");
        }
        var skew = Duration.between(Instant.now(), Instant.ofEpochSecond(Long.parseLong(seconds)))
                .abs();
        return skew.compareTo(SKEW) > 0
                ? new Finding(host.id(), Verdict.BAD, "its clock is %d s apart from ours".formatted(skew.toSeconds()))
                : new Finding(host.id(), Verdict.GOOD, "answers, commands run as root, nftables is there");
    }
}
