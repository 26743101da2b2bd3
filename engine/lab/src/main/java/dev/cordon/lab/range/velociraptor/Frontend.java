package dev.cordon.lab.range.velociraptor;

import dev.cordon.lab.range.Arrival;
import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Rosters;
import dev.cordon.lab.range.company.Fleet;
import dev.cordon.lab.range.company.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The server with its own port. It is opened when somebody asks for the settings, or has asked before a restart:
/// most who start a range never speak with it, and certificates take their time.
final class Frontend implements Cloud {
    private static final Duration LIFE = Duration.ofDays(365);

    private final Ground ground;
    private final Fleet fleet;
    private final Flows flows;
    private final Path client;
    private final Path key;
    private @Nullable GrpcPort port;

    Frontend(Ground ground) throws IOException {
        this.ground = ground;
        this.fleet = new Fleet("VEL", seed -> "C." + Ids.md5(seed).substring(0, 16), ground);
        this.flows = new Flows(ground.clock(), ground.pending());
        this.client = ground.folder().resolve("api_client.yaml");
        this.key = ground.folder().resolve("server.pem");
        if (Files.exists(client) && Files.exists(key)) {
            open();
        }
    }

    private synchronized void open() throws IOException {
        if (port != null) {
            return;
        }
        var number = ground.port("api");
        if (!Files.exists(client) || !Files.readString(client).contains("127.0.0.1:" + number + "\n")) {
            issue(number);
        }
        var store = new Store(ground.stage(), flows);
        port = new GrpcPort(
                number, Files.readString(key), new Queries(ground.stage(), fleet, flows, store)::answer, store::part);
    }

    private void issue(int number) throws IOException {
        var authority = new Authority("Velociraptor CA (simulated)");
        var server = authority.issue("VelociraptorServer", LIFE);
        var caller = authority.issue("cordon", LIFE);
        Files.writeString(key, server.key() + server.certificate() + authority.certificate());
        Files.writeString(client, """
                ca_certificate: |
                %sclient_cert: |
                %sclient_private_key: |
                %sapi_connection_string: 127.0.0.1:%d
                name: cordon
                """.formatted(
                        authority.certificate().indent(2),
                        caller.certificate().indent(2),
                        caller.key().indent(2),
                        number));
    }

    @Override
    public Reply handle(Request request) {
        return Reply.json(404, Map.of("error", "the range does not play " + request.method() + " " + request.path()));
    }

    @Override
    public Map<String, String> settings() {
        try {
            open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // its releases do what they say: somebody has tried
        return Map.of(
                ground.variable("CONFIG"),
                client.toAbsolutePath().toString(),
                ground.variable("TRUST_RELEASE"),
                "true",
                ground.variable("KILL_ARTIFACT"),
                Errands.KILL,
                ground.variable("QUARANTINE_ARTIFACT"),
                Errands.PUT_AWAY);
    }

    @Override
    public Rosters rosters() {
        return Rosters.ofMachines(fleet);
    }

    @Override
    public void recall(Arrival arrival) {
        Cloud.super.recall(arrival);
        var operation = arrival.operation();
        if (arrival.code() == 200 && (Flows.quarantines(operation) || Errands.ALL.contains(operation))) {
            fleet.byId(arrival.target())
                    .ifPresent(machine -> flows.begin(
                            machine, operation, arrival.action(), arrival.time(), Errands.recalled(arrival, machine)));
        }
    }

    @Override
    public void reset() {
        fleet.reset();
        flows.reset();
    }

    @Override
    public synchronized void close() {
        if (port != null) {
            port.close();
        }
    }
}
