package dev.cordon.lab.bench;

import dev.cordon.lab.setting.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What Linux says about processes and the machine.
public final class Proc {
    private static final double TICKS_PER_SECOND = 100;
    private static final Path ROOT = Path.of("/proc");
    private static final Pattern COMPILER = Pattern.compile("\\(C[12] Compiler");

    private Proc() {}

    public static boolean present() {
        return Files.isReadable(ROOT.resolve("self/stat"));
    }

    public static void require() {
        if (!present()) {
            throw new Problem("The benchmarks read /proc, which only Linux has.");
        }
    }

    /// CPU seconds of a process and of everything it started, the dead included; of this process its own alone, because
    /// everything that is measured was started by it.
    static double cpuSeconds(long pid) {
        return pid == ProcessHandle.current().pid()
                ? seconds(pid, 11, 12)
                : family(pid).stream()
                        .mapToDouble(each -> seconds(each, 11, 12, 13, 14))
                        .sum();
    }

    /// Of a Java process's CPU seconds those in which it compiled itself: much in the first minutes, then nothing.
    static double compilingSeconds(long pid) {
        try (var threads = Files.list(ROOT.resolve(pid + "/task"))) {
            return threads.map(thread -> "%d/task/%s/stat".formatted(pid, thread.getFileName()))
                    .filter(stat -> COMPILER.matcher(read(stat)).find())
                    .mapToDouble(stat -> ticks(stat, 11, 12))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double seconds(long pid, int... ticks) {
        return ticks("%d/stat".formatted(pid), ticks);
    }

    private static double ticks(String file, int... ticks) {
        var stat = read(file);
        if (stat.isEmpty()) {
            return 0;
        }
        // the name before the last bracket may contain anything
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return IntStream.of(ticks)
                        .mapToLong(field -> Long.parseLong(fields[field]))
                        .sum()
                / TICKS_PER_SECOND;
    }

    /// What all processors together have worked, in seconds: without idling, waiting for disks, or the time another
    /// virtual machine had.
    static double busySeconds() {
        var fields = read("stat").lines().findFirst().orElse("cpu").split(" +", -1);
        // user and nice contain the guests'; iowait and steal are left out
        return Stream.of(1, 2, 3, 6, 7)
                        .mapToLong(field -> Long.parseLong(fields[field]))
                        .sum()
                / TICKS_PER_SECOND;
    }

    /// Resident memory in MiB: what a single process has in all, and of a family what is its own, with shared pages
    /// divided.
    public static double memoryMib(long pid) {
        var family = pid == ProcessHandle.current().pid() ? List.of(pid) : family(pid);
        var kib = family.size() == 1
                ? field("%d/status".formatted(pid), "VmRSS:")
                : family.stream()
                        .mapToLong(each -> field("%d/smaps_rollup".formatted(each), "Pss:"))
                        .sum();
        return kib / 1024.0;
    }

    static String cpuModel() {
        return read("cpuinfo")
                .lines()
                .filter(line -> line.startsWith("model name"))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElse("unknown");
    }

    static double totalMemoryMib() {
        return field("meminfo", "MemTotal:") / 1024.0;
    }

    static String load() {
        return read("loadavg").strip();
    }

    private static List<Long> family(long pid) {
        return ProcessHandle.of(pid)
                .map(handle -> Stream.concat(Stream.of(handle), handle.descendants())
                        .map(ProcessHandle::pid)
                        .toList())
                .orElse(List.of());
    }

    private static long field(String file, String name) {
        return read(file)
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    /// Empty when the process has ended meanwhile.
    private static String read(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            return "";
        }
    }
}
