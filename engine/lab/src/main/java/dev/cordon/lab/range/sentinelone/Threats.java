package dev.cordon.lab.range.sentinelone;

import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.company.Ids;
import dev.cordon.lab.range.company.Machine;
import dev.cordon.lab.range.company.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// One detection on every machine: the malware, told by its path on a volume instead of a drive.
final class Threats {
    private final Console console;
    private final Duration delay;
    /// When the quarantine was asked for, by machine.
    private final Map<String, Instant> asked = new ConcurrentHashMap<>();

    Threats(Console console, Duration delay) {
        this.console = console;
        this.delay = delay;
    }

    Reply list(Request request) {
        var machine = console.machine(request.parameter("agentIds"));
        return Console.page(machine == null ? List.of() : List.of(shown(machine)));
    }

    Reply quarantine(Request request) {
        var ids = request.json().path("filter").path("ids");
        var threat = ids.size() == 1 ? ids.get(0).asText() : "";
        var machine = console.fleet().all().stream()
                .filter(one -> id(one).equals(threat))
                .findFirst()
                .orElse(null);
        return console.change(request, "quarantine", machine, same -> {
            same.quarantine(Sample.file(same.platform()).path());
            asked.putIfAbsent(same.id(), console.stage().clock().instant());
            return Console.affected(1);
        });
    }

    private Map<String, Object> shown(Machine machine) {
        var file = Sample.file(machine.platform());
        return Map.of(
                "id", id(machine),
                "threatInfo",
                        Map.of(
                                "filePath", file.path().replace("C:", "\\Device\\HarddiskVolume3"),
                                "sha1", file.sha1(),
                                "sha256", file.sha256(),
                                "threatName", file.name()),
                "agentRealtimeInfo", Map.of("agentId", machine.id()),
                "mitigationStatus", steps(machine));
    }

    private List<Map<String, Object>> steps(Machine machine) {
        if (machine.quarantined().isEmpty()) {
            return List.of();
        }
        var since = asked.getOrDefault(machine.id(), Instant.EPOCH);
        var done = !machine.offline() && !console.stage().clock().instant().isBefore(since.plus(delay));
        return List.of(
                Map.of("action", "quarantine", "status", done ? "success" : "pending", "lastUpdate", since.toString()));
    }

    private static String id(Machine machine) {
        return Ids.digits(18).apply("threat " + machine.id());
    }

    void reset() {
        asked.clear();
    }
}
