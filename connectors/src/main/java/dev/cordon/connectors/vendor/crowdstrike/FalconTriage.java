package dev.cordon.connectors.vendor.crowdstrike;

import dev.cordon.connectors.archive.TriageArchive;
import dev.cordon.connectors.capability.Acquisition;
import dev.cordon.connectors.capability.Artifact;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.ForensicCollection;
import dev.cordon.contract.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Volatile data by Real Time Response, read-only commands only, the most volatile first (RFC 3227).
final class FalconTriage implements ForensicCollection {
    private final Falcon falcon;

    FalconTriage(Falcon falcon) {
        this.falcon = falcon;
    }

    @Override
    public Acquisition collecting(Target.Host host) {
        return (ticket, ask, out) -> collected(host, ask, out);
    }

    private Artifact collected(Target.Host host, Ask ask, OutputStream out) throws IOException {
        var device = falcon.device(host);
        try (var session = RtrSession.open(falcon, host, ask);
                var archive = new TriageArchive(
                        out,
                        "falcon rtr triage 1",
                        Map.of(
                                "aid", Falcon.aid(host),
                                "hostname", String.valueOf(device.hostname()),
                                "platform", String.valueOf(device.platform()),
                                "containment", String.valueOf(device.status()),
                                "session", session.id()))) {
            for (var command : commands(device)) {
                archive.add(command, sink -> session.run(command, sink));
            }
            archive.finish();
            return new Artifact("triage.zip", "application/zip", null, null, null, "session " + session.id());
        }
    }

    private static List<String> commands(Device device) {
        var windows = "windows".equals(String.valueOf(device.platform()).toLowerCase(Locale.ROOT));
        return windows
                ? List.of("ps", "netstat", "ipconfig", "mount", "env", "ls C:\\Windows\\Temp")
                : List.of("ps", "netstat", "ifconfig", "mount", "env", "ls /tmp");
    }
}
