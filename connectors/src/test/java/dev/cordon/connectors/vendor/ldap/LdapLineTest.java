package dev.cordon.connectors.vendor.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import dev.cordon.connectors.Certificate;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Target;
import dev.cordon.contract.connector.Finding;
import dev.cordon.contract.connector.Finding.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What `VendorContract` says of the others, said over LDAP: nothing changes twice, nothing unreadable is a
/// yes or a no, and nothing is said without TLS.
class LdapLineTest {
    private static final String GUID = "00112233-4455-6677-8899-aabbccddeeff";
    private static final Target.Account ACCOUNT = new Target.Account("ldap", GUID, "m.keller", null);

    @TempDir
    private static Path folder;

    private static Certificate certificate;
    private static Certificate another;

    private PlayedDirectory played;

    @BeforeAll
    static void certificates() throws Exception {
        certificate = Certificate.of("localhost", folder);
        another = Certificate.of("dc2.acme.example", folder);
    }

    @BeforeEach
    void a_domain() throws Exception {
        played = with(certificate, true);
    }

    @AfterEach
    void stop() {
        played.close();
    }

    @ParameterizedTest
    @CsvSource({
        "8, Misconfigured",
        "10, Misconfigured",
        "16, Conflict",
        "19, Refused",
        "32, Refused",
        "49, Misconfigured",
        "50, Misconfigured",
        "51, Unavailable",
        "52, Unavailable",
        "53, Refused",
        "80, Unavailable",
        "4711, Unavailable"
    })
    void a_no_is_sorted_by_the_next_step_and_the_change_is_not_repeated(int code, String kind) {
        played.beforeModify = () -> {
            throw new LDAPException(ResultCode.valueOf(code), "canary 0000052D");
        };
        var effect = effectWith(Map.of());

        assertThatThrownBy(() -> effect.ask(ask()))
                .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(kind))
                .hasMessageContaining("(" + code + ")")
                .hasMessageNotContainingAny("canary", "password");
        assertThat(played.modifies).hasSize(1);
    }

    @Test
    void a_read_of_an_unwell_directory_is_repeated_a_few_times_and_then_unavailable() {
        var effect = effectWith(Map.of());
        effect.look();
        played.searches.set(0);
        played.beforeSearch = () -> {
            throw new LDAPException(ResultCode.BUSY);
        };

        assertThatThrownBy(effect::look).isInstanceOf(VendorException.Unavailable.class);
        assertThat(played.searches).hasValue(3);
    }

    @Test
    void a_slow_change_ends_in_time_and_is_not_repeated() {
        var effect = effectWith(Map.of());
        played.beforeModify = () -> LockSupport.parkNanos(Duration.ofSeconds(7).toNanos());
        var start = System.nanoTime();

        assertThatThrownBy(() -> effect.ask(ask())).isInstanceOf(VendorException.Unavailable.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
        assertThat(played.modifies).hasSize(1);
    }

    @Test
    void a_connection_that_breaks_leaves_a_change_unknown_and_unrepeated() {
        var effect = effectWith(Map.of());
        played.beforeModify = played::hangUp;

        assertThatThrownBy(() -> effect.ask(ask())).isInstanceOf(VendorException.Unavailable.class);
        assertThat(played.modifies).hasSize(1);
    }

    @Test
    void nothing_is_sent_when_the_ask_has_run_out() {
        var effect = effectWith(Map.of());

        assertThatThrownBy(() -> effect.ask(new Ask("action-1", System.nanoTime() - 1, System::nanoTime)))
                .isInstanceOf(VendorException.Unavailable.class)
                .hasMessageContaining("too late");
        assertThat(played.modifies).isEmpty();
    }

    @Test
    void connections_are_few_and_one_that_died_is_replaced() {
        var effect = effectWith(Map.of());
        effect.look();
        effect.look();
        assertThat(played.binds).hasValue(1);

        played.hangUp();

        assertThat(effect.look()).isNotNull();
        assertThat(played.binds).hasValue(2);
    }

    @Test
    void a_directory_that_is_away_is_unavailable() {
        var effect = effectWith(Map.of());
        played.stopListening();

        assertThatThrownBy(effect::look).isInstanceOf(VendorException.Unavailable.class);
    }

    @Test
    void a_server_that_takes_the_connection_and_says_nothing_does_not_hold_us() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var effect =
                    effectWith(Map.of("url", "ldaps://localhost:" + silent.getLocalPort() + "," + played.address()));
            var start = System.nanoTime();

            assertThat(effect.look()).isNotNull();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        }
    }

    /// It agrees to StartTLS, and that is all it ever says.
    @Test
    void a_server_that_falls_silent_before_tls_does_not_hold_us() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> agreeAndFallSilent(silent));
            var effect =
                    effectWith(Map.of("url", "ldap://localhost:" + silent.getLocalPort() + "," + played.address()));
            var start = System.nanoTime();

            assertThat(effect.look()).isNotNull();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void a_certificate_of_somebody_else_is_not_trusted_and_nothing_is_said() {
        var settings = played.settings(another, Map.of());

        assertThatThrownBy(() -> effect(settings).look())
                .isInstanceOf(VendorException.Unavailable.class)
                .hasMessageContaining("not trusted");
        assertThat(played.binds).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_certificate_for_another_name_is_not_trusted_and_nothing_is_said(boolean secure) throws Exception {
        try (var elsewhere = with(another, secure)) {
            assertThatThrownBy(
                            () -> effect(elsewhere.settings(another, Map.of())).look())
                    .isInstanceOf(VendorException.Unavailable.class)
                    .hasMessageContaining("another name");
            assertThat(elsewhere.binds).hasValue(0);
        }
    }

    @Test
    void without_ldaps_everything_begins_with_starttls() throws Exception {
        try (var upgraded = with(certificate, false)) {
            var effect = effect(upgraded.settings(certificate, Map.of()));

            assertThat(effect.ask(ask())).contains("userAccountControl");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bind-password, wrong",
        "bind-password, ''",
        "bind-dn, ''",
        "url, http://localhost:1",
        "url, ldaps://localhost:3269",
        "ca, /nowhere.pem"
    })
    void settings_that_cannot_work_need_a_person(String name, String value) {
        var settings = played.settings(certificate, Map.of(name, value));

        assertThatThrownBy(() -> effect(settings).look()).isInstanceOf(VendorException.Misconfigured.class);
    }

    @Test
    void the_preflight_tells_what_it_saw_of_each_server() {
        var findings = findings(Map.of("url", played.address() + ",ldaps://localhost:1"));

        assertThat(findings)
                .containsEntry("credentials", Verdict.GOOD)
                .containsEntry("clock", Verdict.BAD)
                .containsEntry("reachable", Verdict.BAD)
                .containsEntry("read accounts", Verdict.GOOD)
                .containsEntry("Write userAccountControl", Verdict.UNKNOWN);
        assertThat(findings(Map.of("bind-password", "wrong"))).isEqualTo(Map.of("credentials", Verdict.BAD));
        assertThat(findings(Map.of("ca", another.certificate().toString())))
                .isEqualTo(Map.of("certificate", Verdict.BAD));
    }

    private static void agreeAndFallSilent(ServerSocket silent) {
        try (var socket = silent.accept()) {
            socket.getInputStream().readNBytes(31);
            socket.getOutputStream().write(HexFormat.of().parseHex("300c02010178070a010004000400"));
            while (socket.getInputStream().read() >= 0) {
                // what it is told, it keeps to itself
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private Map<String, Verdict> findings(Map<String, String> more) {
        var verdicts = new java.util.TreeMap<String, Verdict>();
        for (Finding finding : new LdapPreflight(PlayedDirectory.connected(played.settings(certificate, more))).run()) {
            assertThat(finding.detail()).doesNotContain(PlayedDirectory.PASSWORD);
            verdicts.put(finding.check(), finding.verdict());
        }
        return verdicts;
    }

    private Effect effectWith(Map<String, String> more) {
        return effect(played.settings(certificate, more));
    }

    private static Effect effect(Map<String, String> settings) {
        return new LdapDisable(PlayedDirectory.connected(settings)).containing(ACCOUNT);
    }

    private static PlayedDirectory with(Certificate certificate, boolean secure) throws Exception {
        var played = new PlayedDirectory(certificate, secure);
        played.add(new Entry(
                "cn=m.keller," + PlayedDirectory.BASE,
                new Attribute("objectClass", "user"),
                new Attribute("objectGUID", ObjectGuid.bytes(GUID)),
                new Attribute("objectSid", Sid.bytes("S-1-5-21-1-2-3-1105").orElseThrow(IllegalStateException::new)),
                new Attribute("sAMAccountName", "m.keller"),
                new Attribute("pwdLastSet", "1"),
                new Attribute("userAccountControl", "512")));
        return played;
    }

    private static Ask ask() {
        return ActiveDirectoryTest.ask();
    }
}
