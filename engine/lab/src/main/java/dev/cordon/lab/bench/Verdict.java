package dev.cordon.lab.bench;

import dev.cordon.lab.bench.Database.Trace;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Whether what was taken was done, each once. A fast answer to an alert that is lost is worth nothing.
///
/// @param refused answered with anything but 202, or not at all: the sender knows, and sends again
/// @param lost taken, and without a completed run whose isolation was seen to be done, or never asked for at the vendor
/// @param doubled asked for more than once at the vendor
record Verdict(long sent, long taken, long refused, long lost, long doubled) {

    static Verdict ofCordon(Flows flows, Map<String, Trace> traces) {
        return of(flows, flow -> {
            var trace = traces.get(flow.name);
            return trace != null && trace.complete() && flow.contains.get() > 0;
        });
    }

    static Verdict ofBare(Flows flows) {
        return of(flows, flow -> flow.contains.get() > 0 && flow.finished != 0);
    }

    private static Verdict of(Flows flows, Predicate<Flow> done) {
        var all = flows.all();
        return new Verdict(
                all.size(),
                all.stream().filter(Flow::taken).count(),
                all.stream().filter(flow -> !flow.taken()).count(),
                all.stream().filter(Flow::taken).filter(done.negate()).count(),
                all.stream().filter(flow -> flow.contains.get() > 1).count());
    }

    boolean good() {
        return lost == 0 && doubled == 0;
    }

    List<Object> cells(String contender) {
        return List.of(contender, sent, taken, refused, lost, doubled);
    }
}
