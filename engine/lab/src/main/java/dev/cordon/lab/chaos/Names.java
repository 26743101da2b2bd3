package dev.cordon.lab.chaos;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// Names never used before, also not by a former run on the same data.
public final class Names {
    private static final String RUN =
            Long.toString(System.currentTimeMillis(), 36).toUpperCase(Locale.ROOT);
    private static final AtomicLong COUNT = new AtomicLong();

    private Names() {}

    public static String next() {
        return RUN + "-" + COUNT.incrementAndGet();
    }

    /// A workstation of the range that comes into being when somebody asks for it.
    public static String host() {
        return "BENCH-" + next();
    }

    public static List<String> hosts(int number) {
        return Stream.generate(Names::host).limit(number).toList();
    }
}
