package dev.cordon.connectors.vendor.velociraptor;

import dev.cordon.connectors.capability.VendorException;
import java.util.List;

/// What the newest quarantine collection says about a host. The label that Velociraptor's own pages go by is a record,
/// not a proof, and is not read.
enum Quarantine {
    NEVER,
    APPLYING,
    APPLIED,
    /// The host could not reach its server from quarantine, and left it by itself. The flow is finished all the same.
    LEFT,
    REMOVING,
    /// It says so whatever came of it.
    REMOVED,
    /// It failed half-way, or was cancelled.
    UNKNOWN;

    private static final String REMOVE = "RemovePolicy";

    static String artifact(Client client) {
        return switch (client.system()) {
            case "windows" -> "Windows.Remediation.Quarantine";
            case "linux" -> "Linux.Remediation.Quarantine";
            case "darwin" -> "MacOS.Remediation.Quarantine";
            default -> throw new VendorException.Refused("not-supported", "there is no quarantine for this system");
        };
    }

    static Quarantine of(Client client, String id, Flows flows) {
        var artifact = artifact(client);
        var newest = flows.newest(id, artifact);
        if (newest.isEmpty()) {
            return NEVER;
        }
        return of(client, id, newest.get(), newest.get().has(REMOVE), flows);
    }

    /// What came of this very flow.
    static Quarantine of(Client client, String id, Flow flow, boolean removes, Flows flows) {
        return switch (flow.stage()) {
            case WAITING -> removes ? REMOVING : APPLYING;
            case FAILED -> UNKNOWN;
            case FINISHED -> removes ? REMOVED : judged(client, said(flows, id, flow, artifact(client)));
        };
    }

    private static List<String> said(Flows flows, String id, Flow flow, String artifact) {
        return flows.results(id, flow.known(), artifact).stream()
                .map(row -> row.path("Result").asText(""))
                .toList();
    }

    // The first rows tell of an older policy that is removed; only the tests at the end tell how it ended.
    private static Quarantine judged(Client client, List<String> said) {
        if (said.stream()
                .anyMatch(text ->
                        text.contains("failed connection test") || text.contains("failed forbidden connection test"))) {
            return LEFT;
        }
        var open = said.stream()
                .anyMatch(text ->
                        text.contains("connection test successful.") && !text.contains("forbidden connection test"));
        var shut = !client.system().equals("linux")
                || said.stream().anyMatch(text -> text.contains("forbidden connection test successful."));
        return open && shut ? APPLIED : UNKNOWN;
    }
}
