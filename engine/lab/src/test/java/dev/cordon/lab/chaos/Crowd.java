package dev.cordon.lab.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// Several people doing something at the same moment.
final class Crowd {
    private Crowd() {}

    static <T> List<T> of(int size, Callable<T> deed) throws Exception {
        return all(Stream.generate(() -> deed).limit(size).toList());
    }

    static <T> List<T> all(List<Callable<T>> deeds) throws Exception {
        var start = new CyclicBarrier(deeds.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var begun = new ArrayList<Future<T>>();
            for (var deed : deeds) {
                begun.add(threads.submit(() -> {
                    start.await();
                    return deed.call();
                }));
            }
            var results = new ArrayList<T>();
            for (var each : begun) {
                results.add(each.get());
            }
            return results;
        }
    }
}
