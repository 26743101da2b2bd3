package dev.cordon.connectors.vendor.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.cordon.connectors.Certificate;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look.State;
import dev.cordon.contract.Target;
import dev.cordon.contract.connector.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against the real OpenLDAP server, where there is one.
class SlapdTest {
    private static final String KELLER = "uid=m.keller," + Slapd.BASE;

    @TempDir
    private static Path folder;

    @Test
    void an_account_is_found_locked_out_let_in_again_and_given_another_password() throws Exception {
        var program = installed();
        var certificate = Certificate.of("localhost", folder);
        try (var slapd = new Slapd(program, certificate, folder)) {
            var settings = Map.of(
                    "cordon.vendor.ldap.url",
                    slapd.address(),
                    "cordon.vendor.ldap.ca",
                    certificate.certificate().toString(),
                    "cordon.vendor.ldap.dialect",
                    "openldap",
                    "cordon.vendor.ldap.bind-dn",
                    Slapd.BIND,
                    "cordon.vendor.ldap.bind-password",
                    "cordon",
                    "cordon.vendor.ldap.policy",
                    Slapd.POLICY);
            var directory = PlayedDirectory.connected(settings);
            var account = found(directory, "m.keller");
            assertThat(found(directory, "mara.keller@acme.example")).isEqualTo(account);
            assertThat(found(directory, account.id())).isEqualTo(account);
            assertThat(found(directory, KELLER)).isEqualTo(account);
            assertThat(new LdapLookup(directory).find("m.*").live()).isEmpty();

            lockedOutAndIn(slapd, new LdapDisable(directory), account);
            resetOnce(slapd, directory, account);

            assertThat(new LdapPreflight(directory).run())
                    .filteredOn(finding -> finding.check().equals("pwdLockout"))
                    .extracting(Finding::verdict)
                    .containsExactly(Finding.Verdict.GOOD);
        }
    }

    private static void lockedOutAndIn(Slapd slapd, LdapDisable disable, Target.Account account) {
        assertThat(disable.probe(account)).isEqualTo(State.FREE);
        assertThat(slapd.admits(KELLER, "her own")).isTrue();

        disable.apply(account, ActiveDirectoryTest.ask());
        assertThat(disable.probe(account)).isEqualTo(State.CONTAINED);
        assertThat(slapd.admits(KELLER, "her own")).isFalse();
        Assertions.assertThatThrownBy(() -> disable.apply(account, ActiveDirectoryTest.ask()))
                .isInstanceOf(VendorException.Conflict.class);

        disable.revert(account, ActiveDirectoryTest.ask());
        assertThat(disable.probe(account)).isEqualTo(State.FREE);
        assertThat(slapd.admits(KELLER, "her own")).isTrue();
    }

    private static void resetOnce(Slapd slapd, Directory directory, Target.Account account) {
        var reset = new LdapPassword(directory).resetting(account);
        assertThat(reset.look()).isEqualTo(State.FREE);

        reset.ask(ActiveDirectoryTest.ask());

        assertThat(reset.look()).isEqualTo(State.CONTAINED);
        assertThat(slapd.admits(KELLER, "her own")).isFalse();
    }

    private static Target.Account found(Directory directory, String query) {
        List<Target.Account> live = new LdapLookup(directory).find(query).live();
        assertThat(live).hasSize(1);
        return live.getFirst();
    }

    private static Path installed() {
        return Slapd.installed().orElseGet(() -> {
            if ("1".equals(System.getenv("CORDON_REQUIRE_SYSTEM_TESTS"))) {
                return fail("slapd is not installed, and the system's tests are required");
            }
            return abort("slapd is not installed");
        });
    }
}
