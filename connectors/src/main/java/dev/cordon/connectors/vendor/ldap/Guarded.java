package dev.cordon.connectors.vendor.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import dev.cordon.connectors.capability.VendorException;
import java.util.List;
import java.util.Locale;

/// The accounts that are never touched in any directory: our own, and those the operator named.
final class Guarded {
    private static final List<String> NAMES = List.of("sAMAccountName", "userPrincipalName", "uid", "mail");

    private final LdapConfig.Domain config;

    Guarded(LdapConfig.Domain config) {
        this.config = config;
    }

    void refuse(Entry entry) {
        if (config.bindDn().filter(own -> is(own, entry)).isPresent()) {
            throw new VendorException.Refused("own-account", "it is the account we ourselves sign in with");
        }
        if (config.untouched().orElse(List.of()).stream().anyMatch(name -> is(name, entry))) {
            throw new VendorException.Refused("protected-account", "the settings say that it is never touched");
        }
    }

    /// @param name a DN, a name with or without its domain, or an address
    private static boolean is(String name, Entry entry) {
        var plain = name.substring(name.indexOf('\\') + 1).strip().toLowerCase(Locale.ROOT);
        return same(name, entry)
                || NAMES.stream()
                        .filter(entry::hasAttribute)
                        .flatMap(attribute -> List.of(entry.getAttributeValues(attribute)).stream())
                        .anyMatch(value -> value.toLowerCase(Locale.ROOT).equals(plain));
    }

    private static boolean same(String name, Entry entry) {
        try {
            return name.contains("=") && new DN(name).equals(entry.getParsedDN());
        } catch (LDAPException e) {
            // then it is no DN
            return false;
        }
    }
}
