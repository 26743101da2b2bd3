package dev.cordon.lab.range.velociraptor;

import dev.cordon.lab.range.Arrival;
import dev.cordon.lab.range.company.Machine;
import dev.cordon.lab.range.company.Sample;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Artifacts that do something to one process or one file: the product's own that brings a file up, and two of the
/// installation's that end a process and put a file away.
final class Errands {
    static final String FETCH = "System.VFS.DownloadFile";
    static final String KILL = "Custom.Cordon.Kill";
    static final String PUT_AWAY = "Custom.Cordon.PutAway";
    static final Set<String> ALL = Set.of(FETCH, KILL, PUT_AWAY);

    private static final String WELL = "well";

    private Errands() {}

    /// @return what there is to remember of it: whether it went well
    static String run(String artifact, Query query, Machine machine) {
        var well = switch (artifact) {
            case FETCH -> fetch(query.variable("Path"), machine);
            case KILL -> kill(query.variable("Pid"), query.variable("Image"), machine);
            case PUT_AWAY -> putAway(query.variable("Path"), query.variable("Sha256"), machine);
            default -> false;
        };
        return well ? WELL : "";
    }

    private static boolean fetch(String path, Machine machine) {
        return machine.file(path)
                .map(file -> {
                    machine.fetched(file.path());
                    return true;
                })
                .orElse(false);
    }

    /// Only if number and program agree; what is not there any more is gone, too.
    private static boolean kill(String pid, String image, Machine machine) {
        var named = machine.tasks().stream()
                .filter(task -> Long.toString(task.pid()).equals(pid))
                .findFirst();
        if (named.isPresent() && !named.get().name().equalsIgnoreCase(image)) {
            return false;
        }
        named.ifPresent(task -> machine.kill(task.pid()));
        return true;
    }

    /// Now or before; what never was there is not put away.
    private static boolean putAway(String path, String sha256, Machine machine) {
        var there = machine.file(path);
        if (there.isPresent() && !sha256.isEmpty() && !there.get().sha256().equalsIgnoreCase(sha256)) {
            return false;
        }
        return machine.quarantine(path) || machine.quarantined().stream().anyMatch(path::equalsIgnoreCase);
    }

    /// After a restart: what changed the machine went well, and a file that was brought up is there still.
    static String recalled(Arrival arrival, Machine machine) {
        var well = arrival.operation().equals(FETCH) ? !machine.fetched().isEmpty() : arrival.changed();
        return well ? WELL : "";
    }

    static List<Map<String, Object>> rows(String artifact, String memory, Machine machine) {
        var well = memory.equals(WELL);
        if (!artifact.equals(FETCH)) {
            return List.of(Map.of("Gone", well));
        }
        var file = Sample.file(machine.platform());
        return well
                ? List.of(Map.of(
                        "Path",
                        file.path(),
                        "Accessor",
                        "file",
                        "Size",
                        file.content().length,
                        "StoredSize",
                        file.content().length,
                        "Sha256",
                        file.sha256(),
                        "Md5",
                        file.md5()))
                : List.of();
    }

    static boolean brought(String artifact, String memory) {
        return artifact.equals(FETCH) && memory.equals(WELL);
    }
}
