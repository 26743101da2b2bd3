package dev.cordon.lab.range.entra;

import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Stage;
import dev.cordon.lab.range.Tokens;
import dev.cordon.lab.range.Unknown;
import dev.cordon.lab.range.company.People;
import dev.cordon.lab.range.company.Person;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `/users`. Only what is selected is said.
final class Accounts {
    private static final Pattern EXACT = Pattern.compile("userPrincipalName eq '([^']*)' or mail eq '([^']*)'");
    private static final Pattern BEGINNING = Pattern.compile("startswith\\(userPrincipalName,'([^']*)'\\)");
    private static final Pattern NOBODY = Pattern.compile(
            "proxyAddresses/any\\(p:p eq '[^']*'\\)|(onPremisesSamAccountName|onPremisesSecurityIdentifier|securityIdentifier)"
                    + " eq '[^']*'");

    private final Stage stage;
    private final Tokens tokens;
    private final People people;
    private final Methods methods = new Methods();

    Accounts(Stage stage, Tokens tokens, People people) {
        this.stage = stage;
        this.tokens = tokens;
        this.people = people;
    }

    @Nullable
    Reply handle(Request request, List<String> rest) {
        if (rest.isEmpty()) {
            return request.method().equals("GET") ? read(request, "users", "", () -> listed(request)) : null;
        }
        var id = rest.getFirst();
        return switch (request.method() + " " + String.join("/", rest.subList(1, rest.size()))) {
            case "GET " ->
                read(
                        request,
                        "user",
                        id,
                        () -> people.byId(id)
                                .map(person -> Reply.json(200, shown(person, request)))
                                .orElseGet(() -> unknown(id)));
            case "PATCH " ->
                change(
                        request,
                        request.json().has("passwordProfile") ? "password" : "update",
                        id,
                        person -> patched(person, request));
            case "POST revokeSignInSessions" ->
                change(request, "revokeSignInSessions", id, person -> {
                    person.revokeSessions();
                    return Reply.json(200, Map.of("value", true));
                });
            case "GET authentication/methods" ->
                read(
                        request,
                        "methods",
                        id,
                        () -> people.byId(id)
                                .map(person -> Reply.json(200, Map.of("value", methods.of(person))))
                                .orElseGet(() -> unknown(id)));
            default -> factor(request, rest);
        };
    }

    private @Nullable Reply factor(Request request, List<String> rest) {
        if (rest.size() != 4
                || !request.method().equals("DELETE")
                || !rest.get(1).equals("authentication")) {
            return null;
        }
        return change(
                request,
                "delete " + rest.get(2),
                rest.getFirst(),
                person -> methods.delete(person, rest.get(2), rest.get(3)));
    }

    private static Reply patched(Person person, Request request) {
        var body = request.json();
        var profile = body.path("passwordProfile");
        if (profile.path("password").isTextual()) {
            person.changePassword(profile.path("forceChangePasswordNextSignIn").asBoolean());
            return Reply.none(204);
        }
        if (body.size() != 1 || !body.path("accountEnabled").isBoolean()) {
            return Entra.problem(400, "Request_BadRequest", "a property is read-only or unknown");
        }
        person.enable(body.path("accountEnabled").asBoolean());
        return Reply.none(204);
    }

    private Reply listed(Request request) {
        var filter = request.parameter("$filter");
        var exact = EXACT.matcher(filter);
        var beginning = BEGINNING.matcher(filter);
        if (exact.matches()) {
            return page(request, person -> person.mail().equalsIgnoreCase(exact.group(1)));
        }
        if (beginning.matches()) {
            return page(
                    request,
                    person -> person.mail().startsWith(beginning.group(1).toLowerCase(Locale.ROOT)));
        }
        if (NOBODY.matcher(filter).matches()) {
            return page(request, person -> false);
        }
        return filter.isEmpty()
                ? page(request, person -> true)
                : Entra.problem(400, "Request_UnsupportedQuery", "the range does not understand this filter");
    }

    private Reply page(Request request, Predicate<Person> fits) {
        return Reply.json(
                200,
                Map.of(
                        "value",
                        people.all().stream()
                                .filter(fits)
                                .map(person -> shown(person, request))
                                .toList()));
    }

    private static Map<String, Object> shown(Person person, Request request) {
        var all = new LinkedHashMap<String, Object>();
        all.put("id", person.id());
        all.put("userPrincipalName", person.mail());
        all.put("displayName", person.first() + " " + person.last());
        all.put("mail", person.mail());
        all.put("accountEnabled", person.enabled());
        all.put("userType", "Member");
        all.put("proxyAddresses", List.of("SMTP:" + person.mail()));
        all.put(
                "signInSessionsValidFromDateTime",
                person.revokedAt().orElse(person.passwordChangedAt()).toString());
        all.put("lastPasswordChangeDateTime", person.passwordChangedAt().toString());
        var select = request.parameter("$select");
        var selected = select.isEmpty() ? "id,userPrincipalName,displayName,mail" : select;
        all.keySet().retainAll(Stream.of(selected.split(",")).toList());
        return all;
    }

    private Reply read(Request request, String operation, String id, Supplier<Reply> answer) {
        return stage.read(operation, id, () -> tokens.admits(request) ? answer.get() : refusal());
    }

    private Reply change(Request request, String operation, String id, Function<Person, Reply> effect) {
        var person = people.byId(id);
        return person.isEmpty()
                ? stage.change(
                        request, operation, new Unknown(id), nobody -> tokens.admits(request) ? unknown(id) : refusal())
                : stage.change(
                        request,
                        operation,
                        person.get(),
                        known -> tokens.admits(request) ? effect.apply(known) : refusal());
    }

    static Reply refusal() {
        return Entra.problem(401, "InvalidAuthenticationToken", "the token is missing, wrong or over");
    }

    private static Reply unknown(String id) {
        return Entra.problem(404, "Request_ResourceNotFound", "no user " + id);
    }
}
