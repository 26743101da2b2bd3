package dev.cordon.lab.range.okta;

import dev.cordon.lab.range.Bearer;
import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Dialect;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Rosters;
import dev.cordon.lab.range.SignedClient;
import dev.cordon.lab.range.Stage;
import dev.cordon.lab.range.Tokens;
import dev.cordon.lab.range.Unknown;
import dev.cordon.lab.range.company.Ids;
import dev.cordon.lab.range.company.People;
import dev.cordon.lab.range.company.Person;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The organisation: who is let in, and what is asked of whom.
final class Organisation implements Cloud {
    private static final String CLIENT_ID = "cordon";
    private static final String TOKEN = "/oauth2/v1/token";
    private static final String USERS = "users";

    private final Ground ground;
    private final Dialect dialect;
    private final Stage stage;
    private final Tokens tokens;
    private final Bearer key;
    private final SignedClient client;
    private final People people;

    Organisation(Ground ground, Dialect dialect) throws IOException {
        this.ground = ground;
        this.dialect = dialect;
        this.stage = ground.stage();
        this.tokens = ground.tokens(CLIENT_ID);
        this.key = new Bearer("Authorization", "SSWS ", ground.secret("token"));
        this.client = new SignedClient(ground);
        this.people = new People("okta", seed -> "00u" + Ids.sha1(seed).substring(0, 17), ground);
    }

    @Override
    public Reply handle(Request request) {
        var words = request.words();
        var known = switch (request.method() + " " + request.path()) {
            case "POST " + TOKEN -> stage.read("token", "", () -> token(request));
            case "GET /api/v1/users" -> reading(request, "find", request.parameter("search"), () -> find(request));
            case "GET /api/v1/users/me" -> reading(request, "me", "", this::me);
            case "GET /api/v1/iam/assignees/users" -> reading(request, "assignees", "", this::assignees);
            default -> null;
        };
        if (known != null) {
            return known;
        }
        if (words.size() < 4 || !words.subList(0, 3).equals(List.of("api", "v1", USERS))) {
            return notPlayed(request);
        }
        var id = words.get(3);
        var rest = String.join("/", words.subList(4, words.size()));
        return switch (request.method() + " " + rest) {
            case "GET " -> about(request, "read", id, person -> Reply.json(200, new User(person).shown()));
            case "GET roles" -> about(request, "roles", id, person -> Reply.json(200, new User(person).roles()));
            case "GET factors" -> about(request, "factors", id, person -> Reply.json(200, new User(person).factors()));
            case "POST " -> change(request, "set_password", id, person -> setPassword(request, person));
            case "POST lifecycle/suspend" -> change(request, "suspend", id, this::suspend);
            case "POST lifecycle/unsuspend" -> change(request, "unsuspend", id, this::unsuspend);
            case "POST lifecycle/reset_factors" ->
                change(request, "reset_factors", id, person -> {
                    person.removeFactors();
                    return Reply.none(200);
                });
            case "DELETE sessions" ->
                change(request, "revoke_sessions", id, person -> {
                    person.revokeSessions();
                    return Reply.none(204);
                });
            default -> notPlayed(request);
        };
    }

    private Reply token(Request request) {
        var address = ground.url() + TOKEN;
        return client.claims(request.field("client_assertion"))
                .filter(claims ->
                        claims.path("sub").asText().equals(claims.path("iss").asText())
                                && claims.path("aud").asText().equals(address))
                .flatMap(claims -> tokens.issue(claims.path("iss").asText(), ground.secret("client")))
                .map(token -> Reply.json(
                        200,
                        Map.of(
                                "token_type",
                                "Bearer",
                                "expires_in",
                                tokens.seconds(),
                                "access_token",
                                token,
                                "scope",
                                request.field("scope"))))
                .orElseGet(() -> Reply.json(401, Map.of("error", "invalid_client")));
    }

    /// As far as a connector asks: one field or two, `eq` or `sw`.
    private Reply find(Request request) {
        var search = new Search(request.parameter("search"));
        var found = people.all().stream().filter(search::matches).map(person -> new User(person).shown());
        return Reply.json(200, found.toList());
    }

    private Reply me() {
        return Reply.json(200, Map.of("id", "00ucordonadministrat", "status", "ACTIVE"));
    }

    private Reply assignees() {
        var ids = people.all().stream()
                .filter(person -> !new User(person).roles().isEmpty())
                .map(person -> Map.of("id", person.id()))
                .toList();
        return Reply.json(200, Map.of("value", ids));
    }

    private Reply suspend(Person person) {
        if (!new User(person).status().equals("ACTIVE")) {
            return dialect.problem(400, "Cannot suspend a user that is not active");
        }
        person.enable(false);
        return Reply.none(200);
    }

    private Reply unsuspend(Person person) {
        return person.enable(true)
                ? Reply.none(200)
                : dialect.problem(400, "Cannot unsuspend a user that is not suspended");
    }

    private Reply setPassword(Request request, Person person) {
        if (request.json().at("/credentials/password/value").asText().length() < 8) {
            return dialect.problem(400, "Password requirements were not met.");
        }
        person.changePassword(false);
        return Reply.json(200, new User(person).shown());
    }

    private Reply about(Request request, String operation, String id, Function<Person, Reply> answer) {
        return reading(request, operation, id, () -> person(id).map(answer).orElseGet(this::unknown));
    }

    private Reply reading(Request request, String operation, String id, Supplier<Reply> answer) {
        return stage.read(operation, id, () -> admits(request) ? answer.get() : invalid());
    }

    private Reply change(Request request, String operation, String id, Function<Person, Reply> effect) {
        var person = person(id);
        return person.isEmpty()
                ? stage.change(request, operation, new Unknown(id), nobody -> admits(request) ? unknown() : invalid())
                : stage.change(
                        request, operation, person.get(), found -> admits(request) ? effect.apply(found) : invalid());
    }

    private Optional<Person> person(String id) {
        return people.byId(id);
    }

    private boolean admits(Request request) {
        return tokens.admits(request) || key.admits(request);
    }

    private Reply invalid() {
        return dialect.problem(401, "Invalid token provided");
    }

    private Reply unknown() {
        return dialect.problem(404, "Not found: Resource not found (User)");
    }

    private Reply notPlayed(Request request) {
        return dialect.problem(404, "the range does not play " + request.method() + " " + request.path());
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                ground.variable("URL"), ground.url().toString(),
                ground.variable("CLIENT_ID"), CLIENT_ID,
                ground.variable("PRIVATE_KEY"), client.privateKey());
    }

    @Override
    public Rosters rosters() {
        return Rosters.ofPeople(people);
    }

    @Override
    public void expireTokens() {
        tokens.expireAll();
    }
}
