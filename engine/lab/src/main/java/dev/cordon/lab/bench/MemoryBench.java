package dev.cordon.lab.bench;

import dev.cordon.lab.PartName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// How much memory each part holds when nothing happens, and how long it takes until it does its work.
///
/// @param idle how long after being ready the memory is read
public record MemoryBench(Path folder, Duration idle, Consumer<String> tell) {

    public boolean run() throws Exception {
        Proc.require();
        var report = new Report("memory", tell);
        var starts = new ArrayList<List<Object>>();
        tell.accept("First start, which prepares the data where there is none");
        try (var rig = new Rig(folder, tell)) {
            starts.add(List.of("everything, side by side, first", up(rig)));
        }
        tell.accept("");
        tell.accept("Second start");
        try (var rig = new Rig(folder, tell)) {
            starts.add(List.of("everything, side by side, second", up(rig)));
            tell.accept("Idle for %d s".formatted(idle.toSeconds()));
            var before = Work.now(rig.processes());
            TimeUnit.MILLISECONDS.sleep(idle.toMillis());
            var work = Work.now(rig.processes()).since(before);
            var memory = new ArrayList<List<Object>>();
            rig.processes()
                    .forEach((name, pid) -> memory.add(List.of(
                            name, Proc.memoryMib(pid), work.cpu().getOrDefault(name, 0.0) * 100 / work.seconds())));
            for (var name : List.of(PartName.SERVER, PartName.CONNECTORS)) {
                starts.add(List.of(name + ", alone, the others up", restart(rig, name)));
            }
            report.facts();
            report.table(
                    "Memory, %d s after everything was ready".formatted(idle.toSeconds()),
                    List.of("", "MiB", "CPU % while idle"),
                    memory);
            report.table("From launch until ready (its health page answers 200)", List.of("", "s"), starts);
            report.note("  Used by others meanwhile: %.2f cores%s"
                    .formatted(work.otherCores(), work.noisy() ? " NOISY" : ""));
            report.write(rig.stack().folder().root());
        }
        return true;
    }

    private static double up(Rig rig) throws Exception {
        var begun = System.nanoTime();
        rig.up(Duration.ZERO);
        return (System.nanoTime() - begun) / 1e9;
    }

    private static double restart(Rig rig, PartName name) {
        var part = rig.stack().part(name);
        part.stop();
        var begun = System.nanoTime();
        part.start();
        return (System.nanoTime() - begun) / 1e9;
    }
}
