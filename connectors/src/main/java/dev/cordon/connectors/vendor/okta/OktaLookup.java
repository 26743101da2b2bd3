package dev.cordon.connectors.vendor.okta;

import dev.cordon.connectors.capability.AccountLookup;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.Json;
import dev.cordon.contract.Target;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds an account by its id, by its login with or without the domain, else by its mail address.
final class OktaLookup implements AccountLookup {
    /// What can be put between the quotes of a filter as it is. What would need escaping is no name.
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}._@+-]{1,100}");

    private static final String PAGE = "20";
    private static final Matches<Target.Account> NONE = new Matches<>(List.of(), List.of());

    private final Okta okta;

    OktaLookup(Okta okta) {
        this.okta = okta;
    }

    @Override
    public Matches<Target.Account> find(String query) {
        if (!PLAIN.matcher(query).matches()) {
            return NONE;
        }
        if (Okta.isId(query)) {
            return byId(query);
        }
        if (!query.contains("@")) {
            return searched("profile.login eq \"%s\" or profile.login sw \"%s@\"".formatted(query, query), user -> {
                var login = user.login();
                var at = login.indexOf('@');
                return query.equalsIgnoreCase(at < 0 ? login : login.substring(0, at));
            });
        }
        var byLogin =
                searched("profile.login eq \"%s\"".formatted(query), user -> query.equalsIgnoreCase(user.login()));
        // Two people's second accounts often share a mail address with the first.
        return byLogin.live().isEmpty() && byLogin.stale().isEmpty()
                ? searched("profile.email eq \"%s\"".formatted(query), user -> query.equalsIgnoreCase(user.mail()))
                : byLogin;
    }

    private Matches<Target.Account> byId(String id) {
        try {
            var user = okta.read(new Target.Account(okta.name(), id, id, null));
            return sorted(Stream.of(user));
        } catch (VendorException.Refused unknown) {
            return NONE;
        }
    }

    private Matches<Target.Account> searched(String filter, Predicate<OktaUser> exact) {
        var answer = okta.http().read(Call.get("/api/v1/users").query(Map.of("search", filter, "limit", PAGE)));
        var users = Json.read(answer.body(), OktaUser[].class);
        if (answer.headers().getAll("Link").stream().anyMatch(link -> link.contains("rel=\"next\""))) {
            // what was not read may be the one that was meant
            return new Matches<>(Stream.of(users).map(this::account).toList(), List.of());
        }
        return sorted(Stream.of(users).filter(exact));
    }

    private Matches<Target.Account> sorted(Stream<OktaUser> users) {
        var byAge = users.collect(
                Collectors.partitioningBy(OktaUser::gone, Collectors.mapping(this::account, Collectors.toList())));
        return new Matches<>(byAge.getOrDefault(false, List.of()), byAge.getOrDefault(true, List.of()));
    }

    private Target.Account account(OktaUser user) {
        return user.account(okta.name());
    }
}
