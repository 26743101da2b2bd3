package dev.cordon.connectors.vendor.ldap;

import com.unboundid.ldap.sdk.ModifyRequest;
import dev.cordon.connectors.capability.AccountDisable;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.Locale;
import java.util.stream.Collectors;

/// Refuses sign-in. Kerberos tickets and sessions that exist go on until they end by themselves.
final class LdapDisable implements AccountDisable {
    private final Directory directory;

    LdapDisable(Directory directory) {
        this.directory = directory;
    }

    @Override
    public Look.State probe(Target.Account account) {
        return directory.dialect().state(directory.read(account).entry());
    }

    @Override
    public String apply(Target.Account account, Ask ask) {
        var found = directory.read(account);
        directory.dialect().refuseGuarded(found.entry());
        return sent(account, found, directory.dialect().disabling(found.entry()), ask);
    }

    @Override
    public String revert(Target.Account account, Ask ask) {
        var found = directory.read(account);
        return sent(account, found, directory.dialect().enabling(found.entry()), ask);
    }

    private String sent(Target.Account account, Directory.Found found, ModifyRequest change, Ask ask) {
        directory.write(account, found, ask, change);
        var changes = change.getModifications().stream()
                .map(one -> "%s %s %s"
                        .formatted(
                                one.getModificationType().getName().toLowerCase(Locale.ROOT),
                                one.getAttributeName(),
                                String.join(" ", one.getValues())))
                .collect(Collectors.joining(", "));
        return "%s on %s".formatted(changes, found.at());
    }
}
