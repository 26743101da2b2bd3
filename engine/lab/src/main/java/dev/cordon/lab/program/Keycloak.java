package dev.cordon.lab.program;

import dev.cordon.lab.distribution.Cache;
import dev.cordon.lab.distribution.Distribution;
import dev.cordon.lab.process.Command;
import dev.cordon.lab.process.Probe;
import dev.cordon.lab.process.Program;
import dev.cordon.lab.setting.Folder;
import dev.cordon.lab.setting.Port;
import dev.cordon.lab.setting.Ports;
import dev.cordon.lab.setting.PrivateFile;
import dev.cordon.lab.setting.Problem;
import dev.cordon.lab.setting.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keycloak with two realms: `cordon`, whose people work with Cordon, and `acme`, which plays the company's own
/// identity provider. It is built once in the cache; each stack has a home of its own made of links to it.
public final class Keycloak implements Program {
    private static final List<String> SHARED = List.of("lib", "conf", "providers", "themes", "version.txt");

    private final Folder folder;
    private final Ports ports;
    private final Secrets secrets;
    private final Cache cache;
    private @Nullable Path built;

    public Keycloak(Folder folder, Ports ports, Secrets secrets, Cache cache) {
        this.folder = folder;
        this.ports = ports;
        this.secrets = secrets;
        this.cache = cache;
    }

    public static String issuer(Ports ports, String realm) {
        return ports.http(Port.KEYCLOAK) + "/realms/" + realm;
    }

    @Override
    public List<Port> ports() {
        return List.of(Port.KEYCLOAK);
    }

    @Override
    public void prepare(Consumer<String> progress) throws IOException, InterruptedException {
        built = Distribution.KEYCLOAK.unpacked(cache, progress, unpacked -> {
            progress.accept("Building Keycloak's configuration (once)");
            build(unpacked);
        });
        Files.createDirectories(home().resolve("data/import"));
        for (var name : SHARED) {
            var link = home().resolve(name);
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, built.resolve(name));
        }
        for (var realm : Realm.ALL) {
            PrivateFile.write(home().resolve("data/import").resolve(realm.name() + "-realm.json"), realm.json(secrets));
        }
    }

    /// What `bin/kc.sh` would run, without the shell in between: a signal reaches the server itself.
    @Override
    public Command command() {
        Objects.requireNonNull(built);
        var line = Jvm.java(
                512,
                256,
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Dkc.home.dir=" + home(),
                "-Djboss.server.config.dir=" + home().resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory=io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Dpicocli.disable.closures=true",
                "-cp",
                home().resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                "start",
                "--optimized",
                "--import-realm",
                "--cache=local",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + ports.of(Port.KEYCLOAK),
                "--hostname=" + ports.http(Port.KEYCLOAK));
        return new Command(
                line,
                Map.of(
                        "KC_BOOTSTRAP_ADMIN_USERNAME",
                        "admin",
                        "KC_BOOTSTRAP_ADMIN_PASSWORD",
                        secrets.of("keycloak.admin")),
                home());
    }

    @Override
    public boolean ready() throws IOException, InterruptedException {
        for (var realm : Realm.ALL) {
            if (!Probe.ok(issuer(ports, realm.name()))) {
                return false;
            }
        }
        return true;
    }

    private void build(Path unpacked) throws IOException, InterruptedException {
        var log = folder.log("keycloak-build");
        var build = new ProcessBuilder(
                        unpacked.resolve("bin/kc.sh").toString(),
                        "build",
                        "--db=dev-file",
                        "--health-enabled=false",
                        "--metrics-enabled=false")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        build.environment().put("JAVA_HOME", Jvm.home());
        if (build.start().waitFor() != 0) {
            throw new Problem("Keycloak could not be built:%n%s".formatted(Files.readString(log)));
        }
    }

    private Path home() {
        return folder.of("keycloak");
    }
}
