package dev.cordon.connectors.vendor.aws;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.HttpAnswer;
import dev.cordon.connectors.http.VendorHttp;
import dev.cordon.contract.Target;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// IAM's query interface. Many of its actions do to the caller what they are not told to do to somebody
/// else, so nothing leaves without a name.
final class Iam {
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,64}");
    static final Pattern ID = Pattern.compile("(AIDA|AROA)[A-Z0-9]{12,124}");
    private static final int MOST_PAGES = 20;

    private final String name;
    private final AwsConfig.Account config;
    private final VendorHttp http;

    Iam(Vertx vertx, String name, AwsConfig.Account config) {
        this.name = name;
        this.config = config;
        this.http = new VendorHttp(vertx, name, config, new IamDialect(), line -> new SigV4(config));
    }

    /// The connector's, which targets carry.
    String name() {
        return name;
    }

    VendorHttp http() {
        return http;
    }

    AwsConfig.Account config() {
        return config;
    }

    /// The answer's result.
    Xml read(String action, Map<String, String> parameters) {
        return result(action, http.read(call(action, parameters)));
    }

    /// @return the vendor's id of the request
    String write(String action, Map<String, String> parameters, Ask ask) {
        var answer = http.write(call(action, parameters), ask);
        return Xml.read(answer.body().getBytes(), action + "Response").text("ResponseMetadata", "RequestId");
    }

    /// All entries of a list, page by page.
    List<Xml> list(String action, Map<String, String> parameters, String of, Predicate<Xml> wanted) {
        var found = new ArrayList<Xml>();
        var asked = new TreeMap<>(parameters);
        for (var page = 0; page < MOST_PAGES; page++) {
            var result = read(action, asked);
            result.at(of)
                    .orElseThrow(() -> new VendorException.Unavailable("unreadable answer: without " + of))
                    .children("member")
                    .filter(wanted)
                    .forEach(found::add);
            if (!"true".equals(result.text("IsTruncated"))) {
                return found;
            }
            asked.put("Marker", result.text("Marker"));
        }
        throw new VendorException.Unavailable("unreadable answer: a list that does not end");
    }

    /// The user or role of a target. Its name is how IAM wants it called, its id decides whether it is the one.
    Principal read(Target.Account account) {
        if (!ID.matcher(account.id()).matches() || !NAME.matcher(account.name()).matches()) {
            throw new VendorException.Refused("target-not-found", "this can be no user's or role's id and name");
        }
        return (account.id().startsWith("AROA") ? role(account.name()) : user(account.name()))
                .filter(found -> found.id().equals(account.id()))
                .orElseThrow(() -> new VendorException.Refused(
                        "target-not-found", "nobody of that name has that id; find it again"));
    }

    /// The user of a target.
    Principal user(Target.Account account) {
        var found = read(account);
        if (found.role()) {
            throw new VendorException.Refused("role", "a role cannot be signed in to; revoke its sessions");
        }
        return found;
    }

    Optional<Principal> user(String called) {
        return found(() ->
                read("GetUser", Map.of("UserName", named(called))).at("User").map(Principal::user));
    }

    Optional<Principal> role(String called) {
        return found(() ->
                read("GetRole", Map.of("RoleName", named(called))).at("Role").map(Principal::role));
    }

    List<Xml> accessKeys(Principal user) {
        return list("ListAccessKeys", Map.of("UserName", named(user.name())), "AccessKeyMetadata", key -> true);
    }

    /// What is not there is not an error to everybody.
    static <T> Optional<T> found(java.util.function.Supplier<Optional<T>> reading) {
        try {
            return reading.get();
        } catch (VendorException.Refused e) {
            if (e.code().equals("target-not-found")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    static String named(String called) {
        if (!NAME.matcher(called).matches()) {
            throw new VendorException.Refused("target-not-found", "this can be nobody's name");
        }
        return called;
    }

    private static Xml result(String action, HttpAnswer answer) {
        return Xml.read(answer.body().getBytes(), action + "Response")
                .at(action + "Result")
                .orElseThrow(() -> new VendorException.Unavailable("unreadable answer: without a result"));
    }

    // It would answer in JSON to those who ask for that.
    private static Call call(String action, Map<String, String> parameters) {
        var form = new TreeMap<>(parameters);
        form.put("Action", action);
        form.put("Version", "2010-05-08");
        return Call.form("/", form).with("Accept", "application/xml");
    }
}
