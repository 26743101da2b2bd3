package dev.cordon.connectors.vendor.ssh;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.ProcessKill;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.line.Line;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import org.jspecify.annotations.Nullable;

/// `kill -KILL`, of the very process that was there at the first look: a number that has begun to mean
/// another process is left alone.
final class SshKill implements ProcessKill {
    private static final String STARTED = "started ";
    private static final int GONE = 4;

    private final Ssh ssh;
    private final Line line;
    private final Inventory inventory;

    SshKill(Ssh ssh, Line line, Inventory inventory) {
        this.ssh = ssh;
        this.line = line;
        this.inventory = inventory;
    }

    @Override
    public Effect killing(Target.HostProcess process) {
        return new Kill(process);
    }

    private final class Kill implements Effect {
        private final Target.HostProcess process;
        private @Nullable String started;

        Kill(Target.HostProcess process) {
            this.process = process;
        }

        @Override
        public Look.State goal() {
            return Look.State.CONTAINED;
        }

        @Override
        public void resume(String receipt) {
            if (receipt.startsWith(STARTED)) {
                started = receipt.substring(STARTED.length());
            }
        }

        // The time a process began is the twenty-second field; its name, the second, may hold spaces and brackets. What
        // is
        // dead and only waits for its parent to notice (Z, X) is dead.
        @Override
        public Look.State look() {
            var ran = line.read(
                    left -> ssh.run(inventory.entry(process.host()), """
                    # cordon: look at process %1$d
                    [ -r /proc/%1$d/stat ] || exit 4
                    sed 's/^.*) //' /proc/%1$d/stat | cut -d' ' -f1,20
                    """.formatted(process.pid()), left),
                    Ssh.Ran.class);
            if (ran.status() == GONE) {
                return Look.State.CONTAINED;
            }
            var seen = ran.output().strip();
            if (ran.status() != 0 || !seen.matches("[A-Za-z] [0-9]+")) {
                throw new VendorException.Unavailable("unreadable answer: not the state of a process");
            }
            if (seen.startsWith("Z") || seen.startsWith("X")) {
                return Look.State.CONTAINED;
            }
            var now = seen.substring(2);
            if (started == null) {
                started = now;
            }
            return now.equals(started) ? Look.State.FREE : Look.State.CONTAINED;
        }

        @Override
        public String ask(Ask ask) {
            line.write(
                    ask,
                    left -> ssh.run(
                            inventory.entry(process.host()),
                            """
                            # cordon: kill %1$d
                            [ "$(sed 's/^.*) //' /proc/%1$d/stat | cut -d' ' -f20)" = %2$s ] || exit 0
                            kill -KILL %1$d
                            """.formatted(process.pid(), Ssh.quoted(String.valueOf(started))),
                            left),
                    Ssh.Ran.class);
            return STARTED + started;
        }
    }
}
