package dev.cordon.connectors.vendor.ssh;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.FileQuarantine;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.line.Line;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;

/// Moves a file into a directory only root can enter, under the action's id, without any right to run it. Nothing is
/// deleted, so a person can put it back.
final class SshQuarantine implements FileQuarantine {
    private static final String VAULT = "/var/lib/cordon/quarantine";
    private static final int THERE = 5;
    private static final int NOWHERE = 4;

    private final Ssh ssh;
    private final Line line;
    private final Inventory inventory;

    SshQuarantine(Ssh ssh, Line line, Inventory inventory) {
        this.ssh = ssh;
        this.line = line;
        this.inventory = inventory;
    }

    @Override
    public Effect quarantining(Target.HostFile file) {
        var path = Ssh.quoted(file.path());
        return new Effect() {
            @Override
            public Look.State goal() {
                return Look.State.CONTAINED;
            }

            // What was put away is remembered by the path it came from.
            @Override
            public Look.State look() {
                var ran = line.read(
                        left -> ssh.run(inventory.entry(file.host()), """
                        # cordon: look at file
                        [ -f %1$s ] && exit 5
                        grep -qxF -- %1$s %2$s/paths 2>/dev/null && exit 0
                        exit 4
                        """.formatted(path, VAULT), left), Ssh.Ran.class);
                return switch (ran.status()) {
                    case 0 -> Look.State.CONTAINED;
                    case THERE -> Look.State.FREE;
                    case NOWHERE ->
                        throw new VendorException.Refused("file-not-found", "there is no such file on the host");
                    default -> throw new VendorException.Unavailable("unreadable answer: " + ran.status());
                };
            }

            @Override
            public String ask(Ask ask) {
                var ran = line.write(
                        ask,
                        left -> ssh.run(
                                inventory.entry(file.host()),
                                """
                        # cordon: quarantine
                        umask 077
                        mkdir -p %2$s || exit 1
                        %4$s
                        printf '%%s\n' %1$s >> %2$s/paths || exit 1
                        mv -nT -- %1$s %2$s/%3$s || exit 1
                        chown root:root %2$s/%3$s; chmod 0400 %2$s/%3$s
                        """.formatted(path, VAULT, Ssh.quoted(ask.actionId()), sameContent(file, path)),
                                left),
                        Ssh.Ran.class);
                return switch (ran.status()) {
                    case 0 -> VAULT + "/" + ask.actionId();
                    case 6 -> throw new VendorException.Refused("file-changed", "the file has another content now");
                    default -> throw new VendorException.Refused("command-failed", "the host did not do it");
                };
            }
        };
    }

    private static String sameContent(Target.HostFile file, String path) {
        return file.sha256() == null
                ? ":"
                : "[ \"$(sha256sum -- %s | cut -c1-64)\" = %s ] || exit 6".formatted(path, Ssh.quoted(file.sha256()));
    }
}
