package dev.cordon.lab.range;

import dev.cordon.lab.range.crowdstrike.Falcon;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The vendors' clouds of the local stack and of the tests. Simulated, and says so: no real machine is touched.
public final class Range implements AutoCloseable {
    private static final String FACE = """
            <!doctype html><html lang="en"><title>Cordon range (simulated)</title>
            <h1>Cordon range: a simulation</h1>
            <p>This is not CrowdStrike Falcon and not made by CrowdStrike. It answers like its API so that playbooks can be
            tried without touching a real machine. Nothing here exists: no host, no sensor, no containment.</p>
            <ul><li><a href="/_range/hosts">hosts</a></li><li><a href="/_range/witness">witness: every request that changed
            something</a></li><li><a href="/_range/faults">faults</a></li></ul>
            <p>Peculiarities played on purpose: WS-0177 shows its status with a capital letter; KIOSK-7 exists twice;
            LAPTOP-OLD has a stale twin; files collected here carry a 7z signature followed by the plain content whose
            SHA-256 is listed, they are no archives.</p></html>
            """;

    private final Witness witness;
    private final Stage stage;
    private final Falcon falcon;
    private final Control control;
    private final HttpPort port;

    private Range(RangeConfig config, InstantSource clock) throws IOException {
        witness = new Witness(config.witness());
        stage = new Stage(witness, clock);
        falcon = new Falcon(stage, config.clientId(), config.clientSecret(), config.tokenLife(), config.pending());
        witness.arrivals(arrival -> true).forEach(falcon::recall);
        control = new Control(witness, stage, falcon);
        port = new HttpPort(config.port(), this::handle);
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

    public URI url() {
        return URI.create("http://127.0.0.1:" + port.number());
    }

    /// Called for every line, once it is on the disk and before its request is answered.
    public void onArrival(Consumer<Arrival> listener) {
        stage.listen(listener);
    }

    /// Everything the witness has, from former processes too.
    public List<Arrival> arrivals() {
        return witness.arrivals(arrival -> true);
    }

    public void arrange(Fault fault) {
        stage.arrange(fault);
    }

    private Reply handle(Request request) {
        return answered(request).with("Server", "Cordon-Range (simulated)");
    }

    /// A mistake of the range's own must be seen, and must not look like one of the faults it plays.
    private Reply answered(Request request) {
        try {
            return answer(request);
        } catch (RuntimeException e) {
            return Reply.json(500, Map.of("error", "the range itself failed: " + e));
        }
    }

    private Reply answer(Request request) {
        if (request.path().equals("/")) {
            return Reply.text(200, "text/html; charset=utf-8", FACE);
        }
        return request.path().startsWith("/_range/") ? control.handle(request) : falcon.handle(request);
    }

    @Override
    public void close() throws IOException {
        port.close();
        witness.close();
    }
}
