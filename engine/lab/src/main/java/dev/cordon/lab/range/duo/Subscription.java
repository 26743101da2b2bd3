package dev.cordon.lab.range.duo;

import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Dialect;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Rosters;
import dev.cordon.lab.range.Stage;
import dev.cordon.lab.range.Unknown;
import dev.cordon.lab.range.company.Ids;
import dev.cordon.lab.range.company.People;
import dev.cordon.lab.range.company.Person;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// One subscription: who is let in, and what is asked of whom.
final class Subscription implements Cloud {
    private static final String INTEGRATION_KEY = "DISIMULATEDSIMULATED";
    private static final String USERS = "users";

    private final Ground ground;
    private final Dialect dialect;
    private final Stage stage;
    private final SignedRequest signed;
    private final People people;

    Subscription(Ground ground, Dialect dialect) {
        this.ground = ground;
        this.dialect = dialect;
        this.stage = ground.stage();
        this.signed = new SignedRequest(INTEGRATION_KEY, ground.secret("key"));
        this.people =
                new People("duo", seed -> "DU" + Ids.sha1(seed).substring(0, 18).toUpperCase(Locale.ROOT), ground);
    }

    @Override
    public Reply handle(Request request) {
        var words = request.words();
        if (words.size() < 3 || !words.subList(0, 2).equals(List.of("admin", "v1"))) {
            return notPlayed(request);
        }
        var things = words.get(2);
        if (!things.equals(USERS)) {
            return words.size() == 4 && request.method().equals("DELETE") && Enrolled.KINDS.contains(things)
                    ? remove(request, things, owner(things, words.get(3)), words.get(3))
                    : notPlayed(request);
        }
        if (words.size() == 3 && request.method().equals("GET")) {
            return reading(request, "find", request.parameter("username"), () -> find(request));
        }
        if (words.size() < 4) {
            return notPlayed(request);
        }
        var id = words.get(3);
        return switch (request.method() + words.size() + (words.size() > 4 ? words.get(4) : "")) {
            case "GET4" -> about(request, "read", id, person -> ok(new Enrolled(person).shown()));
            case "GET5bypass_codes" ->
                about(request, "bypass_codes", id, person -> ok(new Enrolled(person).things("bypass_codes")));
            case "POST4" -> change(request, "status", people.byId(id), id, person -> status(request, person));
            case "DELETE6phones", "DELETE6tokens" -> remove(request, words.get(4), people.byId(id), words.get(5));
            default -> notPlayed(request);
        };
    }

    private Reply find(Request request) {
        var name = request.parameter("username");
        var mail = request.parameter("email");
        return ok(people.all().stream()
                .filter(person -> (name.isEmpty() || person.userName().equalsIgnoreCase(name))
                        && (mail.isEmpty() || person.mail().equalsIgnoreCase(mail)))
                .map(person -> new Enrolled(person).shown())
                .toList());
    }

    private Reply status(Request request, Person person) {
        switch (request.json().path("status").asText()) {
            case "disabled" -> person.enable(false);
            case "active" -> {
                person.enable(true);
                person.attribute(Enrolled.ACTIVATED, "yes");
            }
            default -> {
                return dialect.problem(400, "Invalid request parameters");
            }
        }
        return ok(new Enrolled(person).shown());
    }

    private Reply remove(Request request, String things, Optional<Person> owner, String key) {
        return change(
                request,
                "remove_" + things,
                owner,
                key,
                person -> new Enrolled(person).remove(things, key) ? ok("") : unknown());
    }

    private Optional<Person> owner(String things, String key) {
        return people.all().stream()
                .filter(person -> new Enrolled(person).has(things, key))
                .findFirst();
    }

    private Reply about(Request request, String operation, String id, Function<Person, Reply> answer) {
        return reading(request, operation, id, () -> people.byId(id).map(answer).orElseGet(this::unknown));
    }

    private Reply reading(Request request, String operation, String id, Supplier<Reply> answer) {
        return stage.read(operation, id, () -> admits(request) ? answer.get() : invalid());
    }

    private Reply change(
            Request request, String operation, Optional<Person> person, String id, Function<Person, Reply> effect) {
        return person.isEmpty()
                ? stage.change(request, operation, new Unknown(id), nobody -> admits(request) ? unknown() : invalid())
                : stage.change(
                        request, operation, person.get(), found -> admits(request) ? effect.apply(found) : invalid());
    }

    private boolean admits(Request request) {
        return signed.admits(request, stage.clock().instant());
    }

    private static Reply ok(Object response) {
        return Reply.json(200, Map.of("stat", "OK", "response", response));
    }

    private Reply invalid() {
        return dialect.problem(401, "Invalid signature in request credentials");
    }

    private Reply unknown() {
        return dialect.problem(404, "Resource not found");
    }

    private Reply notPlayed(Request request) {
        return dialect.problem(404, "the range does not play " + request.method() + " " + request.path());
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                ground.variable("URL"), ground.url().toString(),
                ground.variable("INTEGRATION_KEY"), INTEGRATION_KEY,
                ground.variable("SECRET_KEY"), ground.secret("key"));
    }

    @Override
    public Rosters rosters() {
        return Rosters.ofPeople(people);
    }
}
