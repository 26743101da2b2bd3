package dev.cordon.lab.range;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/// The vendors' clouds of the local stack and of the tests. Simulated, and says so: no real machine is touched.
public final class Range implements AutoCloseable {
    private final Witness witness;
    private final Faults faults = new Faults();
    private final HttpPort port;
    private final Vendors vendors;
    private final Control control;
    private final InstantSource clock;
    private volatile HttpDate date = new HttpDate(Long.MIN_VALUE, "");

    private Range(RangeConfig config, InstantSource clock) throws IOException {
        this.clock = clock;
        witness = new Witness(config.witness());
        // The port comes first because vendors want to know it; who asks early waits until they are open.
        var open = new CompletableFuture<Function<Request, Reply>>();
        port = new HttpPort(config.port(), request -> open.join().apply(request));
        try {
            vendors = new Vendors(config, url(), vendor -> new Stage(vendor.name(), vendor, witness, faults, clock));
        } catch (IOException | RuntimeException e) {
            port.close();
            witness.close();
            throw e;
        }
        witness.arrivals(arrival -> true).forEach(vendors::recall);
        var own = new Stage(Arrival.RANGE, new Dialect() {}, witness, faults, clock);
        control = new Control(witness, faults, own, vendors);
        open.complete(this::handle);
    }

    public static Range start(RangeConfig config) throws IOException {
        return start(config, InstantSource.system());
    }

    static Range start(RangeConfig config, InstantSource clock) throws IOException {
        return new Range(config, clock);
    }

    public static void main(String[] arguments) throws IOException {
        var range = start(RangeConfig.from(System.getenv()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                range.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }));
    }

    /// The vendors it can play.
    public static Set<String> vendors() {
        return Vendors.names();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port.number());
    }

    /// What the connectors' environment must say to use these vendors.
    ///
    /// @throws IllegalArgumentException if one of them is not played
    public Map<String, String> settings(List<String> names) {
        return control.settings(names);
    }

    /// Called for every line, once it is on the disk and before its request is answered.
    public void onArrival(Consumer<Arrival> listener) {
        witness.listen(listener);
    }

    /// Everything the witness has, from former processes too.
    public List<Arrival> arrivals() {
        return witness.arrivals(arrival -> true);
    }

    public void arrange(Fault fault) {
        faults.arrange(fault);
    }

    private Reply handle(Request request) {
        return answered(request).with("Server", "Cordon-Range (simulated)").with("Date", date());
    }

    /// Made once a second: a benchmark asks thousands of times in one.
    private String date() {
        var now = clock.instant().getEpochSecond();
        var known = date;
        if (known.second() != now) {
            known = new HttpDate(
                    now,
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(
                            Instant.ofEpochSecond(now).atOffset(ZoneOffset.UTC)));
            date = known;
        }
        return known.text();
    }

    private record HttpDate(long second, String text) {}

    /// A mistake of the range's own must be seen, and must not look like one of the faults it plays.
    private Reply answered(Request request) {
        try {
            return answer(request);
        } catch (RuntimeException e) {
            return Reply.json(500, Map.of("error", "the range itself failed: " + e));
        }
    }

    private Reply answer(Request request) {
        var path = request.path();
        if (path.equals("/")) {
            return Face.of(vendors);
        }
        var end = path.indexOf('/', 1);
        var first = end < 0 ? "" : path.substring(1, end);
        if (first.equals("_range")) {
            return control.handle(request);
        }
        var played = vendors.named(first);
        return played == null
                ? Reply.json(404, Map.of("error", "the range plays no vendor at " + path))
                : played.cloud().handle(request.below(end));
    }

    @Override
    public void close() throws IOException {
        port.close();
        vendors.close();
        witness.close();
    }
}
