package dev.cordon.lab.range;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What every request goes through, whichever vendor it is for: the change and its line as one step, then the fault,
/// then the answer.
public final class Stage {
    /// Something a request wants to change.
    public interface Subject {
        /// The vendor's id.
        String id();

        String name();

        /// Where it stands now.
        String state();

        /// Guards its state; a line is written while it is held.
        ReentrantLock lock();
    }

    /// What the vendor decides about one subject.
    ///
    /// @param resource goes into the answer when it went well
    /// @param error goes into the answer when it did not
    public record Result(
            int code, @Nullable Object resource, @Nullable String error) {}

    private final Witness witness;
    private final InstantSource clock;
    private final List<Consumer<Arrival>> listeners = new CopyOnWriteArrayList<>();
    private final LongAdder reads = new LongAdder();
    private final Map<Fault, Integer> faults = new LinkedHashMap<>();
    private volatile boolean faulty;

    Stage(Witness witness, InstantSource clock) {
        this.witness = witness;
        this.clock = clock;
    }

    public InstantSource clock() {
        return clock;
    }

    /// A request that changes nothing: counted, not written down.
    public Reply read(String operation, String id, Supplier<Reply> answer) {
        reads.increment();
        var fault = strike(operation, id, "");
        return fault == null ? answer.get() : fault.spoil(answer.get());
    }

    /// A request that changes something: one line for each subject.
    public Reply change(
            Request request,
            String vendor,
            String operation,
            List<? extends Subject> subjects,
            Function<Subject, Result> effect,
            Function<List<Result>, Reply> answer) {
        var fault = subjects.stream()
                .map(subject -> strike(operation, subject.id(), subject.name()))
                .filter(struck -> struck != null)
                .findFirst()
                .orElse(null);
        var results = new ArrayList<Result>();
        var lines = new ArrayList<CompletableFuture<Arrival>>();
        for (var subject : subjects) {
            subject.lock().lock();
            try {
                var before = subject.state();
                var result = fault == null || fault.lets_the_change_happen()
                        ? effect.apply(subject)
                        : new Result(0, null, null);
                results.add(result);
                lines.add(note(request, vendor, operation, subject, before, result.code(), fault));
            } finally {
                subject.lock().unlock();
            }
        }
        lines.forEach(line -> listeners.forEach(listener -> listener.accept(line.join())));
        lines.forEach(CompletableFuture::join);
        return fault == null ? answer.apply(results) : fault.spoil(answer.apply(results));
    }

    private CompletableFuture<Arrival> note(
            Request request,
            String vendor,
            String operation,
            Subject subject,
            String before,
            int code,
            @Nullable Fault fault) {
        return witness.note(new Arrival(
                0,
                clock.instant(),
                vendor,
                operation,
                subject.id(),
                subject.name(),
                request.header("X-Cordon-Action"),
                before,
                subject.state(),
                code,
                fault == null ? null : fault.kind().value(),
                request.nanos()));
    }

    long reads() {
        return reads.sum();
    }

    void listen(Consumer<Arrival> listener) {
        listeners.add(listener);
    }

    synchronized void arrange(Fault fault) {
        faults.merge(fault, fault.times() == null ? 1 : fault.times(), Integer::sum);
        faulty = true;
    }

    synchronized void forgive() {
        faults.clear();
        faulty = false;
    }

    synchronized Map<Fault, Integer> faults() {
        return Map.copyOf(faults);
    }

    private @Nullable Fault strike(String operation, String id, String name) {
        return faulty ? take(operation, id, name) : null;
    }

    private synchronized @Nullable Fault take(String operation, String id, String name) {
        for (Iterator<Map.Entry<Fault, Integer>> left = faults.entrySet().iterator(); left.hasNext(); ) {
            var entry = left.next();
            if (entry.getKey().covers(operation, id, name)) {
                if (entry.setValue(entry.getValue() - 1) <= 1) {
                    left.remove();
                }
                return entry.getKey();
            }
        }
        return null;
    }
}
