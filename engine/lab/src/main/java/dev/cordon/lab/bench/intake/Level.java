package dev.cordon.lab.bench.intake;

import dev.cordon.lab.bench.Work;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Everything that was measured with so many alerts stored before.
record Level(long stored, List<Ceiling.Rate> ceilings, Measured full, Measured steady) {

    /// @param rate what was offered each second; 0 where it was as much as it could take
    /// @param before memory of each process, in MiB
    /// @param backlog promises not kept yet when the sending ended
    /// @param drain until none was left
    record Measured(
            Tally tally,
            Work work,
            double rate,
            Map<String, Double> before,
            Map<String, Double> after,
            long backlog,
            Duration drain,
            Verdict verdict) {

        /// Alerts answered with 202 each second, repeats among them.
        double accepted() {
            return tally.alerts() / work.seconds();
        }

        /// New rows each second.
        double stored() {
            return tally.different() / work.seconds();
        }

        double requests() {
            return tally.answered() / work.seconds();
        }

        /// CPU milliseconds of one process for each alert that was accepted.
        double cpu(String process) {
            return work.cpu().getOrDefault(process, 0.0) * 1000 / tally.alerts();
        }

        /// Cores that one process used.
        double cores(String process) {
            return work.cpu().getOrDefault(process, 0.0) / work.seconds();
        }
    }

    Ceiling.Rate ceiling() {
        return ceilings.stream()
                .max(Comparator.comparingDouble(Ceiling.Rate::perSecond))
                .orElseThrow();
    }

    /// Of the ceiling, what was stored: repeats, which store nothing, do not count.
    double share() {
        return full.stored() / ceiling().perSecond();
    }
}
