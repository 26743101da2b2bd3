package dev.cordon.connectors.vendor.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.cordon.connectors.Settings;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Connector;
import dev.cordon.connectors.capability.FileFetch;
import dev.cordon.connectors.capability.FileQuarantine;
import dev.cordon.connectors.capability.ForensicCollection;
import dev.cordon.connectors.capability.HostIsolation;
import dev.cordon.connectors.capability.HostLookup;
import dev.cordon.connectors.capability.ProcessKill;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import dev.cordon.contract.connector.Finding;
import dev.cordon.contract.connector.Finding.Verdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a real sshd and real network rules: traffic stops, and comes back.
class SshTest {
    private static final Target.Host WEB = host("web-01");

    @TempDir
    static @Nullable Path folder;

    private static @Nullable RealHost there;
    private static @Nullable Connector ssh;

    @BeforeAll
    static void a_host() {
        there = RealHost.start(Objects.requireNonNull(folder));
        ssh = connector(there.knownHosts());
    }

    @AfterAll
    static void gone() {
        if (there != null) {
            there.close();
        }
    }

    @AfterEach
    void free() {
        there().onHost("nft delete table inet cordon_isolation 2>/dev/null; true");
    }

    @Test
    void a_host_is_found_by_every_name_it_has_and_by_no_part_of_one() {
        for (var name : List.of("web-01", "WEB-01", "web-01.acme.example", RealHost.ADDRESS)) {
            assertThat(find(name)).as(name).extracting(Target.Host::id).containsExactly("web-01");
        }
        assertThat(find("web")).isEmpty();
        assertThat(find("twin")).hasSize(2);
    }

    @Test
    void isolation_stops_all_traffic_but_ours_and_a_release_brings_it_back() throws Exception {
        there().onHost("nft add table inet admins_own; nft add chain inet admins_own x");
        var before = there().onHost("nft list table inet admins_own");
        var isolation = able(HostIsolation.class);
        assertThat(there().reachableFromBeside()).isTrue();
        assertThat(there().reachesOut()).isTrue();
        assertThat(isolation.probe(WEB)).isEqualTo(Look.State.FREE);
        var open = there().openConnection();
        var lines = open.inputReader();
        assertThat(lines.readLine()).startsWith("SSH-2.0");

        isolation.apply(WEB, ask());

        assertThat(isolation.probe(WEB)).isEqualTo(Look.State.CONTAINED);
        assertThat(there().reachableFromBeside()).isFalse();
        assertThat(there().reachesOut()).isFalse();
        try (var go = open.outputWriter()) {
            go.write("go\n");
        }
        assertThat(lines.readLine())
                .as("bytes over the connection that was open")
                .isEqualTo("0");
        assertThat(there().onHost("nft list table inet admins_own")).isEqualTo(before);

        isolation.revert(WEB, ask());

        assertThat(isolation.probe(WEB)).isEqualTo(Look.State.FREE);
        assertThat(there().reachableFromBeside()).isTrue();
        assertThat(there().reachesOut()).isTrue();
        assertThat(there().onHost("nft list table inet admins_own")).isEqualTo(before);
        there().onHost("nft delete table inet admins_own");
    }

    @Test
    void isolating_twice_leaves_one_table_and_a_release_of_nothing_is_a_conflict() {
        var isolation = able(HostIsolation.class);
        isolation.apply(WEB, ask());
        isolation.apply(WEB, ask());
        assertThat(isolation.probe(WEB)).isEqualTo(Look.State.CONTAINED);

        isolation.revert(WEB, ask());
        assertThatThrownBy(() -> isolation.revert(WEB, ask())).isInstanceOf(VendorException.Conflict.class);
    }

    @Test
    void a_table_of_ours_that_somebody_opened_is_no_isolation() {
        var isolation = able(HostIsolation.class);
        isolation.apply(WEB, ask());
        there().onHost("nft add chain inet cordon_isolation output '{ policy accept; }'");

        assertThat(isolation.probe(WEB)).isEqualTo(Look.State.FREE);
    }

    @Test
    void an_isolation_that_nobody_confirms_takes_itself_back() {
        able(HostIsolation.class).apply(WEB, ask());
        there().onHost("rm -f /run/cordon-isolation.confirmed");

        var end = Instant.now().plusSeconds(40);
        while (!there().reachableFromBeside()) {
            assertThat(Instant.now()).as("the host is still isolated").isBefore(end);
        }
        assertThat(able(HostIsolation.class).probe(WEB)).isEqualTo(Look.State.FREE);
    }

    @Test
    void a_host_whose_key_is_another_is_not_talked_to() {
        var stranger = connector(there().strangersKnownHosts());

        assertThatThrownBy(
                        () -> stranger.able(HostIsolation.class).orElseThrow().probe(WEB))
                .isInstanceOf(VendorException.Misconfigured.class)
                .hasMessageContaining("known_hosts");
    }

    @Test
    void a_host_whose_key_nobody_wrote_down_is_not_talked_to() {
        var unknown = connector(there().nobodysKnownHosts());

        assertThatThrownBy(() -> unknown.able(HostIsolation.class).orElseThrow().probe(WEB))
                .isInstanceOf(VendorException.Misconfigured.class)
                .hasMessageContaining("known_hosts");
    }

    @Test
    void a_host_that_is_away_is_away_and_the_others_are_not_spared() {
        assertThatThrownBy(() -> able(HostIsolation.class).probe(host("away-01")))
                .isInstanceOfSatisfying(
                        VendorException.Unavailable.class,
                        e -> assertThat(e.vendorWell()).isTrue());
        assertThatThrownBy(() -> able(HostIsolation.class).probe(host("web-01; reboot")))
                .isInstanceOf(VendorException.Refused.class);
    }

    @Test
    void the_preflight_says_which_host_is_ready() {
        assertThat(ssh().preflight().run())
                .extracting(Finding::check, Finding::verdict)
                .contains(
                        tuple("inventory", Verdict.GOOD),
                        tuple("web-01", Verdict.GOOD),
                        tuple("away-01", Verdict.UNKNOWN));
    }

    @Test
    void triage_is_collected_in_the_order_of_volatility() throws IOException {
        var bytes = new ByteArrayOutputStream();

        able(ForensicCollection.class).collecting(WEB).copy("", patient(), bytes);

        var entries = new HashMap<String, String>();
        var names = new ArrayList<String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                entries.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(names).startsWith("01-clock.txt", "02-processes.txt").endsWith("11-hashes.txt", "manifest.json");
        assertThat(entries.get("02-processes.txt")).contains("sshd");
        assertThat(entries.get("05-neighbours-and-routes.txt")).contains("10.231.7");
        assertThat(entries.get("11-hashes.txt")).containsPattern("[0-9a-f]{64}  /proc/");
    }

    @Test
    void a_file_comes_with_the_hash_the_host_computed_whatever_its_name_is() throws IOException {
        there().onHost("printf 'evil' > \"/tmp/it's \\$(id) here\"");
        var file = new Target.HostFile(WEB, "/tmp/it's $(id) here", null, null);
        var bytes = new ByteArrayOutputStream();

        var artifact = able(FileFetch.class).fetching(file).copy("", patient(), bytes);

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("evil");
        assertThat(artifact.sha256()).isEqualTo(sha256("evil"));
        assertThatThrownBy(() -> able(FileFetch.class)
                        .fetching(new Target.HostFile(WEB, "/tmp/none", null, null))
                        .copy("", patient(), bytes))
                .isInstanceOf(VendorException.Refused.class);
        there().onHost("rm -f /tmp/it*here");
    }

    @Test
    void the_process_that_was_seen_is_killed_and_only_that() {
        var pid = Long.parseLong(
                there().onHost("sleep 300 >/dev/null 2>&1 & echo $!").strip());
        var kill = able(ProcessKill.class).killing(new Target.HostProcess(WEB, pid, "sleep"));

        assertThat(kill.look()).isEqualTo(Look.State.FREE);
        var receipt = kill.ask(ask());
        assertThat(kill.look()).isEqualTo(Look.State.CONTAINED);

        // a later process under another start time is not the one that was meant
        var other = Long.parseLong(
                there().onHost("sleep 300 >/dev/null 2>&1 & echo $!").strip());
        var resumed = able(ProcessKill.class).killing(new Target.HostProcess(WEB, other, "sleep"));
        resumed.resume(receipt);
        assertThat(resumed.look()).isEqualTo(Look.State.CONTAINED);
        there().onHost("kill -KILL " + other);
    }

    @Test
    void a_file_is_put_away_where_nobody_can_run_it_unless_it_has_changed() {
        there().onHost(
                        "mkdir -p /tmp/cordon-test && printf 'evil' > /tmp/cordon-test/x && chmod 755 /tmp/cordon-test/x");
        var changed = new Target.HostFile(WEB, "/tmp/cordon-test/x", "ab".repeat(32), null);
        assertThatThrownBy(
                        () -> able(FileQuarantine.class).quarantining(changed).ask(ask("action-7")))
                .isInstanceOf(VendorException.Refused.class);
        var quarantine = able(FileQuarantine.class)
                .quarantining(new Target.HostFile(WEB, "/tmp/cordon-test/x", sha256("evil"), null));

        assertThat(quarantine.look()).isEqualTo(Look.State.FREE);
        assertThat(quarantine.ask(ask("action-8"))).isEqualTo("/var/lib/cordon/quarantine/action-8");
        assertThat(quarantine.look()).isEqualTo(Look.State.CONTAINED);
        assertThat(there().onHost("stat -c '%a %U' /var/lib/cordon/quarantine/action-8")
                        .strip())
                .isEqualTo("400 root");
        there().onHost("rm -rf /var/lib/cordon/quarantine /tmp/cordon-test");
    }

    private static List<Target.Host> find(String name) {
        return able(HostLookup.class).find(name).live();
    }

    private static <C> C able(Class<C> kind) {
        return ssh().able(kind).orElseThrow();
    }

    private static Connector ssh() {
        return Objects.requireNonNull(ssh);
    }

    private static RealHost there() {
        return Objects.requireNonNull(there);
    }

    private static Connector connector(Path knownHosts) {
        return new SshProduct(Settings.of(
                        SshConfig.class,
                        Map.of(
                                "cordon.vendor.ssh.inventory",
                                there().inventory().toString(),
                                "cordon.vendor.ssh.known-hosts",
                                knownHosts.toString(),
                                "cordon.vendor.ssh.key",
                                there().key().toString(),
                                "cordon.vendor.ssh.user",
                                "root",
                                "cordon.vendor.ssh.sudo",
                                "false",
                                "cordon.vendor.ssh.management",
                                "192.0.2.0/24,2001:db8::1")))
                .connectors()
                .getFirst();
    }

    private static Target.Host host(String id) {
        return new Target.Host("ssh", id, id, "server", List.of(), null);
    }

    private static Ask ask() {
        return ask("action-1");
    }

    private static Ask ask(String action) {
        return new Ask(action, System.nanoTime() + Duration.ofSeconds(10).toNanos(), System::nanoTime);
    }

    private static Ask patient() {
        return new Ask("action-1", System.nanoTime() + Duration.ofMinutes(3).toNanos(), System::nanoTime);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
