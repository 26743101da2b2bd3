package dev.cordon.lab.range;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.lab.range.company.Fleet;
import dev.cordon.lab.range.company.Ids;
import dev.cordon.lab.range.company.Indicators;
import dev.cordon.lab.range.company.Isolation;
import dev.cordon.lab.range.company.Machine;
import dev.cordon.lab.range.company.People;
import dev.cordon.lab.range.company.Sample;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A vendor's ground and its part of the company, as those who add a vendor use them.
class GroundTest {
    @TempDir
    Path directory;

    private final HandClock clock = new HandClock();

    private Ground ground(String vendor, String secret) throws IOException {
        var config = RangeConfig.of(directory.resolve("witness.ndjson"), secret).pending(Duration.ofSeconds(2));
        var witness = new Witness(config.witness());
        witness.close();
        return new Ground(
                vendor,
                config,
                new Stage(vendor, new Dialect() {}, witness, new Faults(), clock),
                URI.create("http://127.0.0.1:8090"));
    }

    @Test
    void secrets_differ_by_vendor_by_name_and_by_stack_and_are_the_same_again() throws Exception {
        var secret = ground("defender", "one").secret("client");

        assertThat(secret)
                .matches("[0-9a-f]{64}")
                .isEqualTo(ground("defender", "one").secret("client"));
        assertThat(ground("defender", "one").secret("key")).isNotEqualTo(secret);
        assertThat(ground("okta", "one").secret("client")).isNotEqualTo(secret);
        assertThat(ground("defender", "two").secret("client")).isNotEqualTo(secret);
        assertThat(ground("google-workspace", "one").variable("URL")).isEqualTo("CORDON_VENDOR_GOOGLE_WORKSPACE_URL");
    }

    @Test
    void a_port_is_the_same_again_unless_somebody_else_has_taken_it() throws Exception {
        var port = ground("ldap", "one").port("ldap");
        assertThat(ground("ldap", "one").port("ldap")).isEqualTo(port);

        try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(ground("ldap", "one").port("ldap")).isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void a_code_stands_in_front_of_every_machine_and_behind_every_person() throws Exception {
        var fleet = new Fleet("DEF", Ids::sha1, ground("defender", "one"));
        var people = new People("OKTA", Ids::uuid, ground("okta", "one"));

        assertThat(fleet.all()).hasSize(8).allMatch(machine -> machine.name().startsWith("DEF-"));
        assertThat(fleet.byName("def-kiosk-7")).hasSize(2);
        assertThat(fleet.byName("WS-0142")).isEmpty();
        assertThat(fleet.byName("BENCH-1")).isEmpty();
        assertThat(fleet.byName("def-bench-1")).hasSize(1).isEqualTo(fleet.byName("DEF-BENCH-1"));
        assertThat(people.byName("m.keller.okta"))
                .hasSize(1)
                .containsExactlyElementsOf(people.byName("M.Keller.okta@acme.example"));
        assertThat(people.all())
                .hasSize(4)
                .allMatch(person -> person.sessions() == 2 && person.factors().size() == 2);
    }

    @Test
    void a_machine_gives_back_from_one_line_all_that_was_done_on_it() throws Exception {
        var first = machine();
        first.contain();
        clock.forward(Duration.ofSeconds(3));
        assertThat(first.kill(Sample.PID)).isTrue();
        assertThat(first.kill(Sample.PID)).isFalse();
        assertThat(first.quarantine("/tmp/.x/SVCH0ST")).isTrue();
        first.fetched("/var/log/a b,c=d");
        var later = machine();

        later.restore(first.state(), clock.instant());

        assertThat(later.state()).isEqualTo(first.state()).startsWith("isolated ");
        assertThat(later.isolation()).isEqualTo(Isolation.ISOLATED);
        assertThat(later.tasks()).noneMatch(task -> task.pid() == Sample.PID);
        assertThat(later.file("/tmp/.x/svch0st")).isEmpty();
        assertThat(later.fetched()).containsExactly("/var/log/a b,c=d");
        assertThat(later.unquarantine("/tmp/.x/svch0st")).isTrue();
        assertThat(later.file("/tmp/.x/svch0st")).isPresent();
    }

    private Machine machine() throws IOException {
        return new Fleet("DEF", Ids::sha1, ground("defender", "one"))
                .byName("DEF-SRV-DB-01")
                .iterator()
                .next();
    }

    @Test
    void a_person_gives_back_from_one_line_all_that_was_done_to_the_account() throws Exception {
        var ground = ground("okta", "one");
        var first = new People("OKTA", Ids::uuid, ground)
                .byName("m.keller.okta")
                .iterator()
                .next();
        assertThat(first.enable(false)).isTrue();
        assertThat(first.enable(false)).isFalse();
        assertThat(first.revokeSessions()).isEqualTo(2);
        first.changePassword(true);
        first.removeFactor(first.factors().getFirst().id());
        first.attribute("status", "SUSPENDED by cordon");
        var later = new People("OKTA", Ids::uuid, ground)
                .byName("m.keller.okta")
                .iterator()
                .next();

        later.restore(first.state(), Instant.EPOCH);

        assertThat(later.shown()).isEqualTo(first.shown());
        assertThat(later.attribute("status")).isEqualTo("SUSPENDED by cordon");
        assertThat(later.factors()).hasSize(1);
        assertThat(later.passwordChangedAt()).isEqualTo(clock.instant());
    }

    @Test
    void what_is_blocked_is_found_by_its_value_in_any_case_and_by_its_entry() throws Exception {
        var indicators = new Indicators(Ids.digits(12), ground("sentinelone", "one"));
        var hash = Sample.file(Machine.Platform.WINDOWS).sha256();
        assertThat(indicators.of(hash).block(Map.of("action", "block"))).isTrue();
        assertThat(indicators.of(hash.toUpperCase(java.util.Locale.ROOT)).block(Map.of()))
                .isFalse();

        var entry = indicators.of(hash).entryId();
        assertThat(entry).matches("[1-9][0-9]{11}");
        assertThat(indicators.byEntryId(entry)).isPresent();
        assertThat(indicators.of(hash).unblock()).isTrue();
        assertThat(indicators.byEntryId(entry)).isEmpty();
    }
}
