package dev.cordon.lab.range.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import dev.cordon.lab.range.Arrival;
import dev.cordon.lab.range.Fault;
import dev.cordon.lab.range.Range;
import dev.cordon.lab.range.RangeConfig;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LdapDomainTest {
    @TempDir
    Path directory;

    private Range range;
    private LDAPConnection connection;

    @BeforeEach
    void start() throws Exception {
        range = Range.start(RangeConfig.of(directory.resolve("witness.ndjson"), "secret"));
        connection = connected();
    }

    @AfterEach
    void stop() throws IOException {
        connection.close();
        range.close();
    }

    @Test
    void an_account_is_disabled_by_exchanging_the_value_that_was_read() throws Exception {
        var keller = keller();
        assertThat(keller.getAttributeValue("userAccountControl")).isEqualTo("512");

        connection.modify(keller.getDN(), exchange("512", "514"));
        assertThat(keller().getAttributeValue("userAccountControl")).isEqualTo("514");
        assertThatThrownBy(() -> connection.modify(keller.getDN(), exchange("512", "514")))
                .isInstanceOfSatisfying(
                        LDAPException.class,
                        e -> assertThat(e.getResultCode().intValue()).isEqualTo(16));

        assertThat(range.arrivals())
                .extracting(Arrival::vendor, Arrival::operation, Arrival::host, Arrival::action, Arrival::changed)
                .containsExactly(
                        tuple("ldap", "userAccountControl", "m.keller.ldap", "", true),
                        tuple("ldap", "userAccountControl", "m.keller.ldap", "", false));
        assertThat(range.arrivals().getFirst().after()).startsWith("disabled");
    }

    @Test
    void a_password_is_taken_in_quotes_and_utf_16_only_and_shows_in_pwd_last_set() throws Exception {
        var dn = keller().getDN();
        var before = keller().getAttributeValue("pwdLastSet");
        assertThatThrownBy(() -> connection.modify(dn, password("a long enough password")))
                .isInstanceOf(LDAPException.class);
        assertThat(keller().getAttributeValue("pwdLastSet")).isEqualTo(before);

        connection.modify(dn, password("\"a long enough password\""));
        assertThat(keller().getAttributeValue("pwdLastSet"))
                .isNotEqualTo(before)
                .isNotEqualTo("0");
        connection.modify(
                dn,
                List.of(
                        password("\"a long enough password\""),
                        new Modification(ModificationType.REPLACE, "pwdLastSet", "0")));

        assertThat(keller().getAttributeValue("pwdLastSet")).isEqualTo("0");
        assertThat(keller().hasAttribute("unicodePwd")).isFalse();
    }

    @Test
    void nothing_is_told_and_nothing_else_changed_without_the_right_to() throws Exception {
        assertThatThrownBy(() -> connection.modify(
                        keller().getDN(), new Modification(ModificationType.REPLACE, "mail", "x@acme.example")))
                .isInstanceOf(LDAPException.class);
        connection.close();

        assertThatThrownBy(() -> connected("wrong")).isInstanceOf(LDAPException.class);
    }

    @Test
    void an_answer_that_is_lost_breaks_the_connection_after_the_change() throws Exception {
        var dn = keller().getDN();
        range.arrange(Fault.of(Fault.Kind.RESET_AFTER, "userAccountControl"));

        assertThatThrownBy(() -> connection.modify(dn, exchange("512", "514"))).isInstanceOf(LDAPException.class);

        connection = connected();
        assertThat(keller().getAttributeValue("userAccountControl")).isEqualTo("514");
    }

    private SearchResultEntry keller() throws LDAPException {
        var found = connection.search("DC=acme,DC=example", SearchScope.SUB, "(sAMAccountName=m.keller.ldap)");
        assertThat(found.getSearchEntries()).hasSize(1);
        return found.getSearchEntries().getFirst();
    }

    private static List<Modification> exchange(String old, String fresh) {
        return List.of(
                new Modification(ModificationType.DELETE, "userAccountControl", old),
                new Modification(ModificationType.ADD, "userAccountControl", fresh));
    }

    private static Modification password(String text) {
        return new Modification(ModificationType.REPLACE, "unicodePwd", text.getBytes(StandardCharsets.UTF_16LE));
    }

    private LDAPConnection connected() throws Exception {
        return connected(setting("BIND_PASSWORD"));
    }

    private LDAPConnection connected(String password) throws Exception {
        var sockets = new SSLUtil(new PEMFileTrustManager(new File(setting("CA")))).createSSLSocketFactory();
        var address = URI.create(setting("URL"));
        return new LDAPConnection(sockets, address.getHost(), address.getPort(), setting("BIND_DN"), password);
    }

    private String setting(String name) {
        Map<String, String> settings = range.settings(List.of("ldap"));
        return String.valueOf(settings.get("CORDON_VENDOR_LDAP_" + name));
    }
}
