package dev.cordon.lab.bench;

import dev.cordon.lab.PartName;
import dev.cordon.lab.Stack;
import dev.cordon.lab.process.Part;
import dev.cordon.lab.program.VendorRange;
import dev.cordon.lab.range.Range;
import dev.cordon.lab.range.RangeConfig;
import dev.cordon.lab.setting.Port;
import dev.cordon.lab.setting.Ports;
import dev.cordon.lab.setting.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Both contenders, up: the real stack, with the range in this process instead of one of its own, and the bare adapter
/// on the same broker. Ports nobody uses, so that it stands beside a stack that is up.
final class Rig implements AutoCloseable {
    private static final Source SOURCE = Source.ofTheLab().stream()
            .filter(source -> source.name().equals("wazuh"))
            .findFirst()
            .orElseThrow();

    private final Stack stack;
    private final Thread hook = new Thread(this::stop);
    private final Contender cordon;
    private final Contender bare;
    private final PlainVendor vendor;
    private final Part adapter;
    private @Nullable Range range;

    Rig(Path folder, Consumer<String> tell) throws IOException {
        var ports = Ports.free();
        stack = new Stack(folder, ports, EnumSet.complementOf(EnumSet.of(PartName.RANGE)), tell);
        var run = Long.toString(System.currentTimeMillis(), 36).toUpperCase(Locale.ROOT);
        cordon = new Contender(
                "cordon",
                URI.create(ports.http(Port.SERVER) + "/hooks/" + SOURCE.name()),
                "Bearer " + SOURCE.secret(stack.secrets()),
                BenchAlert::wazuh,
                new Flows("BENCH-" + run + "-"));
        var port = Ports.free().of(Port.SERVER);
        bare = new Contender(
                "bare adapter",
                URI.create("http://127.0.0.1:%d/alert".formatted(port)),
                "",
                BenchAlert::plain,
                new Flows("BARE-" + run + "-"));
        vendor = new PlainVendor(bare.flows());
        adapter = new Part(
                "bare-adapter",
                new BareProgram(
                        port,
                        ports.http(Port.CAMUNDA_GRPC),
                        vendor.url().toString(),
                        stack.folder().root()),
                ports,
                stack.folder().log("bare-adapter"));
    }

    /// @param pending how long the simulated vendor takes to contain
    Rig up(Duration pending) throws IOException {
        Runtime.getRuntime().addShutdownHook(hook);
        var config = RangeConfig.of(
                        stack.folder().of("witness.ndjson"), stack.secrets().of(VendorRange.SECRET))
                .port(stack.ports().of(Port.RANGE))
                .pending(pending);
        range = Range.start(config);
        range.onArrival(arrival -> {
            if (arrival.operation().equals("contain")) {
                cordon.flows().contained(arrival.host(), arrival.nanos());
            }
        });
        stack.up();
        adapter.start();
        return this;
    }

    Contender cordon() {
        return cordon;
    }

    Contender bare() {
        return bare;
    }

    Stack stack() {
        return stack;
    }

    Range range() {
        if (range == null) {
            throw new IllegalStateException("not up");
        }
        return range;
    }

    /// By name, this process and the bare adapter among them.
    Map<String, Long> processes() {
        var pids = new LinkedHashMap<String, Long>();
        stack.parts().forEach(part -> pids.put(part.name(), part.running().pid()));
        pids.put(adapter.name(), adapter.running().pid());
        pids.put("benchmark", ProcessHandle.current().pid());
        return pids;
    }

    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It is the hook's turn already.
        }
    }

    private void stop() {
        adapter.stop();
        stack.close();
        try {
            vendor.close();
            if (range != null) {
                range.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
