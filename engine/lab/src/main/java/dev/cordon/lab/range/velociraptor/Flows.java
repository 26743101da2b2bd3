package dev.cordon.lab.range.velociraptor;

import dev.cordon.lab.range.company.Ids;
import dev.cordon.lab.range.company.Isolation;
import dev.cordon.lab.range.company.Machine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/// Collections, and what came of them. Those with an effect are found again after a restart.
final class Flows {
    static final String APPLY = "quarantine";
    static final String REMOVE = "unquarantine";

    private final InstantSource clock;
    private final Duration pending;
    private final List<Flow> all = new CopyOnWriteArrayList<>();

    Flows(InstantSource clock, Duration pending) {
        this.clock = clock;
        this.pending = pending;
    }

    /// @param what a quarantine, its removal, or the names of artifacts
    /// @param action whose it is
    /// @param memory what an errand left to be remembered
    private record Flow(String id, Machine machine, String what, String action, Instant created, String memory) {}

    static boolean quarantines(String operation) {
        return operation.equals(APPLY) || operation.equals(REMOVE);
    }

    /// @return its id, the same for the same action's first, second, ... one
    synchronized String begin(Machine machine, String what, String action, Instant at, String memory) {
        var id = "F."
                + Ids.md5(machine.id() + what + action + count(machine, what, action))
                        .substring(0, 13)
                        .toUpperCase(Locale.ROOT);
        all.add(new Flow(id, machine, what, action, at, memory));
        return id;
    }

    private long count(Machine machine, String what, String action) {
        return all.stream()
                .filter(flow -> flow.machine.equals(machine) && flow.what.equals(what) && flow.action.equals(action))
                .count();
    }

    List<Map<String, Object>> of(String client, String flow) {
        return all.stream()
                .filter(one -> one.machine.id().equals(client) && (flow.isEmpty() || one.id.equals(flow)))
                .map(this::shown)
                .toList();
    }

    private Map<String, Object> shown(Flow flow) {
        var parameters = flow.what.equals(REMOVE) ? List.of(Map.of("key", "RemovePolicy", "value", "Y")) : List.of();
        var artifacts = artifacts(flow);
        return Map.of(
                "session_id",
                flow.id,
                "state",
                waiting(flow) ? "RUNNING" : "FINISHED",
                "create_time",
                ChronoUnit.MICROS.between(Instant.EPOCH, flow.created),
                "request",
                Map.of(
                        "artifacts",
                        artifacts,
                        "specs",
                        List.of(Map.of("artifact", artifacts.getFirst(), "parameters", Map.of("env", parameters)))));
    }

    private boolean waiting(Flow flow) {
        return switch (flow.what) {
            case APPLY -> flow.machine.isolation() == Isolation.ISOLATING;
            case REMOVE -> flow.machine.isolation() == Isolation.RELEASING;
            default -> clock.instant().isBefore(flow.created.plus(pending)) || flow.machine.offline();
        };
    }

    private static List<String> artifacts(Flow flow) {
        return quarantines(flow.what)
                ? List.of(
                        switch (flow.machine.platform()) {
                            case WINDOWS -> "Windows.Remediation.Quarantine";
                            case LINUX -> "Linux.Remediation.Quarantine";
                        })
                : Arrays.asList(flow.what.split(","));
    }

    List<Map<String, Object>> results(String id, String artifact) {
        return all.stream()
                .filter(flow ->
                        flow.id.equals(id) && !waiting(flow) && artifacts(flow).contains(artifact))
                .findFirst()
                .map(flow -> rows(flow, artifact))
                .orElse(List.of());
    }

    /// The machine whose file that flow has brought up by now.
    Optional<Machine> broughtBy(String client, String id) {
        return all.stream()
                .filter(flow -> flow.id.equals(id) && flow.machine.id().equals(client))
                .filter(flow -> Errands.brought(flow.what, flow.memory) && !waiting(flow))
                .map(Flow::machine)
                .findFirst();
    }

    private List<Map<String, Object>> rows(Flow flow, String artifact) {
        return switch (flow.what) {
            case APPLY ->
                said(
                        flow,
                        "VelociraptorQuarantine IPSec policy removed.",
                        "VelociraptorQuarantine connection test successful.",
                        "VelociraptorQuarantine forbidden connection test successful.");
            case REMOVE -> said(flow, "VelociraptorQuarantine IPSec policy removed.");
            case Errands.FETCH, Errands.KILL, Errands.PUT_AWAY -> Errands.rows(flow.what, flow.memory, flow.machine);
            default ->
                artifact.endsWith("Netstat")
                        ? List.of(Map.of("Pid", 4711, "Laddr", flow.machine.address(), "Raddr", "203.0.113.66:443"))
                        : flow.machine.tasks().stream()
                                .map(task -> Map.<String, Object>of(
                                        "Pid", task.pid(),
                                        "Ppid", task.parent(),
                                        "Name", task.name(),
                                        "Exe", task.path(),
                                        "Username", task.user()))
                                .toList();
        };
    }

    // The test of a forbidden address is Linux's only.
    private static List<Map<String, Object>> said(Flow flow, String... texts) {
        return Stream.of(texts)
                .filter(text -> flow.machine.platform() == Machine.Platform.LINUX || !text.contains("forbidden"))
                .map(text -> Map.<String, Object>of("Time", flow.created.toString(), "Result", text))
                .toList();
    }

    void reset() {
        all.clear();
    }
}
