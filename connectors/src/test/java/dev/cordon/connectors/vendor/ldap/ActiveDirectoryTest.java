package dev.cordon.connectors.vendor.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import dev.cordon.connectors.Certificate;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look.State;
import dev.cordon.contract.Target;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActiveDirectoryTest {
    private static final String KELLER = "cn=Mara Keller\\, Finance,ou=people," + PlayedDirectory.BASE;
    private static final String GUID = "00112233-4455-6677-8899-aabbccddeeff";
    private static final String SID = "S-1-5-21-1111111111-2222222222-3333333333-1105";
    private static final Target.Account ACCOUNT =
            new Target.Account("ldap", GUID, "m.keller", "mara.keller@acme.example");

    @TempDir
    private static Path folder;

    private static Certificate certificate;

    private PlayedDirectory played;
    private Directory directory;

    @BeforeAll
    static void certificate() throws Exception {
        certificate = Certificate.of("localhost", folder);
    }

    @BeforeEach
    void a_domain() throws Exception {
        played = new PlayedDirectory(certificate, true);
        played.add(new Entry(
                "ou=people," + PlayedDirectory.BASE,
                new Attribute("objectClass", "organizationalUnit"),
                new Attribute("ou", "people")));
        played.add(keller());
        directory = connected(Map.of());
    }

    @AfterEach
    void stop() {
        played.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m.keller",
                "M.KELLER",
                " m.keller ",
                "ACME\\m.keller",
                "m.keller@acme.example",
                "mara.keller@acme.example",
                "keller@acme.example",
                KELLER,
                "CN=Mara Keller\\2C Finance, OU=people, DC=acme, DC=example",
                GUID,
                "00112233-4455-6677-8899-AABBCCDDEEFF",
                SID
            })
    void an_account_is_found_by_everything_it_is_called(String query) {
        assertThat(find(query)).containsExactly(ACCOUNT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "m.*",
                "m.kelle",
                "keller",
                "x)(objectClass=*",
                "*)(uid=*))(|(uid=*",
                "m.keller\u0000",
                "OTHER\\m.keller",
                "acme.example",
                "S-1-5-21-1111111111-2222222222-3333333333-1106",
                "00112233-4455-6677-8899-aabbccddeefe",
                "ou=people,dc=acme,dc=example",
                "dc=acme,dc=example",
                "cn=cordon,dc=elsewhere"
            })
    void nothing_is_found_by_less_and_a_name_is_never_a_filter(String query) {
        assertThat(find(query)).isEmpty();
    }

    @Test
    void two_accounts_with_one_address_are_both_shown() throws LDAPException {
        played.add(account("j.okafor", 1106, 512, "userPrincipalName", "mara.keller@acme.example"));

        assertThat(find("mara.keller@acme.example"))
                .extracting(Target.Account::name)
                .containsExactlyInAnyOrder("m.keller", "j.okafor");
    }

    @Test
    void a_computer_is_no_account() throws LDAPException {
        played.add(account("WS-0142$", 1190, 4096, "objectClass", "computer"));

        assertThat(find("WS-0142$")).isEmpty();
    }

    @Test
    void one_bit_is_exchanged_and_all_the_others_stay() throws LDAPException {
        var disable = new LdapDisable(directory);
        assertThat(disable.probe(ACCOUNT)).isEqualTo(State.FREE);

        assertThat(disable.apply(ACCOUNT, ask()))
                .isEqualTo(
                        "delete userAccountControl 66048, add userAccountControl 66050 on localhost:" + played.port());
        assertThat(played.values(KELLER, "userAccountControl")).containsExactly("66050");
        assertThat(disable.probe(ACCOUNT)).isEqualTo(State.CONTAINED);

        disable.revert(ACCOUNT, ask());
        assertThat(played.values(KELLER, "userAccountControl")).containsExactly("66048");
        assertThat(disable.probe(ACCOUNT)).isEqualTo(State.FREE);
        assertThat(played.modifies)
                .hasSize(2)
                .allSatisfy(modify -> assertThat(modify.getModifications())
                        .extracting(Modification::getModificationType)
                        .containsExactly(ModificationType.DELETE, ModificationType.ADD));
    }

    @Test
    void what_somebody_else_changed_in_between_is_not_overwritten() throws LDAPException {
        played.beforeModify = () -> control("66560");

        assertThatThrownBy(() -> new LdapDisable(directory).apply(ACCOUNT, ask()))
                .isInstanceOf(VendorException.Conflict.class);
        assertThat(played.values(KELLER, "userAccountControl")).containsExactly("66560");
    }

    @Test
    void an_account_that_is_so_already_is_not_written() throws LDAPException {
        control("66050");

        assertThatThrownBy(() -> new LdapDisable(directory).apply(ACCOUNT, ask()))
                .isInstanceOf(VendorException.Conflict.class);
        assertThat(played.modifies).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many"})
    void an_unreadable_state_is_neither_free_nor_contained(String control) throws LDAPException {
        if (control.isEmpty()) {
            played.change(KELLER, new Modification(ModificationType.DELETE, "userAccountControl"));
        } else {
            control(control);
        }

        assertThatThrownBy(() -> new LdapDisable(directory).probe(ACCOUNT))
                .isInstanceOf(VendorException.Unavailable.class)
                .hasMessageContaining("unreadable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" ", "*", "m.keller", "00112233-4455-6677-8899-aabbccddeef)", "00112233445566778899aabbccddeeff"
            })
    void an_id_that_can_be_none_reaches_no_server(String id) {
        var odd = new Target.Account("ldap", id.isBlank() ? "-" : id, "m.keller", null);

        assertThatThrownBy(() -> new LdapDisable(directory).apply(odd, ask()))
                .isInstanceOfSatisfying(
                        VendorException.Refused.class, e -> assertThat(e.code()).isEqualTo("target-not-found"));
        assertThat(played.searches).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({
        "Administrator, 500, 512, adminCount, 1, protected-account",
        "renamed, 500, 512, description, x, protected-account",
        "krbtgt, 502, 514, description, x, protected-account",
        "krbtgt_11871, 1601, 514, description, x, protected-account",
        "j.admin, 1201, 512, adminCount, 1, protected-account",
        "svc-sql, 1202, 512, servicePrincipalName, MSSQLSvc/db01, service-account",
        "gmsa$, 1203, 4096, objectClass, msDS-GroupManagedServiceAccount, service-account",
        "msa$, 1204, 4096, objectClass, msDS-ManagedServiceAccount, service-account",
        "trust$, 1205, 2080, description, x, service-account",
        "MSOL_1a2b3c, 1206, 512, description, x, service-account",
        "cordon, 1207, 512, userPrincipalName, cordon@acme.example, own-account",
        "glass, 1208, 512, mail, break.glass@acme.example, protected-account"
    })
    void some_accounts_are_never_touched(
            String name, long number, int control, String attribute, String value, String code) throws LDAPException {
        played.add(account(name, number, control, attribute, value));
        var target = new Target.Account("ldap", guid(number), name, null);
        var guarded = connected(Map.of("untouched", "break.glass@acme.example"));

        for (var act : List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                () -> new LdapDisable(guarded).apply(target, ask()),
                () -> new LdapPassword(guarded).resetting(target).ask(ask()))) {
            assertThatThrownBy(act)
                    .isInstanceOfSatisfying(
                            VendorException.Refused.class,
                            e -> assertThat(e.code()).isEqualTo(code));
        }
        assertThat(played.modifies).isEmpty();
    }

    @Test
    void the_settings_may_open_protected_groups_and_service_accounts() throws LDAPException {
        played.add(account("j.admin", 1201, 512, "adminCount", "1"));
        played.add(account("svc-sql", 1202, 512, "servicePrincipalName", "MSSQLSvc/db01"));
        var open = new LdapDisable(connected(Map.of("allow-protected", "true", "allow-service-accounts", "true")));

        open.apply(new Target.Account("ldap", guid(1201), "j.admin", null), ask());
        open.apply(new Target.Account("ldap", guid(1202), "svc-sql", null), ask());

        assertThat(played.modifies).hasSize(2);
    }

    @Test
    void a_guarded_account_that_was_disabled_before_can_be_enabled() throws LDAPException {
        played.add(account("j.admin", 1201, 514, "adminCount", "1"));

        new LdapDisable(directory).revert(new Target.Account("ldap", guid(1201), "j.admin", null), ask());

        assertThat(played.values("cn=j.admin,ou=people," + PlayedDirectory.BASE, "userAccountControl"))
                .containsExactly("512");
    }

    @Test
    void a_password_is_random_quoted_in_utf_16_and_must_be_changed_again() throws LDAPException {
        control("512");
        var reset = new LdapPassword(directory).resetting(ACCOUNT);
        assertThat(reset.look()).isEqualTo(State.FREE);

        var receipt = reset.ask(ask());

        assertThat(receipt).isEqualTo("password before: 133500000000000000 on localhost:" + played.port());
        var sent = played.modifies.getFirst().getModifications();
        assertThat(sent).extracting(Modification::getAttributeName).containsExactly("unicodePwd", "pwdLastSet");
        assertThat(sent).allMatch(one -> one.getModificationType().equals(ModificationType.REPLACE));
        assertThat(sent.get(1).getValues()).containsExactly("0");
        var password = new String(sent.get(0).getValueByteArrays()[0], StandardCharsets.UTF_16LE);
        assertThat(password).startsWith("\"").endsWith("\"").hasSizeGreaterThanOrEqualTo(34);
        assertThat(receipt).doesNotContain(password.substring(1, 10));
        assertThat(reset.look()).isEqualTo(State.CONTAINED);
    }

    @ParameterizedTest
    @CsvSource({"66048, 133500000000000000", "512, 0"})
    void where_having_to_change_it_would_have_no_effect_or_hide_ours_only_the_password_is_set(
            String control, String lastSet) throws LDAPException {
        control(control);
        lastSet(lastSet);
        var reset = new LdapPassword(directory).resetting(ACCOUNT);
        reset.look();
        reset.ask(ask());

        assertThat(played.modifies.getFirst().getModifications())
                .extracting(Modification::getAttributeName)
                .containsExactly("unicodePwd");
        assertThat(reset.look()).as("nothing shows it yet").isEqualTo(State.FREE);
        lastSet("133600000000000000");
        assertThat(reset.look()).isEqualTo(State.CONTAINED);
    }

    @Test
    void an_interrupted_reset_knows_from_its_receipt_when_the_password_was_set_before() {
        var before = new LdapPassword(directory).resetting(ACCOUNT);
        before.resume("password before: 133400000000000000 on localhost:" + played.port());
        assertThat(before.look()).isEqualTo(State.CONTAINED);

        var same = new LdapPassword(directory).resetting(ACCOUNT);
        same.resume("password before: 133500000000000000 on localhost:" + played.port());
        assertThat(same.look()).isEqualTo(State.FREE);
    }

    @Test
    void what_was_changed_on_one_controller_is_looked_at_on_that_one() throws Exception {
        try (var second = new PlayedDirectory(certificate, true)) {
            second.add(new Entry(
                    "ou=people," + PlayedDirectory.BASE,
                    new Attribute("objectClass", "organizationalUnit"),
                    new Attribute("ou", "people")));
            second.add(keller());
            var both = connected(Map.of("url", played.address() + "," + second.address()));
            var disable = new LdapDisable(both);
            played.stopListening();
            disable.apply(ACCOUNT, ask());
            assertThat(second.modifies).hasSize(1);
            second.stopListening();

            // the first is back and has not heard of it: its answer would be a false one
            played.listenAgain();
            assertThatThrownBy(() -> disable.probe(ACCOUNT)).isInstanceOf(VendorException.Unavailable.class);
            assertThat(find(both, "m.keller")).hasSize(1);
        }
    }

    @Test
    void an_interrupted_reset_is_looked_at_on_the_controller_of_its_receipt() throws Exception {
        try (var second = new PlayedDirectory(certificate, true)) {
            var both = connected(Map.of("url", played.address() + "," + second.address()));
            var reset = new LdapPassword(both).resetting(ACCOUNT);
            reset.resume("password before: 133500000000000000 on localhost:" + second.port());

            assertThatThrownBy(reset::look).isInstanceOf(VendorException.Refused.class);
            assertThat(played.searches).hasValue(0);
        }
    }

    private List<Target.Account> find(String query) {
        return find(connected(Map.of("domain", "ACME")), query);
    }

    private static List<Target.Account> find(Directory where, String query) {
        return new LdapLookup(where).find(query).live();
    }

    private Directory connected(Map<String, String> more) {
        return PlayedDirectory.connected(played.settings(certificate, more));
    }

    private void control(String value) throws LDAPException {
        played.change(KELLER, new Modification(ModificationType.REPLACE, "userAccountControl", value));
    }

    private void lastSet(String value) throws LDAPException {
        played.change(KELLER, new Modification(ModificationType.REPLACE, "pwdLastSet", value));
    }

    private static Entry keller() {
        var entry = account("m.keller", 1105, 66048, "mail", "mara.keller@acme.example");
        entry.setDN(KELLER);
        entry.setAttribute("objectGUID", ObjectGuid.bytes(GUID));
        entry.setAttribute("userPrincipalName", "m.keller@acme.example");
        entry.setAttribute("proxyAddresses", "SMTP:mara.keller@acme.example", "smtp:keller@acme.example");
        return entry;
    }

    private static Entry account(String name, long number, int control, String attribute, String value) {
        var entry = new Entry("cn=%s,ou=people,%s".formatted(name, PlayedDirectory.BASE));
        entry.addAttribute("objectClass", "top", "person", "organizationalPerson", "user");
        entry.addAttribute("cn", name);
        entry.addAttribute("sAMAccountName", name);
        entry.addAttribute("objectGUID", ObjectGuid.bytes(guid(number)));
        entry.addAttribute("objectSid", sid(number));
        entry.addAttribute("userAccountControl", Integer.toString(control));
        entry.addAttribute("pwdLastSet", "133500000000000000");
        entry.addAttribute(attribute, value);
        return entry;
    }

    private static byte[] sid(long number) {
        return Objects.requireNonNull(
                Sid.bytes("S-1-5-21-1111111111-2222222222-3333333333-" + number).orElse(null));
    }

    private static String guid(long number) {
        return "00000000-0000-0000-0000-%012d".formatted(number);
    }

    static Ask ask() {
        return new Ask("action-1", System.nanoTime() + Duration.ofSeconds(10).toNanos(), System::nanoTime);
    }
}
