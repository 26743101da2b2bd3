package dev.cordon.connectors.vendor.crowdstrike;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.ForensicCollection;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Target;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/// Volatile data by Real Time Response, read-only commands only, the most volatile first (RFC 3227).
@ApplicationScoped
class FalconTriage implements ForensicCollection {
    private final Falcon falcon;

    FalconTriage(Falcon falcon) {
        this.falcon = falcon;
    }

    @Override
    public String vendor() {
        return falcon.vendor();
    }

    @Override
    public boolean configured() {
        return falcon.configured();
    }

    @Override
    public void collect(Target.Host host, Ask ask, OutputStream out) throws IOException {
        var device = falcon.device(host);
        try (var session = RtrSession.open(falcon, host, ask);
                var archive = new TriageArchive(out, device, session.id())) {
            for (var command : commands(device)) {
                collect(command, session, archive);
            }
            archive.finish();
        }
    }

    // One command that fails is a line in the manifest; a vendor that fails is the end of the collection.
    private static void collect(String command, RtrSession session, TriageArchive archive) throws IOException {
        try {
            archive.add(command, sink -> session.run(command, sink));
        } catch (VendorException.Refused | VendorException.Conflict e) {
            archive.failed(command, e.why());
        }
    }

    private static List<String> commands(Device device) {
        var windows = "windows".equals(String.valueOf(device.platform()).toLowerCase(Locale.ROOT));
        return windows
                ? List.of("ps", "netstat", "ipconfig", "mount", "env", "ls C:\\Windows\\Temp")
                : List.of("ps", "netstat", "ifconfig", "mount", "env", "ls /tmp");
    }
}
