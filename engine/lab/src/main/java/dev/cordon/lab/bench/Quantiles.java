package dev.cordon.lab.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/// Of milliseconds, by nearest rank: a value that was measured, never one in between.
public record Quantiles(int count, double p50, double p95, double p99, double max) {

    public static Quantiles of(DoubleStream millis) {
        var sorted = millis.sorted().toArray();
        return sorted.length == 0
                ? new Quantiles(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN)
                : new Quantiles(
                        sorted.length,
                        at(sorted, 0.50),
                        at(sorted, 0.95),
                        at(sorted, 0.99),
                        Arrays.stream(sorted).max().orElseThrow());
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    public List<Object> cells() {
        return List.of(count, p50, p95, p99, max);
    }
}
