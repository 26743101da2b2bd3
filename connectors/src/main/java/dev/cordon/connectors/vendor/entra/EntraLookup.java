package dev.cordon.connectors.vendor.entra;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cordon.connectors.capability.AccountLookup;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Target;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds an account by object id, SID, sign-in name, mail address or user name, and checks every hit itself. Nothing is
/// escaped: a name that would need it is found by its id.
final class EntraLookup implements AccountLookup {
    private static final String PAGE = "50";
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_#+][\\p{L}\\p{N}._@#+-]{0,254}");
    private static final Pattern SID = Pattern.compile("S-1(-[0-9]{1,15}){2,14}");

    private final Entra entra;

    EntraLookup(Entra entra) {
        this.entra = entra;
    }

    @Override
    public Matches<Target.Account> find(String query) {
        if (!PLAIN.matcher(query).matches()) {
            return live(Stream.of());
        }
        if (Entra.isId(query)) {
            return live(byId(query));
        }
        if (SID.matcher(query).matches()) {
            var field = query.startsWith("S-1-12-") ? "securityIdentifier" : "onPremisesSecurityIdentifier";
            return live(listed("%s eq '%s'".formatted(field, query), user -> user.hasSid(query)));
        }
        if (query.contains("@")) {
            var own = live(listed(
                    "userPrincipalName eq '%s' or mail eq '%s'".formatted(query, query),
                    user -> user.hasAddress(query)));
            return own.live().isEmpty()
                    ? live(listed(
                            "proxyAddresses/any(p:p eq 'smtp:%s')".formatted(query), user -> user.hasAddress(query)))
                    : own;
        }
        // The short name may be one account's here and another's in the Active Directory behind it.
        return live(Stream.concat(
                listed("startswith(userPrincipalName,'%s@')".formatted(query), user -> user.isCalled(query)),
                listed("onPremisesSamAccountName eq '%s'".formatted(query), user -> user.isCalled(query))));
    }

    private Stream<User> byId(String id) {
        try {
            var call = Call.get("/users/" + id).query(Map.of("$select", User.SELECT));
            return Stream.of(entra.http().read(call, User.class)).filter(user -> id.equalsIgnoreCase(user.id()));
        } catch (VendorException.Refused unknown) {
            return Stream.of();
        }
    }

    private Stream<User> listed(String filter, Predicate<User> exact) {
        // the on-premises name can only be asked for in this mode, and the others do not mind
        var call = Call.get("/users")
                .query(Map.of("$filter", filter, "$select", User.SELECT, "$top", PAGE, "$count", "true"))
                .with("ConsistencyLevel", "eventual");
        var page = entra.http().read(call, Page.class);
        // what was not read may be the one that was meant
        return page.next == null ? page.value.stream().filter(exact) : page.value.stream();
    }

    private Matches<Target.Account> live(Stream<User> users) {
        return new Matches<>(
                users.map(user -> user.account(entra.name())).distinct().toList(), List.of());
    }

    record Page(
            List<User> value,
            @JsonProperty("@odata.nextLink") @Nullable String next) {
        Page {
            if (value == null) {
                throw new IllegalArgumentException("no list");
            }
        }
    }
}
