package dev.cordon.lab.range.google;

import com.fasterxml.jackson.databind.JsonNode;
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

/// One customer: who is let in, and what is asked of whom. The tokens come from the same host, under another path.
final class Workspace implements Cloud {
    private static final String ACCOUNT = "cordon@simulated.iam.gserviceaccount.com";
    private static final String ADMIN = "cordon.admin@acme.example";
    private static final String USERS = "/admin/directory/v1/users";

    private final Ground ground;
    private final Dialect dialect;
    private final Stage stage;
    private final Tokens tokens;
    private final SignedClient client;
    private final People people;

    Workspace(Ground ground, Dialect dialect) throws IOException {
        this.ground = ground;
        this.dialect = dialect;
        this.stage = ground.stage();
        this.tokens = ground.tokens(ACCOUNT);
        this.client = new SignedClient(ground);
        this.people = new People("google", Ids.digits(21), ground);
    }

    @Override
    public Reply handle(Request request) {
        var path = request.path();
        if (path.equals("/token") && request.method().equals("POST")) {
            return stage.read("token", "", () -> token(request));
        }
        if (path.equals(USERS) && request.method().equals("GET")) {
            return reading(request, "find", request.parameter("query"), () -> find(request));
        }
        if (!path.startsWith(USERS + "/")) {
            return notPlayed(request);
        }
        var words = request.words();
        var id = words.get(4);
        var rest = words.subList(5, words.size());
        return switch (request.method() + " " + (rest.isEmpty() ? "" : rest.getFirst()) + rest.size()) {
            case "GET 0" -> about(request, "read", id, person -> Reply.json(200, new User(person).shown()));
            case "GET tokens1" -> about(request, "tokens", id, person -> items(new User(person).tokens()));
            case "GET asps1" -> about(request, "asps", id, person -> items(new User(person).asps()));
            case "PATCH 0" -> change(request, operation(request.json()), id, person -> patch(request.json(), person));
            case "POST signOut1" -> change(request, "signOut", id, this::signOut);
            case "DELETE tokens2" -> change(request, "delete_token", id, person -> delete(person, rest));
            case "DELETE asps2" -> change(request, "delete_asp", id, person -> delete(person, rest));
            case "POST twoStepVerification2" -> change(request, "turnOff", id, this::turnOff);
            default -> notPlayed(request);
        };
    }

    private Reply token(Request request) {
        return client.claims(request.field("assertion"))
                .filter(claims -> claims.path("sub").asText().equals(ADMIN)
                        && claims.path("aud").asText().equals(ground.url() + "/token"))
                .flatMap(claims -> tokens.issue(claims.path("iss").asText(), ground.secret("client")))
                .map(token -> Reply.json(
                        200, Map.of("access_token", token, "expires_in", tokens.seconds(), "token_type", "Bearer")))
                .orElseGet(() -> Reply.json(401, Map.of("error", "unauthorized_client")));
    }

    /// As far as a connector asks: by one address, or the administrators.
    private Reply find(Request request) {
        var query = request.parameter("query");
        var found = people.all().stream()
                .filter(person -> query.isEmpty()
                        || query.equalsIgnoreCase("email=" + person.mail())
                        || (query.equals("isAdmin=true") && new User(person).admin()))
                .map(person -> new User(person).shown())
                .toList();
        return found.isEmpty() ? Reply.json(200, Map.of()) : Reply.json(200, Map.of("users", found));
    }

    /// The word the witness writes down.
    private static String operation(JsonNode wish) {
        if (wish.has("password")) {
            return "set_password";
        }
        return wish.path("suspended").asBoolean(true) ? "suspend" : "restore";
    }

    private Reply patch(JsonNode wish, Person person) {
        if (wish.has("suspended")) {
            person.enable(!wish.path("suspended").asBoolean());
        }
        if (wish.has("password")) {
            if (wish.path("password").asText().length() < 8) {
                return dialect.problem(400, "Invalid Password");
            }
            person.changePassword(wish.path("changePasswordAtNextLogin").asBoolean());
        }
        return Reply.json(200, new User(person).shown());
    }

    private Reply signOut(Person person) {
        if (!person.enabled()) {
            return dialect.problem(412, "User is suspended");
        }
        person.revokeSessions();
        return Reply.none(204);
    }

    private Reply delete(Person person, List<String> what) {
        return new User(person).remove(what.getFirst(), what.getLast())
                ? Reply.none(204)
                : dialect.problem(404, "Resource Not Found");
    }

    private Reply turnOff(Person person) {
        var user = new User(person);
        if (user.bound() || person.factors().isEmpty()) {
            return dialect.problem(400, "2-Step Verification cannot be turned off for this user");
        }
        person.removeFactors();
        return Reply.none(204);
    }

    private static Reply items(List<?> items) {
        return items.isEmpty() ? Reply.json(200, Map.of("etag", "1")) : Reply.json(200, Map.of("items", items));
    }

    private Reply about(Request request, String operation, String id, Function<Person, Reply> answer) {
        return reading(request, operation, id, () -> person(id).map(answer).orElseGet(this::unknown));
    }

    private Reply reading(Request request, String operation, String id, Supplier<Reply> answer) {
        return stage.read(operation, id, () -> tokens.admits(request) ? answer.get() : invalid());
    }

    private Reply change(Request request, String operation, String id, Function<Person, Reply> effect) {
        var person = person(id);
        return person.isEmpty()
                ? stage.change(
                        request, operation, new Unknown(id), nobody -> tokens.admits(request) ? unknown() : invalid())
                : stage.change(
                        request,
                        operation,
                        person.get(),
                        found -> tokens.admits(request) ? effect.apply(found) : invalid());
    }

    /// By id or address, as the directory takes it.
    private Optional<Person> person(String key) {
        return people.byId(key)
                .or(() -> people.all().stream()
                        .filter(person -> person.mail().equalsIgnoreCase(key))
                        .findFirst());
    }

    private Reply invalid() {
        return dialect.problem(401, "Invalid Credentials");
    }

    private Reply unknown() {
        return dialect.problem(404, "Resource Not Found: userKey");
    }

    private Reply notPlayed(Request request) {
        return dialect.problem(404, "the range does not play " + request.method() + " " + request.path());
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                ground.variable("URL"),
                ground.url().toString(),
                ground.variable("TOKEN_URL"),
                ground.url() + "/token",
                ground.variable("SERVICE_ACCOUNT"),
                ACCOUNT,
                ground.variable("PRIVATE_KEY"),
                client.privateKey(),
                ground.variable("ADMIN"),
                ADMIN,
                ground.variable("DOMAINS"),
                "acme.example");
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
