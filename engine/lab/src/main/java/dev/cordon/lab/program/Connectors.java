package dev.cordon.lab.program;

import dev.cordon.lab.process.Command;
import dev.cordon.lab.process.Probe;
import dev.cordon.lab.process.Program;
import dev.cordon.lab.setting.ChosenVendors;
import dev.cordon.lab.setting.Folder;
import dev.cordon.lab.setting.Port;
import dev.cordon.lab.setting.Ports;
import dev.cordon.lab.setting.Secrets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Cordon's connectors, pointed at the range and at the company's realm unless the environment names other vendors. The
/// range itself says how its vendors are reached.
public final class Connectors implements Program {
    private final Built built;
    private final Folder folder;
    private final Ports ports;
    private final Secrets secrets;

    public Connectors(Built built, Folder folder, Ports ports, Secrets secrets) {
        this.built = built;
        this.folder = folder;
        this.ports = ports;
        this.secrets = secrets;
    }

    @Override
    public List<Port> ports() {
        return List.of(Port.CONNECTORS);
    }

    @Override
    public void prepare(Consumer<String> progress) {
        built.connectors();
    }

    @Override
    public Command command() throws IOException {
        return new Command(Jvm.java(160, 160, "-jar", built.connectors().toString()), environment(), folder.root());
    }

    @Override
    public boolean ready() throws IOException, InterruptedException {
        return Probe.ok(ports.http(Port.CONNECTORS) + "/q/health/ready");
    }

    private Map<String, String> environment() throws IOException {
        var vendors = new ArrayList<>(folder.vendors().names());
        var all = new HashMap<String, String>();
        if (vendors.remove(ChosenVendors.KEYCLOAK)) {
            all.put("CORDON_VENDOR_KEYCLOAK_URL", ports.http(Port.KEYCLOAK));
            all.put("CORDON_VENDOR_KEYCLOAK_REALM", "acme");
            all.put("CORDON_VENDOR_KEYCLOAK_CLIENT_ID", "cordon-connector");
            all.put("CORDON_VENDOR_KEYCLOAK_CLIENT_SECRET", secrets.of("client.cordon-connector"));
        }
        if (!vendors.isEmpty()) {
            all.putAll(RangeSettings.of(ports.http(Port.RANGE), vendors));
        }
        all.replaceAll((name, ours) -> System.getenv().getOrDefault(name, ours));
        all.put("CORDON_SERVER_URL", ports.http(Port.SERVER));
        all.put("CORDON_WORKER_SECRET", secrets.of("worker"));
        all.put("CORDON_CAMUNDA_GRPC", ports.http(Port.CAMUNDA_GRPC));
        all.put("CORDON_CAMUNDA_REST", ports.http(Port.CAMUNDA_REST));
        all.put("CORDON_CONNECTORS_PORT", Integer.toString(ports.of(Port.CONNECTORS)));
        return all;
    }
}
