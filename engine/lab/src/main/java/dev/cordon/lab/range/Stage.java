package dev.cordon.lab.range;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What every request to one vendor goes through: the change and its line as one step, then the fault, then the answer.
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

    private final String vendor;
    private final Dialect dialect;
    private final Witness witness;
    private final Faults faults;
    private final InstantSource clock;
    private final LongAdder reads = new LongAdder();

    Stage(String vendor, Dialect dialect, Witness witness, Faults faults, InstantSource clock) {
        this.vendor = vendor;
        this.dialect = dialect;
        this.witness = witness;
        this.faults = faults;
        this.clock = clock;
    }

    public InstantSource clock() {
        return clock;
    }

    /// A request that changes nothing: counted, not written down.
    public Reply read(String operation, String id, Supplier<Reply> answer) {
        reads.increment();
        var fault = faults.strike(vendor, operation, id, "");
        return fault == null ? answer.get() : fault.spoil(answer.get(), dialect);
    }

    /// A request that changes something about one subject. The effect runs while the subject is locked.
    public <S extends Subject> Reply change(Request request, String operation, S subject, Function<S, Reply> effect) {
        return change(
                request,
                operation,
                List.of(subject),
                same -> {
                    var reply = effect.apply(subject);
                    return new Result(reply.status(), reply, null);
                },
                results -> results.getFirst().resource() instanceof Reply reply ? reply : Reply.none(204));
    }

    /// A request that changes something: one line for each subject.
    public Reply change(
            Request request,
            String operation,
            List<? extends Subject> subjects,
            Function<Subject, Result> effect,
            Function<List<Result>, Reply> answer) {
        var fault = subjects.stream()
                .map(subject -> faults.strike(vendor, operation, subject.id(), subject.name()))
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
                lines.add(note(request, operation, subject, before, result.code(), fault));
            } finally {
                subject.lock().unlock();
            }
        }
        lines.forEach(witness::tell);
        return fault == null ? answer.apply(results) : fault.spoil(answer.apply(results), dialect);
    }

    private CompletableFuture<Arrival> note(
            Request request, String operation, Subject subject, String before, int code, @Nullable Fault fault) {
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
}
