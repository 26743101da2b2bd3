package dev.cordon.connectors.vendor.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import dev.cordon.connectors.capability.AccountLookup;
import dev.cordon.contract.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// By what the directory's dialect names accounts by, or by DN. Filters are built from values, never from text, so that
/// nothing in a name is more than a name.
final class LdapLookup implements AccountLookup {
    // as text, different bytes may look the same
    private static final Set<String> BINARY = Set.of("objectGUID", "objectSid");

    private final Directory directory;

    LdapLookup(Directory directory) {
        this.directory = directory;
    }

    @Override
    public Matches<Target.Account> find(String query) {
        var text = query.strip();
        if (!ordinary(text)) {
            return new Matches<>(List.of(), List.of());
        }
        var named = directory.dialect().naming(text).stream()
                .flatMap(filter -> directory.search(filter).filter(entry -> agrees(filter, entry)));
        var accounts = Stream.concat(named, at(text))
                .map(directory::account)
                .distinct()
                .toList();
        return new Matches<>(accounts, List.of());
    }

    private static boolean ordinary(String text) {
        return !text.isEmpty() && text.length() <= 256 && text.chars().noneMatch(Character::isISOControl);
    }

    private Stream<SearchResultEntry> at(String text) {
        if (!text.contains("=") || !DN.isValidDN(text)) {
            return Stream.empty();
        }
        try {
            return new DN(text).isDescendantOf(directory.base(), false)
                    ? directory.entry(text, directory.dialect().attributes()).stream()
                            .filter(directory.dialect()::isAccount)
                            .filter(entry -> same(text, entry))
                    : Stream.empty();
        } catch (LDAPException e) {
            // the base is no DN: the searches will have said so
            return Stream.empty();
        }
    }

    private static boolean same(String dn, SearchResultEntry entry) {
        try {
            return new DN(dn).equals(entry.getParsedDN());
        } catch (LDAPException e) {
            return false;
        }
    }

    /// The server's idea of equality may be wider than ours.
    private static boolean agrees(Filter filter, SearchResultEntry entry) {
        var attribute = entry.getAttribute(filter.getAttributeName());
        if (attribute == null) {
            return false;
        }
        return BINARY.contains(filter.getAttributeName())
                ? Stream.of(attribute.getValueByteArrays())
                        .anyMatch(bytes -> Arrays.equals(bytes, filter.getAssertionValueBytes()))
                : Stream.of(attribute.getValues()).anyMatch(filter.getAssertionValue()::equalsIgnoreCase);
    }
}
