package dev.cordon.connectors.vendor.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import dev.cordon.connectors.Certificate;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look.State;
import dev.cordon.contract.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenLdapTest {
    private static final String KELLER = "uid=m.keller,ou=people," + PlayedDirectory.BASE;
    private static final String POLICY = "cn=default," + PlayedDirectory.BASE;

    @TempDir
    private static Path folder;

    private static Certificate certificate;

    private PlayedDirectory played;
    private Target.Account account;

    @BeforeAll
    static void certificate() throws Exception {
        certificate = Certificate.of("localhost", folder);
    }

    @BeforeEach
    void a_directory() throws Exception {
        played = new PlayedDirectory(certificate, true);
        played.add(new Entry(
                "ou=people," + PlayedDirectory.BASE,
                new Attribute("objectClass", "organizationalUnit"),
                new Attribute("ou", "people")));
        played.add(new Entry(
                KELLER,
                new Attribute("objectClass", "inetOrgPerson"),
                new Attribute("uid", "m.keller"),
                new Attribute("userPassword", "canary-old-password"),
                new Attribute("mail", "mara.keller@acme.example")));
        played.add(new Entry(POLICY, new Attribute("objectClass", "pwdPolicy"), new Attribute("pwdLockout", "TRUE")));
        account = new Target.Account("ldap", played.id(KELLER), "m.keller", "mara.keller@acme.example");
    }

    @AfterEach
    void stop() {
        played.close();
    }

    @Test
    void an_account_is_found_by_everything_it_is_called_and_by_nothing_less() {
        for (var query : List.of("m.keller", "M.Keller", "mara.keller@acme.example", KELLER, account.id())) {
            assertThat(find(query)).as(query).containsExactly(account);
        }
        for (var query : List.of("m.kell", "*", "m.keller)(uid=*", POLICY, "00000000-0000-0000-0000-000000000000")) {
            assertThat(find(query)).as(query).isEmpty();
        }
    }

    @Test
    void an_account_is_locked_for_ever_and_unlocked_again() throws LDAPException {
        var disable = new LdapDisable(connected(Map.of("policy", POLICY)));
        assertThat(disable.probe(account)).isEqualTo(State.FREE);

        disable.apply(account, ActiveDirectoryTest.ask());
        assertThat(played.values(KELLER, "pwdAccountLockedTime")).containsExactly("000001010000Z");
        assertThat(disable.probe(account)).isEqualTo(State.CONTAINED);

        disable.revert(account, ActiveDirectoryTest.ask());
        assertThat(played.values(KELLER, "pwdAccountLockedTime")).isEmpty();
        assertThat(disable.probe(account)).isEqualTo(State.FREE);
    }

    @Test
    void a_lock_for_too_many_wrong_passwords_ends_by_itself_and_is_exchanged() throws LDAPException {
        set("pwdAccountLockedTime", "20261121063000Z");
        var disable = new LdapDisable(connected(Map.of("policy", POLICY)));
        assertThat(disable.probe(account)).isEqualTo(State.FREE);

        disable.apply(account, ActiveDirectoryTest.ask());

        assertThat(played.values(KELLER, "pwdAccountLockedTime")).containsExactly("000001010000Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "FALSE", "missing"})
    void a_lock_that_would_not_hold_is_neither_set_nor_believed(String lockout) throws LDAPException {
        var settings = Map.of("policy", lockout.equals("missing") ? "cn=nowhere," + PlayedDirectory.BASE : POLICY);
        if (lockout.equals("FALSE")) {
            played.change(POLICY, new Modification(ModificationType.REPLACE, "pwdLockout", "FALSE"));
        }
        var disable = new LdapDisable(connected(lockout.equals("none") ? Map.of() : settings));

        assertThatThrownBy(() -> disable.apply(account, ActiveDirectoryTest.ask()))
                .isInstanceOf(VendorException.Misconfigured.class);
        assertThat(played.modifies).isEmpty();
        set("pwdAccountLockedTime", "000001010000Z");
        assertThatThrownBy(() -> disable.probe(account)).isInstanceOf(VendorException.Misconfigured.class);
    }

    @Test
    void an_accounts_own_policy_comes_before_the_default_one() throws LDAPException {
        played.add(new Entry(
                "cn=strict," + PlayedDirectory.BASE,
                new Attribute("objectClass", "pwdPolicy"),
                new Attribute("pwdLockout", "FALSE")));
        set("pwdPolicySubentry", "cn=strict," + PlayedDirectory.BASE);

        assertThatThrownBy(() ->
                        new LdapDisable(connected(Map.of("policy", POLICY))).apply(account, ActiveDirectoryTest.ask()))
                .isInstanceOf(VendorException.Misconfigured.class);
    }

    @Test
    void a_password_is_changed_by_the_operation_made_for_it() throws LDAPException {
        set("pwdChangedTime", "20240101000000Z");
        var reset = new LdapPassword(connected(Map.of())).resetting(account);
        assertThat(reset.look()).isEqualTo(State.FREE);

        assertThat(reset.ask(ActiveDirectoryTest.ask()))
                .isEqualTo("password before: 20240101000000Z on localhost:" + played.port());

        assertThat(played.extended).hasValue(1);
        var password = played.values(KELLER, "userPassword").getFirst();
        assertThat(password).isNotEqualTo("canary-old-password").hasSizeGreaterThanOrEqualTo(32);
        assertThat(reset.look()).as("the overlay has not said so").isEqualTo(State.FREE);
        set("pwdChangedTime", "20261121063000Z");
        assertThat(reset.look()).isEqualTo(State.CONTAINED);
    }

    @Test
    void an_account_that_is_named_is_never_touched() {
        var guarded = connected(Map.of("policy", POLICY, "untouched", "m.keller"));

        assertThatThrownBy(() -> new LdapDisable(guarded).apply(account, ActiveDirectoryTest.ask()))
                .isInstanceOf(VendorException.Refused.class);
        assertThatThrownBy(() -> new LdapPassword(guarded).resetting(account).ask(ActiveDirectoryTest.ask()))
                .isInstanceOf(VendorException.Refused.class);
        assertThat(played.modifies).isEmpty();
        assertThat(played.extended).hasValue(0);
    }

    private void set(String attribute, String value) throws LDAPException {
        played.change(KELLER, new Modification(ModificationType.REPLACE, attribute, value));
    }

    private List<Target.Account> find(String query) {
        return new LdapLookup(connected(Map.of())).find(query).live();
    }

    private Directory connected(Map<String, String> more) {
        var settings = new java.util.TreeMap<>(more);
        settings.put("dialect", "openldap");
        return PlayedDirectory.connected(played.settings(certificate, settings));
    }
}
