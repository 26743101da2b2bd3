package dev.cordon.lab.program;

import dev.cordon.lab.distribution.Cache;
import dev.cordon.lab.distribution.Distribution;
import dev.cordon.lab.process.Command;
import dev.cordon.lab.process.Probe;
import dev.cordon.lab.process.Program;
import dev.cordon.lab.setting.Folder;
import dev.cordon.lab.setting.Port;
import dev.cordon.lab.setting.Ports;
import dev.cordon.lab.setting.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One Camunda broker with its gateway, on loopback only, with the recorder in it when there is a server to record to.
public final class Camunda implements Program {
    private final Folder folder;
    private final Ports ports;
    private final Secrets secrets;
    private final Cache cache;
    private final Optional<Path> recorder;
    private @Nullable Path home;

    public Camunda(Folder folder, Ports ports, Secrets secrets, Cache cache, Optional<Path> recorder) {
        this.folder = folder;
        this.ports = ports;
        this.secrets = secrets;
        this.cache = cache;
        this.recorder = recorder;
    }

    @Override
    public List<Port> ports() {
        return List.of(
                Port.CAMUNDA_GRPC,
                Port.CAMUNDA_REST,
                Port.CAMUNDA_MANAGEMENT,
                Port.CAMUNDA_COMMAND,
                Port.CAMUNDA_INTERNAL);
    }

    @Override
    public void prepare(Consumer<String> progress) throws IOException, InterruptedException {
        home = Distribution.CAMUNDA.unpacked(cache, progress, unpacked -> {});
        Files.createDirectories(data());
    }

    /// What `bin/broker` would run, without the shell in between: a signal reaches the broker itself.
    @Override
    public Command command() {
        var unpacked = Objects.requireNonNull(home);
        var line = Jvm.java(
                512,
                256,
                "-Dfile.encoding=UTF-8",
                "-Dapp.name=broker",
                "-Dapp.home=" + data(),
                "-Dbasedir=" + unpacked,
                "-cp",
                unpacked.resolve("config") + ":" + unpacked.resolve("lib") + "/*",
                "io.camunda.application.StandaloneBroker");
        return new Command(line, environment(), data());
    }

    @Override
    public boolean ready() throws IOException, InterruptedException {
        return Probe.ok(ports.http(Port.CAMUNDA_MANAGEMENT) + "/actuator/health/readiness");
    }

    private Map<String, String> environment() {
        var loopback = "127.0.0.1";
        var all = new HashMap<String, String>();
        all.put("ZEEBE_BROKER_DATA_DIRECTORY", data().resolve("data").toString());
        all.put("ZEEBE_BROKER_NETWORK_HOST", loopback);
        all.put("ZEEBE_BROKER_NETWORK_COMMANDAPI_PORT", port(Port.CAMUNDA_COMMAND));
        all.put("ZEEBE_BROKER_NETWORK_INTERNALAPI_PORT", port(Port.CAMUNDA_INTERNAL));
        all.put("ZEEBE_BROKER_CLUSTER_INITIALCONTACTPOINTS", loopback + ":" + port(Port.CAMUNDA_INTERNAL));
        all.put("ZEEBE_BROKER_GATEWAY_NETWORK_HOST", loopback);
        all.put("ZEEBE_BROKER_GATEWAY_NETWORK_PORT", port(Port.CAMUNDA_GRPC));
        all.put("SERVER_ADDRESS", loopback);
        all.put("SERVER_PORT", port(Port.CAMUNDA_REST));
        all.put("MANAGEMENT_SERVER_ADDRESS", loopback);
        all.put("MANAGEMENT_SERVER_PORT", port(Port.CAMUNDA_MANAGEMENT));
        recorder.ifPresent(jar -> {
            all.put("ZEEBE_BROKER_EXPORTERS_CORDON_CLASSNAME", "dev.cordon.recorder.Recorder");
            all.put("ZEEBE_BROKER_EXPORTERS_CORDON_JARPATH", jar.toString());
            all.put("ZEEBE_BROKER_EXPORTERS_CORDON_ARGS_URL", ports.http(Port.SERVER));
            all.put("ZEEBE_BROKER_EXPORTERS_CORDON_ARGS_SECRET", secrets.of("recorder"));
        });
        return all;
    }

    private String port(Port port) {
        return Integer.toString(ports.of(port));
    }

    private Path data() {
        return folder.of("camunda");
    }
}
