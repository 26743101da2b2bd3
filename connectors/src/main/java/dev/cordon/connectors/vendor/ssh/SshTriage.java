package dev.cordon.connectors.vendor.ssh;

import dev.cordon.connectors.archive.TriageArchive;
import dev.cordon.connectors.capability.Acquisition;
import dev.cordon.connectors.capability.Artifact;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.ForensicCollection;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.line.Line;
import dev.cordon.contract.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// What is lost first is read first (RFC 3227): the clock, processes, sockets, neighbours and routes, who
/// is on, what is mounted and loaded; then what starts by itself, the logs, and hashes of what runs or lies
/// where intruders leave things.
///
/// It trusts the host's own programs, which an intruder may have replaced, and says so in the manifest.
final class SshTriage implements ForensicCollection {
    private static final Duration PER_STEP = Duration.ofMinutes(2);
    private static final Map<String, String> STEPS = new LinkedHashMap<>();

    static {
        STEPS.put("clock", "date -u +%Y-%m-%dT%H:%M:%SZ; uptime; uname -a");
        STEPS.put("processes", "ps -eww -o pid,ppid,uid,user,lstart,etime,stat,args || ps auxww");
        STEPS.put(
                "process-links",
                "for p in /proc/[0-9]*; do printf '%s %s %s\\n' \"${p#/proc/}\" \"$(readlink $p/exe)\" \"$(readlink $p/cwd)\"; done 2>/dev/null");
        STEPS.put("sockets", "ss -tunapw 2>/dev/null || netstat -tunap 2>/dev/null || cat /proc/net/tcp /proc/net/udp");
        STEPS.put("neighbours-and-routes", "ip -s neigh; ip route show table all; ip -br addr");
        STEPS.put("sessions", "who -a; w -h 2>/dev/null; last -F -n 200 2>/dev/null");
        STEPS.put("mounts-and-modules", "cat /proc/mounts; lsmod 2>/dev/null || cat /proc/modules");
        STEPS.put(
                "persistence",
                "for f in /etc/crontab /etc/cron.*/* /var/spool/cron/* /var/spool/cron/crontabs/* /etc/rc.local"
                        + " /etc/ld.so.preload /etc/profile.d/* /root/.ssh/authorized_keys /home/*/.ssh/authorized_keys; do"
                        + " [ -f \"$f\" ] && { printf '== %s\\n' \"$f\"; cat \"$f\"; }; done;"
                        + " systemctl list-timers --all --no-pager 2>/dev/null;"
                        + " systemctl list-unit-files --state=enabled --no-pager 2>/dev/null; ls -la /etc/systemd/system 2>/dev/null");
        STEPS.put("accounts", "cat /etc/passwd; getent group sudo wheel; ls -la /etc/sudoers.d 2>/dev/null");
        STEPS.put(
                "logs",
                "journalctl --no-pager --utc -n 5000 2>/dev/null;"
                        + " for f in /var/log/auth.log /var/log/secure /var/log/syslog /var/log/messages; do"
                        + " [ -f \"$f\" ] && { printf '== %s\\n' \"$f\"; tail -n 5000 \"$f\"; }; done");
        STEPS.put(
                "hashes",
                "for p in /proc/[0-9]*; do sha256sum \"$p/exe\" 2>/dev/null; done;"
                        + " find /tmp /var/tmp /dev/shm -xdev -type f -size -65536k -exec sha256sum {} + 2>/dev/null");
    }

    private final String connector;
    private final Ssh ssh;
    private final Line line;
    private final Inventory inventory;

    SshTriage(String connector, Ssh ssh, Line line, Inventory inventory) {
        this.connector = connector;
        this.ssh = ssh;
        this.line = line;
        this.inventory = inventory;
    }

    @Override
    public Acquisition collecting(Target.Host host) {
        return (ticket, ask, out) -> collected(inventory.entry(host), ask, out);
    }

    private Artifact collected(Inventory.Entry host, Ask ask, OutputStream out) throws IOException {
        var about = Map.of(
                "connector",
                connector,
                "host",
                host.id(),
                "address",
                host.address(),
                "caution",
                "collected with the host's own programs");
        try (var archive = new TriageArchive(out, "ssh triage 1", about)) {
            for (var step : STEPS.entrySet()) {
                archive.add(step.getKey(), sink -> ran(host, step, ask, sink));
            }
            archive.finish();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return Artifact.zip("triage.zip");
    }

    // A step's exit status says little: a shell loop ends with its last file's.
    private TriageArchive.Ran ran(Inventory.Entry host, Map.Entry<String, String> step, Ask ask, OutputStream sink) {
        var end = System.nanoTime() + PER_STEP.toNanos();
        try {
            line.patient(() -> ssh.run(
                    host,
                    "# cordon: collect %s\n%s\n".formatted(step.getKey(), step.getValue()),
                    sink,
                    () -> shorter(Duration.ofNanos(end - System.nanoTime()), ask.remaining())));
            return new TriageArchive.Ran(null, null);
        } catch (VendorException.Unavailable e) {
            if (System.nanoTime() < end || !ask.remaining().isPositive()) {
                throw e;
            }
            // one step that takes for ever must not cost the others
            return new TriageArchive.Ran(null, "did not complete in time");
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
