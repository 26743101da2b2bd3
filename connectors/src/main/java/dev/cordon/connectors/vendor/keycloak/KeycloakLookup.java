package dev.cordon.connectors.vendor.keycloak;

import dev.cordon.connectors.capability.AccountLookup;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Target;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Finds an account by its user name, else by its mail address, else by its id.
final class KeycloakLookup implements AccountLookup {
    private static final String PAGE = "20";

    private final Keycloak keycloak;

    KeycloakLookup(Keycloak keycloak) {
        this.keycloak = keycloak;
    }

    @Override
    public Matches<Target.Account> find(String query) {
        var byName = exactly("username", query, user -> query.equalsIgnoreCase(user.username()));
        if (!byName.isEmpty()) {
            return live(byName);
        }
        if (query.contains("@")) {
            return live(exactly("email", query, user -> query.equalsIgnoreCase(user.email())));
        }
        return live(byId(query));
    }

    // Without exact=true it would be an infix match; the predicate keeps it exact on servers that ignore it.
    private List<Target.Account> exactly(String field, String query, Predicate<User> same) {
        var call = Call.get(keycloak.users()).query(Map.of(field, query, "exact", "true", "max", PAGE));
        return Stream.of(keycloak.http().read(call, User[].class))
                .filter(same)
                .map(user -> user.account(keycloak.name()))
                .toList();
    }

    private List<Target.Account> byId(String query) {
        if (!query.matches("[0-9A-Za-z:-]{8,128}")) {
            return List.of();
        }
        try {
            var user = keycloak.http().read(Call.get(keycloak.users() + "/" + Call.segment(query)), User.class);
            return query.equals(user.id()) ? List.of(user.account(keycloak.name())) : List.of();
        } catch (VendorException.Refused unknown) {
            return List.of();
        }
    }

    private static Matches<Target.Account> live(List<Target.Account> accounts) {
        return new Matches<>(accounts, List.of());
    }
}
