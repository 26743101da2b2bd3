package dev.cordon.connectors.vendor.ldap;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPRequest;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import dev.cordon.contract.connector.Finding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// An account's state is one bit of `userAccountControl`; all the others are somebody else's.
final class ActiveDirectory implements Dialect {
    private static final String CONTROL = "userAccountControl";
    private static final String PASSWORD_SET = "pwdLastSet";
    private static final int DISABLED = 0x2;
    private static final int PASSWORD_NEVER_EXPIRES = 0x10000;
    // trusts between domains, workstations and servers
    private static final int NOT_A_PERSON = 0x800 | 0x1000 | 0x2000;
    private static final long ADMINISTRATOR = 500;
    private static final long KRBTGT = 502;
    private static final String GUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final String MANAGED = "msDS-GroupManagedServiceAccount";

    private final LdapConfig.Domain config;
    private final Guarded guarded;

    ActiveDirectory(LdapConfig.Domain config) {
        this.config = config;
        this.guarded = new Guarded(config);
    }

    @Override
    public String[] attributes() {
        return new String[] {
            "objectClass",
            "objectGUID",
            "objectSid",
            "sAMAccountName",
            "userPrincipalName",
            "mail",
            "proxyAddresses",
            CONTROL,
            PASSWORD_SET,
            "adminCount",
            "servicePrincipalName"
        };
    }

    /// Computers are users too, and managed service accounts are computers.
    @Override
    public boolean isAccount(Entry entry) {
        return entry.hasObjectClass("user") && (!entry.hasObjectClass("computer") || managed(entry));
    }

    @Override
    public Target.Account account(String connector, Entry entry) {
        var id = entry.getAttributeValueBytes("objectGUID");
        if (id == null || id.length != 16) {
            throw new VendorException.Unavailable("unreadable answer: an account without objectGUID");
        }
        var mail = entry.getAttributeValue("mail");
        return new Target.Account(
                connector,
                ObjectGuid.text(id),
                Dialect.required(entry, "sAMAccountName"),
                mail == null || mail.isBlank() ? null : mail);
    }

    @Override
    public Filter byId(String id) {
        if (!id.matches(GUID)) {
            throw Dialect.unknown();
        }
        return Filter.createEqualityFilter("objectGUID", ObjectGuid.bytes(id));
    }

    @Override
    public List<Filter> naming(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        if (lower.matches(GUID)) {
            return List.of(byId(lower));
        }
        var sid = Sid.bytes(text);
        if (sid.isPresent()) {
            return List.of(Filter.createEqualityFilter("objectSid", sid.get()));
        }
        if (text.contains("@")) {
            return List.of(
                    Filter.createEqualityFilter("userPrincipalName", text),
                    Filter.createEqualityFilter("mail", text),
                    Filter.createEqualityFilter("proxyAddresses", "smtp:" + text));
        }
        var domain = config.domain().map(own -> own.toLowerCase(Locale.ROOT) + "\\");
        var name = domain.filter(lower::startsWith).isPresent()
                ? text.substring(domain.get().length())
                : text;
        return List.of(Filter.createEqualityFilter("sAMAccountName", name));
    }

    @Override
    public Look.State state(Entry entry) {
        return (control(entry) & DISABLED) == 0 ? Look.State.FREE : Look.State.CONTAINED;
    }

    @Override
    public ModifyRequest disabling(Entry entry) {
        return changed(entry, control(entry) | DISABLED);
    }

    @Override
    public ModifyRequest enabling(Entry entry) {
        return changed(entry, control(entry) & ~DISABLED);
    }

    private static ModifyRequest changed(Entry entry, int control) {
        if (control == control(entry)) {
            throw new VendorException.Conflict("the account is so already");
        }
        return Dialect.exchange(entry, CONTROL, Dialect.required(entry, CONTROL), Integer.toString(control));
    }

    @Override
    public String passwordChanged(Entry entry) {
        return Dialect.required(entry, PASSWORD_SET);
    }

    /// A new password must be changed at the next sign-in. Not asked for where that has no effect, nor where it was so
    /// before: then only the time at which the password was set shows that it was.
    @Override
    public LDAPRequest resetting(Entry entry, String password) {
        var changes = new ArrayList<Modification>();
        changes.add(new Modification(
                ModificationType.REPLACE, "unicodePwd", ("\"" + password + "\"").getBytes(StandardCharsets.UTF_16LE)));
        if ((control(entry) & PASSWORD_NEVER_EXPIRES) == 0
                && !passwordChanged(entry).equals("0")) {
            changes.add(new Modification(ModificationType.REPLACE, PASSWORD_SET, "0"));
        }
        return new ModifyRequest(entry.getDN(), changes);
    }

    @Override
    public void refuseGuarded(Entry entry) {
        guarded.refuse(entry);
        var name = Dialect.required(entry, "sAMAccountName").toLowerCase(Locale.ROOT);
        var sid = entry.getAttributeValueBytes("objectSid");
        if (sid == null || sid.length <= 8 || sid.length % 4 != 0) {
            throw new VendorException.Unavailable("unreadable answer: an account without objectSid");
        }
        var number = Sid.relativeId(sid);
        if (number == ADMINISTRATOR || number == KRBTGT || name.startsWith("krbtgt")) {
            throw new VendorException.Refused("protected-account", "the domain's own accounts are not touched");
        }
        if (managed(entry) || (control(entry) & NOT_A_PERSON) != 0 || name.startsWith("msol_")) {
            throw new VendorException.Refused("service-account", "machines' accounts are not touched");
        }
        if (entry.hasAttribute("servicePrincipalName") && !config.allowServiceAccounts()) {
            throw new VendorException.Refused(
                    "service-account", "services run under this account; the settings do not allow to touch it");
        }
        if (entry.hasAttributeValue("adminCount", "1") && !config.allowProtected()) {
            throw new VendorException.Refused(
                    "protected-account", "it is in a protected group; the settings do not allow to touch it");
        }
    }

    @Override
    public List<Finding> rights() {
        return List.of(
                new Finding(
                        "Write userAccountControl",
                        Finding.Verdict.UNKNOWN,
                        "account.disable and account.enable need it; it cannot be tried without an effect"),
                new Finding(
                        "Reset Password, Write pwdLastSet",
                        Finding.Verdict.UNKNOWN,
                        "credentials.reset needs them; they cannot be tried without an effect"));
    }

    private static boolean managed(Entry entry) {
        return entry.hasObjectClass(MANAGED) || entry.hasObjectClass("msDS-ManagedServiceAccount");
    }

    private static int control(Entry entry) {
        try {
            return Integer.parseInt(Dialect.required(entry, CONTROL));
        } catch (NumberFormatException e) {
            throw new VendorException.Unavailable("unreadable answer: userAccountControl is no number");
        }
    }
}
