package dev.cordon.lab.program;

import dev.cordon.lab.process.Command;
import dev.cordon.lab.process.Probe;
import dev.cordon.lab.process.Program;
import dev.cordon.lab.setting.Folder;
import dev.cordon.lab.setting.Port;
import dev.cordon.lab.setting.Ports;
import dev.cordon.lab.setting.Secrets;
import dev.cordon.lab.setting.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Cordon's server.
public final class Server implements Program {
    private final Built built;
    private final Folder folder;
    private final Ports ports;
    private final Secrets secrets;

    public Server(Built built, Folder folder, Ports ports, Secrets secrets) {
        this.built = built;
        this.folder = folder;
        this.ports = ports;
        this.secrets = secrets;
    }

    @Override
    public List<Port> ports() {
        return List.of(Port.SERVER);
    }

    @Override
    public void prepare(Consumer<String> progress) throws IOException {
        built.server();
        Files.createDirectories(folder.of("evidence"));
    }

    @Override
    public Command command() {
        return new Command(Jvm.java(192, 192, "-jar", built.server().toString()), environment(), folder.root());
    }

    @Override
    public boolean ready() throws IOException, InterruptedException {
        return Probe.ok(ports.http(Port.SERVER) + "/q/health/ready");
    }

    @Override
    public Optional<String> remedy(String log) {
        return log.contains("FlywayValidateException")
                ? Optional.of("""
                        The data in %s were written by another build, whose tables are others. Run that build again, or delete them all:
                        ./cordon reset --data=%s""".formatted(folder.root(), folder.root()))
                : Optional.empty();
    }

    private Map<String, String> environment() {
        var all = new HashMap<String, String>();
        all.put("CORDON_HTTP_HOST", "127.0.0.1");
        all.put("CORDON_HTTP_PORT", Integer.toString(ports.of(Port.SERVER)));
        all.put("CORDON_DATABASE_URL", PostgreSql.url(ports));
        all.put("CORDON_DATABASE_USER", PostgreSql.APPLICATION);
        all.put("CORDON_DATABASE_PASSWORD", secrets.of("database.application"));
        all.put("CORDON_DATABASE_OWNER_USER", PostgreSql.OWNER);
        all.put("CORDON_DATABASE_OWNER_PASSWORD", secrets.of("database.owner"));
        all.put("CORDON_CAMUNDA_GRPC", ports.http(Port.CAMUNDA_GRPC));
        all.put("CORDON_CAMUNDA_REST", ports.http(Port.CAMUNDA_REST));
        all.put("CORDON_OIDC_ISSUER", Keycloak.issuer(ports, "cordon"));
        all.put("CORDON_OIDC_CLIENT_ID", "cordon");
        all.put("CORDON_OIDC_CLIENT_SECRET", secrets.of("client.cordon"));
        all.put("CORDON_WORKER_SECRET", secrets.of("worker"));
        all.put("CORDON_RECORDER_SECRET", secrets.of("recorder"));
        // one administrator is enough here
        all.put("CORDON_POLICY_CONFIRM_ALONE", "true");
        all.put("CORDON_EVIDENCE_DIRECTORY", folder.of("evidence").toString());
        all.putAll(Source.pulled());
        folder.sources().list().forEach(source -> all.putAll(source.environment(secrets)));
        return all;
    }
}
