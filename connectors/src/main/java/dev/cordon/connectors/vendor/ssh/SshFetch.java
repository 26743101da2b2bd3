package dev.cordon.connectors.vendor.ssh;

import dev.cordon.connectors.capability.Acquisition;
import dev.cordon.connectors.capability.Artifact;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.FileFetch;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.line.Line;
import dev.cordon.contract.Target;
import java.io.IOException;
import java.io.OutputStream;

/// The bytes of one regular file, with the hash that the host itself computed first.
final class SshFetch implements FileFetch {
    private static final int MISSING = 4;

    private final Ssh ssh;
    private final Line line;
    private final Inventory inventory;

    SshFetch(Ssh ssh, Line line, Inventory inventory) {
        this.ssh = ssh;
        this.line = line;
        this.inventory = inventory;
    }

    @Override
    public Acquisition fetching(Target.HostFile file) {
        var path = Ssh.quoted(file.path());
        return (ticket, ask, out) -> copied(file, path, ask, out);
    }

    private Artifact copied(Target.HostFile file, String path, Ask ask, OutputStream out) throws IOException {
        var entry = inventory.entry(file.host());
        var hash = line.patient(() -> ssh.run(entry, """
                # cordon: hash
                [ -f %1$s ] && [ ! -L %1$s ] || exit 4
                sha256sum -- %1$s | cut -c1-64
                """.formatted(path), ask::remaining));
        if (hash.status() == MISSING) {
            throw new VendorException.Refused("file-not-found", "there is no such regular file on the host");
        }
        var sha256 = hash.output().strip();
        if (!sha256.matches("\\\\?[0-9a-f]{64}")) {
            throw new VendorException.Unavailable("unreadable answer: not a hash");
        }
        var status =
                line.patient(() -> ssh.run(entry, "# cordon: fetch\ncat -- %s\n".formatted(path), out, ask::remaining));
        if (status != 0) {
            throw new VendorException.Unavailable("the host did not deliver the whole file");
        }
        return new Artifact(name(file), "application/octet-stream", sha256, null, null, null);
    }

    private static String name(Target.HostFile file) {
        var last = file.path().replaceAll("^.*/", "").replaceAll("[^0-9A-Za-z._-]", "_");
        return last.isEmpty() ? "file" : last;
    }
}
