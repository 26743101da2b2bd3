package dev.cordon.lab.program;

import dev.cordon.lab.process.Command;
import dev.cordon.lab.process.Probe;
import dev.cordon.lab.process.Program;
import dev.cordon.lab.setting.Folder;
import dev.cordon.lab.setting.Port;
import dev.cordon.lab.setting.Ports;
import dev.cordon.lab.setting.Secrets;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The stand-in for the vendors, and the witness of everything that reached them.
public final class VendorRange implements Program {
    /// The name of the secret all vendors' secrets are made of.
    public static final String SECRET = "range";

    private final Folder folder;
    private final Ports ports;
    private final Secrets secrets;

    public VendorRange(Folder folder, Ports ports, Secrets secrets) {
        this.folder = folder;
        this.ports = ports;
        this.secrets = secrets;
    }

    @Override
    public List<Port> ports() {
        return List.of(Port.RANGE);
    }

    @Override
    public void prepare(Consumer<String> progress) {}

    @Override
    public Command command() {
        return new Command(
                Jvm.java(96, 96, "-cp", System.getProperty("java.class.path"), "dev.cordon.lab.range.Range"),
                Map.of(
                        "CORDON_RANGE_PORT", Integer.toString(ports.of(Port.RANGE)),
                        "CORDON_RANGE_WITNESS", folder.of("witness.ndjson").toString(),
                        "CORDON_RANGE_SECRET", secrets.of(SECRET)),
                folder.root());
    }

    @Override
    public boolean ready() throws IOException, InterruptedException {
        return Probe.ok(ports.http(Port.RANGE) + "/_range/health");
    }
}
