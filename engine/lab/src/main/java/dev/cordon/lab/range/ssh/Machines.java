package dev.cordon.lab.range.ssh;

import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Rosters;
import dev.cordon.lab.range.company.Fleet;
import dev.cordon.lab.range.company.Machine;
import dev.cordon.lab.range.company.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.KeySetPublickeyAuthenticator;

/// One SSH server for each machine, and the files that a connector needs to find them and be let in.
final class Machines implements Cloud {
    private static final String CODE = "SSH";

    private final Ground ground;
    private final Fleet fleet;
    private final Path folder;
    private final List<SshServer> servers = new ArrayList<>();

    Machines(Ground ground) throws IOException {
        this.ground = ground;
        this.folder = ground.folder();
        this.fleet =
                new Fleet(CODE, onLinux(), seed -> seed.toLowerCase(Locale.ROOT).replace(' ', '-'), ground);
        var keys = new Keys(folder);
        var inventory = new ArrayList<Map<String, Object>>();
        var knownHosts = new ArrayList<String>();
        for (var kept : fleet.all()) {
            if (kept.lastSeen().isBefore(ground.clock().instant().minusSeconds(86_400))) {
                // a machine that was taken away is in nobody's inventory
                continue;
            }
            var server = serving(kept, keys);
            inventory.add(listed(kept, server.getPort()));
            knownHosts.add("[127.0.0.1]:%d %s".formatted(server.getPort(), keys.hostLine()));
        }
        Files.write(folder.resolve("hosts.json"), Reply.JSON.writeValueAsBytes(inventory));
        Files.write(folder.resolve("known_hosts"), knownHosts);
    }

    private static List<Seed> onLinux() {
        return Seed.company(CODE).stream()
                .map(seed -> seed.on(Machine.Platform.LINUX))
                .toList();
    }

    private SshServer serving(Machine machine, Keys keys) throws IOException {
        var server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(ground.port(machine.id()));
        server.setKeyPairProvider(KeyPairProvider.wrap(keys.host()));
        server.setPublickeyAuthenticator(new KeySetPublickeyAuthenticator(
                "the connector", List.of(keys.user().getPublic())));
        server.setCommandFactory((channel, command) -> new Script(ground.stage(), machine, command));
        server.start();
        servers.add(server);
        return server;
    }

    private static Map<String, Object> listed(Machine machine, int port) {
        var entry = new LinkedHashMap<String, Object>();
        entry.put("id", machine.id());
        entry.put("name", machine.name());
        entry.put("fqdn", machine.name().toLowerCase(Locale.ROOT) + ".acme.example");
        entry.put("address", "127.0.0.1");
        entry.put("port", port);
        entry.put("role", machine.role().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        return entry;
    }

    @Override
    public Reply handle(Request request) {
        return Reply.json(404, Map.of("error", "these machines speak SSH"));
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                ground.variable("INVENTORY"), folder.resolve("hosts.json").toString(),
                ground.variable("KNOWN_HOSTS"), folder.resolve("known_hosts").toString(),
                ground.variable("KEY"), folder.resolve("user-key").toString(),
                ground.variable("USER"), "cordon");
    }

    @Override
    public Rosters rosters() {
        return Rosters.ofMachines(fleet);
    }

    @Override
    public void close() throws IOException {
        for (var server : servers) {
            server.stop(true);
        }
    }
}
