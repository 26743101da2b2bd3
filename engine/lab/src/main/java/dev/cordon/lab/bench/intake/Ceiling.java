package dev.cordon.lab.bench.intake;

import dev.cordon.lab.bench.Quantiles;
import dev.cordon.lab.bench.Work;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/// What the database itself can do: one row of an alert's size for each transaction, by plain JDBC, durable as Cordon's
/// are.
///
/// @param length how long each is measured, after a second of warm-up
record Ceiling(Owner owner, Duration length, Map<String, Long> processes) {
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final int RAW = 1_500;

    /// @param perSecond rows committed
    record Rate(int connections, double perSecond, Quantiles latency, Work work) {}

    /// One after the other.
    List<Rate> measure(List<Integer> connections) throws SQLException, InterruptedException {
        owner.run("create schema if not exists bench");
        owner.run("drop table if exists bench.plain");
        owner.run("""
                create table bench.plain (
                    id uuid primary key, source text not null, reference text not null, body_sha256 bytea not null,
                    raw bytea not null)
                """);
        var rates = new ArrayList<Rate>();
        for (var number : connections) {
            owner.run("truncate bench.plain");
            rates.add(measure(number));
        }
        owner.run("drop table bench.plain");
        return rates;
    }

    private Rate measure(int connections) throws InterruptedException {
        var from = System.nanoTime() + WARM_UP.toNanos();
        var to = from + length.toNanos();
        try (var threads = Executors.newFixedThreadPool(connections)) {
            var begun = new ArrayList<Future<List<Long>>>();
            var before = Work.now(processes);
            for (var n = 0; n < connections; n++) {
                begun.add(threads.submit(inserting(from, to)));
            }
            var nanos = new ArrayList<Long>();
            for (var each : begun) {
                nanos.addAll(each.get());
            }
            return new Rate(
                    connections,
                    nanos.size() / (length.toNanos() / 1e9),
                    Quantiles.of(nanos.stream().mapToDouble(each -> each / 1e6)),
                    Work.now(processes).since(before));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /// @return how long each insert took that began and ended between the two
    private Callable<List<Long>> inserting(long from, long to) {
        return () -> {
            var nanos = new ArrayList<Long>();
            var raw = new byte[RAW];
            var hash = new byte[32];
            new SecureRandom().nextBytes(raw);
            try (Connection connection = owner.connect();
                    var insert = connection.prepareStatement("insert into bench.plain values (?, ?, ?, ?, ?)")) {
                for (var begun = System.nanoTime(); begun < to; begun = System.nanoTime()) {
                    ThreadLocalRandom.current().nextBytes(hash);
                    insert.setObject(1, id());
                    insert.setString(2, "wazuh");
                    insert.setString(3, "manager/" + begun);
                    insert.setBytes(4, hash);
                    insert.setBytes(5, raw);
                    insert.executeUpdate();
                    var ended = System.nanoTime();
                    if (begun >= from && ended <= to) {
                        nanos.add(ended - begun);
                    }
                }
            }
            return nanos;
        };
    }

    /// Ordered by time, as an alert's is.
    private static UUID id() {
        var random = ThreadLocalRandom.current();
        return new UUID(
                System.currentTimeMillis() << 16 | 0x7000 | random.nextInt(1 << 12),
                random.nextLong() >>> 2 | Long.MIN_VALUE);
    }
}
