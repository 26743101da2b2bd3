package dev.cordon.connectors.vendor.duo;

import dev.cordon.connectors.capability.AccountLookup;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Target;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds an account by its id, by its user name, by an alias, else by its mail address.
final class DuoLookup implements AccountLookup {
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\s]{1,255}");
    private static final String PAGE = "20";
    private static final Matches<Target.Account> NONE = new Matches<>(List.of(), List.of());

    private final Duo duo;

    DuoLookup(Duo duo) {
        this.duo = duo;
    }

    @Override
    public Matches<Target.Account> find(String query) {
        if (!NAME.matcher(query).matches()) {
            return NONE;
        }
        if (Duo.isId(query)) {
            return byId(query);
        }
        var byName = known("username", query, user -> user.named(query) || user.alias(query));
        return byName.live().isEmpty() && byName.stale().isEmpty() && query.contains("@")
                ? known("email", query, user -> query.equalsIgnoreCase(user.email()))
                : byName;
    }

    private Matches<Target.Account> byId(String id) {
        try {
            return sorted(Stream.of(duo.user(new Target.Account(duo.name(), id, id, null))));
        } catch (VendorException.Refused unknown) {
            return NONE;
        }
    }

    // A list with nobody in it is what an unknown name gets.
    private Matches<Target.Account> known(String field, String query, Predicate<DuoUser> exact) {
        var answer = duo.read(Call.get(Duo.USERS).query(Map.of(field, query, "limit", PAGE)));
        var users = answer.all(DuoUser.class);
        if (answer.goesOn()) {
            // what was not read may be the one that was meant
            return new Matches<>(
                    users.stream().map(user -> user.account(duo.name())).toList(), List.of());
        }
        return sorted(users.stream().filter(exact));
    }

    private Matches<Target.Account> sorted(Stream<DuoUser> users) {
        var byTrash = users.collect(Collectors.partitioningBy(
                DuoUser::inTrash, Collectors.mapping(user -> user.account(duo.name()), Collectors.toList())));
        return new Matches<>(byTrash.getOrDefault(false, List.of()), byTrash.getOrDefault(true, List.of()));
    }
}
