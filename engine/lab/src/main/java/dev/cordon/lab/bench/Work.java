package dev.cordon.lab.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/// What the processes did, up to a moment or between two.
///
/// @param seconds by the clock
/// @param cpu CPU seconds of each of our processes
/// @param others CPU seconds of everything else on this machine
public record Work(double seconds, Map<String, Double> cpu, double others) {
    private static final double NOISE = 0.1;

    public static final Work NONE = new Work(0, Map.of(), 0);

    /// Since the machine began; of use only as one end of [#since].
    ///
    /// @param pids of our processes, by name
    public static Work now(Map<String, Long> pids) {
        var cpu = new LinkedHashMap<String, Double>();
        pids.forEach((name, pid) -> cpu.put(name, Proc.cpuSeconds(pid)));
        return new Work(System.nanoTime() / 1e9, cpu, Proc.busySeconds() - sum(cpu));
    }

    public Work since(Work earlier) {
        var spent = new LinkedHashMap<String, Double>();
        cpu.forEach((name, now) -> spent.put(name, now - earlier.cpu.getOrDefault(name, 0.0)));
        return new Work(seconds - earlier.seconds, spent, Math.max(0, others - earlier.others));
    }

    public Work and(Work more) {
        var both = new LinkedHashMap<>(cpu);
        more.cpu.forEach((name, spent) -> both.merge(name, spent, Double::sum));
        return new Work(seconds + more.seconds, both, others + more.others);
    }

    public double otherCores() {
        return seconds == 0 ? 0 : others / seconds;
    }

    /// Somebody else used so much of the machine that the figures say little.
    public boolean noisy() {
        return otherCores() > NOISE;
    }

    private static double sum(Map<String, Double> cpu) {
        return cpu.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
