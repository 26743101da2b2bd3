package dev.cordon.connectors.vendor.carbonblack;

import dev.cordon.connectors.archive.TriageArchive;
import dev.cordon.connectors.capability.Acquisition;
import dev.cordon.connectors.capability.Artifact;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.ForensicCollection;
import dev.cordon.connectors.http.Json;
import dev.cordon.contract.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Volatile data by live response, commands that only read, the most volatile first (RFC 3227). Nothing is executed on
/// the device, and no memory is dumped to its disk.
final class LiveTriage implements ForensicCollection {
    private static final Duration SPARE = Duration.ofSeconds(30);
    private static final List<String> AUTOSTART = List.of(
            "HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run",
            "HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\RunOnce");

    private final Cloud cloud;

    LiveTriage(Cloud cloud) {
        this.cloud = cloud;
    }

    @Override
    public Acquisition collecting(Target.Host host) {
        return new LiveAcquisition(cloud, host) {
            @Override
            Artifact copy(LiveResponse session, Ask ask, OutputStream out) throws IOException {
                return collected(host, session, ask, out);
            }
        };
    }

    private Artifact collected(Target.Host host, LiveResponse session, Ask ask, OutputStream out) throws IOException {
        var device = cloud.device(host);
        try (var archive = new TriageArchive(
                out,
                "carbon black live response triage 1",
                Map.of(
                        "device", device.key(),
                        "name", String.valueOf(device.name()),
                        "os", String.valueOf(device.os()),
                        "quarantined", String.valueOf(device.quarantined()),
                        "session", session.id()))) {
            for (var command : commands(device)) {
                archive.add(command.get("name") + " " + command.getOrDefault("path", ""), sink -> {
                    var printed = session.run(command, ask, SPARE);
                    sink.write(Json.bytes(printed));
                    return new TriageArchive.Ran(printed.path("id").asText(), null);
                });
            }
            archive.finish();
            return new Artifact("triage.zip", "application/zip", null, null, null, "session " + session.id());
        }
    }

    private static List<Map<String, Object>> commands(Device device) {
        var commands = new ArrayList<Map<String, Object>>();
        commands.add(Map.of("name", "process list"));
        commands.add(Map.of("name", "directory list", "path", device.windows() ? "C:\\Windows\\Temp\\" : "/tmp/"));
        if (device.windows()) {
            AUTOSTART.forEach(key -> commands.add(Map.of("name", "reg enum key", "path", key)));
        }
        return commands;
    }
}
