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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the two kinds of directories call things.
sealed interface Dialect permits ActiveDirectory, OpenLdap {

    /// What is read of an account. Never a password.
    String[] attributes();

    boolean isAccount(Entry entry);

    Target.Account account(String connector, Entry entry);

    /// @param id out of a target: foreign text
    /// @throws VendorException.Refused it can be no account's
    Filter byId(String id);

    /// One filter for each thing that this text may be; all of them equalities.
    List<Filter> naming(String text);

    Look.State state(Entry entry);

    /// @throws VendorException.Conflict it is so already
    ModifyRequest disabling(Entry entry);

    /// @throws VendorException.Conflict it is so already
    ModifyRequest enabling(Entry entry);

    /// Moves when the password does; `none` when there is nothing that tells.
    String passwordChanged(Entry entry);

    LDAPRequest resetting(Entry entry, String password);

    /// @throws VendorException.Refused the account is one of those that are never touched
    void refuseGuarded(Entry entry);

    /// What can be told of the rights and settings that changes need.
    List<Finding> rights();

    /// One value for another, only if the old one is still there. Null: no value.
    static ModifyRequest exchange(Entry entry, String attribute, @Nullable String old, @Nullable String fresh) {
        var changes = new ArrayList<Modification>();
        if (old != null) {
            changes.add(new Modification(ModificationType.DELETE, attribute, old));
        }
        if (fresh != null) {
            changes.add(new Modification(ModificationType.ADD, attribute, fresh));
        }
        return new ModifyRequest(entry.getDN(), changes);
    }

    static String required(Entry entry, String attribute) {
        var value = entry.getAttributeValue(attribute);
        if (value == null || value.isBlank()) {
            throw new VendorException.Unavailable(
                    "unreadable answer: an account without " + attribute + "; may our account read it?");
        }
        return value;
    }

    static VendorException.Refused unknown() {
        return new VendorException.Refused("target-not-found", "this can be no account's id");
    }
}
