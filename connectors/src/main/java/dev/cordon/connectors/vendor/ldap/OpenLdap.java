package dev.cordon.connectors.vendor.ldap;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPRequest;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.extensions.PasswordModifyExtendedRequest;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import dev.cordon.contract.connector.Finding;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An account is locked by the password policy overlay: for ever when the time is zero. The lock holds only where the
/// account's policy has `pwdLockout`; elsewhere the directory takes the value and lets the account in.
final class OpenLdap implements Dialect {
    private static final String LOCKED = "pwdAccountLockedTime";
    private static final String FOR_EVER = "000001010000Z";
    private static final String POLICY = "pwdPolicySubentry";
    private static final String CHANGED = "pwdChangedTime";
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private final LdapConfig.Domain config;
    private final Directory directory;
    private final Guarded guarded;

    OpenLdap(LdapConfig.Domain config, Directory directory) {
        this.config = config;
        this.directory = directory;
        this.guarded = new Guarded(config);
    }

    @Override
    public String[] attributes() {
        return new String[] {"objectClass", "entryUUID", "uid", "mail", LOCKED, POLICY, CHANGED};
    }

    @Override
    public boolean isAccount(Entry entry) {
        return entry.hasAttribute("uid");
    }

    @Override
    public Target.Account account(String connector, Entry entry) {
        var mail = entry.getAttributeValue("mail");
        return new Target.Account(
                connector,
                Dialect.required(entry, "entryUUID").toLowerCase(Locale.ROOT),
                Dialect.required(entry, "uid"),
                mail == null || mail.isBlank() ? null : mail);
    }

    @Override
    public Filter byId(String id) {
        if (!id.matches(UUID)) {
            throw Dialect.unknown();
        }
        return Filter.createEqualityFilter("entryUUID", id);
    }

    @Override
    public List<Filter> naming(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        if (lower.matches(UUID)) {
            return List.of(byId(lower));
        }
        return List.of(Filter.createEqualityFilter("uid", text), Filter.createEqualityFilter("mail", text));
    }

    @Override
    public Look.State state(Entry entry) {
        if (!FOR_EVER.equals(entry.getAttributeValue(LOCKED))) {
            return Look.State.FREE;
        }
        requireLockout(entry);
        return Look.State.CONTAINED;
    }

    /// A lock for too many wrong passwords ends by itself, so it is exchanged for one that does not.
    @Override
    public ModifyRequest disabling(Entry entry) {
        var before = entry.getAttributeValue(LOCKED);
        if (FOR_EVER.equals(before)) {
            throw new VendorException.Conflict("the account is so already");
        }
        requireLockout(entry);
        return Dialect.exchange(entry, LOCKED, before, FOR_EVER);
    }

    @Override
    public ModifyRequest enabling(Entry entry) {
        if (!FOR_EVER.equals(entry.getAttributeValue(LOCKED))) {
            throw new VendorException.Conflict("the account is so already");
        }
        return Dialect.exchange(entry, LOCKED, FOR_EVER, null);
    }

    @Override
    public String passwordChanged(Entry entry) {
        var changed = entry.getAttributeValue(CHANGED);
        return changed == null ? "none" : changed;
    }

    @Override
    public LDAPRequest resetting(Entry entry, String password) {
        return new PasswordModifyExtendedRequest(entry.getDN(), null, password);
    }

    @Override
    public void refuseGuarded(Entry entry) {
        guarded.refuse(entry);
    }

    @Override
    public List<Finding> rights() {
        var write = new Finding(
                "write pwdAccountLockedTime and userPassword",
                Finding.Verdict.UNKNOWN,
                "everything that changes an account needs it; it cannot be tried without an effect");
        return config.policy()
                .map(policy -> List.of(
                        write,
                        new Finding(
                                "pwdLockout",
                                lockout(policy) ? Finding.Verdict.GOOD : Finding.Verdict.BAD,
                                "the default policy must have it, and we must be able to read it, or no lock holds")))
                .orElse(List.of(write));
    }

    /// Whether a lock holds under the policy of that name.
    boolean lockout(String policy) {
        return directory
                .entry(policy, "pwdLockout")
                .filter(found -> found.hasAttributeValue("pwdLockout", "TRUE"))
                .isPresent();
    }

    private void requireLockout(Entry entry) {
        var policy = policy(entry);
        if (policy == null) {
            throw new VendorException.Misconfigured(
                    "the account names no password policy and the settings no default one; a lock might not hold");
        }
        if (!lockout(policy)) {
            throw new VendorException.Misconfigured(
                    "the account's password policy has no pwdLockout, or we may not read it; a lock would not hold");
        }
    }

    private @Nullable String policy(Entry entry) {
        var own = entry.getAttributeValue(POLICY);
        return own == null ? config.policy().orElse(null) : own;
    }
}
