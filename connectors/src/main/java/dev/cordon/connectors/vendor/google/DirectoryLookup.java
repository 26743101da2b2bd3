package dev.cordon.connectors.vendor.google;

import dev.cordon.connectors.capability.AccountLookup;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Target;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Finds an account by its id or one of its addresses. A name alone is completed with the domains of the settings.
final class DirectoryLookup implements AccountLookup {
    /// What can stand in a query as it is.
    private static final Pattern ADDRESS = Pattern.compile("[\\p{L}\\p{N}._+-]{1,64}@[\\p{L}\\p{N}.-]{1,255}");

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._+-]{1,64}");
    private static final Matches<Target.Account> NONE = new Matches<>(List.of(), List.of());

    private final Directory directory;
    private final List<String> domains;

    DirectoryLookup(Directory directory, List<String> domains) {
        this.directory = directory;
        this.domains = domains.stream().map(String::strip).toList();
    }

    @Override
    public Matches<Target.Account> find(String query) {
        if (Directory.isId(query)) {
            return byId(query);
        }
        if (ADDRESS.matcher(query).matches()) {
            return byAddress(query);
        }
        return NAME.matcher(query).matches()
                ? domains.stream()
                        .map(domain -> byAddress(query + "@" + domain))
                        .reduce(NONE, Matches::and)
                : NONE;
    }

    private Matches<Target.Account> byId(String id) {
        try {
            var user = directory.read(new Target.Account(directory.name(), id, id, null));
            return new Matches<>(List.of(user.account(directory.name())), List.of());
        } catch (VendorException.Refused unknown) {
            return NONE;
        }
    }

    // Reading the account by its address would do, but says 403 for every address of a foreign domain.
    private Matches<Target.Account> byAddress(String address) {
        var call = Call.get(Directory.USERS)
                .query(Map.of(
                        "customer", "my_customer",
                        "query", "email=" + address,
                        "projection", "full",
                        "maxResults", "20"));
        var answer = directory.http().read(call, GoogleUsers.class);
        // of an answer that goes on, what was not read may be the one that was meant
        var truncated =
                answer.nextPageToken() != null && !answer.nextPageToken().isBlank();
        return new Matches<>(
                answer.all().stream()
                        .filter(user -> truncated || user.reachedBy(address))
                        .map(user -> user.account(directory.name()))
                        .toList(),
                List.of());
    }
}
