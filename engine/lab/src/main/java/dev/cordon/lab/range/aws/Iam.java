package dev.cordon.lab.range.aws;

import static dev.cordon.lab.range.aws.Answer.tag;

import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Rosters;
import dev.cordon.lab.range.Stage;
import dev.cordon.lab.range.Unknown;
import dev.cordon.lab.range.company.People;
import dev.cordon.lab.range.company.Person;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The query interface. Whoever is not told whom it concerns takes the caller.
final class Iam implements Cloud {
    private static final String KEY = "AKIACORDONRANGE00001";

    private final Aws vendor;
    private final Ground ground;
    private final Stage stage;
    private final People people;
    private final Signature signature;

    Iam(Aws vendor, Ground ground) {
        this.vendor = vendor;
        this.ground = ground;
        this.stage = ground.stage();
        this.people = new People("aws", User::id, ground);
        this.signature = new Signature(ground.url().getPath(), KEY, ground.secret("key"), ground.clock());
    }

    @Override
    public Reply handle(Request request) {
        if (!request.path().equals("/")) {
            return vendor.problem(404, "the range does not play " + request.method() + " " + request.path());
        }
        var action = request.field("Action");
        return switch (action) {
            case "GetUser" -> reading(request, user -> Answer.of(action, tag("User", user.shown())));
            case "ListAccessKeys" ->
                reading(request, user -> Answer.of(action, Answer.list("AccessKeyMetadata", user.shownKeys())));
            case "ListMFADevices" ->
                reading(request, user -> Answer.of(action, Answer.list("MFADevices", user.shownFactors())));
            case "ListAttachedUserPolicies" ->
                reading(request, user -> Answer.of(action, Answer.list("AttachedPolicies", List.of())));
            case "ListGroupsForUser" -> reading(request, user -> Answer.of(action, Answer.list("Groups", List.of())));
            case "GetUserPolicy" -> reading(request, user -> policy(action, user, request.field("PolicyName")));
            case "GetLoginProfile" -> reading(request, user -> profile(action, user.person()));
            case "ListUsers" -> admitted(request, "", () -> Answer.of(action, Answer.list("Users", users())));
            case "ListRoles" -> admitted(request, "", () -> Answer.of(action, Answer.list("Roles", List.of())));
            case "GetRole", "GetRolePolicy", "ListAttachedRolePolicies", "ListAttachedGroupPolicies" ->
                admitted(request, "", () -> vendor.problem(404, "the range has neither roles nor groups"));
            case "GetAccessKeyLastUsed" -> admitted(request, "", () -> keyUsed(action, request.field("AccessKeyId")));
            case "PutUserPolicy", "DeleteUserPolicy", "UpdateAccessKey", "UpdateLoginProfile", "DeactivateMFADevice" ->
                changing(request, action);
            case "PutRolePolicy" ->
                stage.change(
                        request,
                        action,
                        new Unknown(request.field("RoleName")),
                        nobody -> refusal(request).orElseGet(() -> vendor.problem(404, "the range has no roles")));
            default -> refusal(request).orElseGet(() -> Answer.error(400, "InvalidAction", "not played: " + action));
        };
    }

    private Reply changing(Request request, String action) {
        var name = request.field("UserName");
        var user = named(name).map(User::new);
        if (user.isEmpty()) {
            // the caller can be locked out like anybody else, and that must be seen
            return stage.change(
                    request,
                    action,
                    new Unknown(name.isEmpty() ? "cordon" : name),
                    nobody -> refusal(request)
                            .orElseGet(() ->
                                    name.isEmpty() ? Answer.of(action, "") : vendor.problem(404, "no user " + name)));
        }
        return stage.change(
                request,
                action,
                user.get().person(),
                person -> refusal(request)
                        .or(() -> new Change(vendor, user.get(), request).refused(action))
                        .orElseGet(() -> Answer.of(action, "")));
    }

    private Reply reading(Request request, Function<User, Reply> answer) {
        var name = request.field("UserName");
        return admitted(
                request,
                name,
                () -> named(name).map(User::new).map(answer).orElseGet(() -> vendor.problem(404, "no user " + name)));
    }

    private Reply admitted(Request request, String id, java.util.function.Supplier<Reply> answer) {
        return stage.read(request.field("Action"), id, () -> refusal(request).orElseGet(answer));
    }

    private Optional<Reply> refusal(Request request) {
        return signature
                .fault(request)
                .map(code -> Answer.error(code.equals("RequestExpired") ? 400 : 403, code, "simulated"));
    }

    private Reply policy(String action, User user, String name) {
        return user.policy(name).isEmpty()
                ? vendor.problem(404, "no policy " + name)
                : Answer.of(action, user.shownPolicy(name));
    }

    private static Reply profile(String action, Person person) {
        return Answer.of(
                action,
                tag(
                        "LoginProfile",
                        tag("UserName", person.userName())
                                + tag("CreateDate", "2024-01-15T08:00:00Z")
                                + tag("PasswordResetRequired", Boolean.toString(person.mustChangePassword()))));
    }

    private Reply keyUsed(String action, String key) {
        return people.all().stream()
                .filter(person -> new User(person).keys().contains(key))
                .findFirst()
                .map(person -> Answer.of(action, tag("UserName", person.userName()) + tag("AccessKeyLastUsed", "")))
                .orElseGet(() -> vendor.problem(404, "no key " + key));
    }

    private List<String> users() {
        return people.all().stream().map(person -> new User(person).shown()).toList();
    }

    private Optional<Person> named(String name) {
        return people.all().stream()
                .filter(person -> person.userName().equalsIgnoreCase(name))
                .findFirst();
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                ground.variable("URL"), ground.url().toString(),
                ground.variable("ACCESS_KEY_ID"), KEY,
                ground.variable("SECRET_ACCESS_KEY"), ground.secret("key"));
    }

    @Override
    public Rosters rosters() {
        return Rosters.ofPeople(people);
    }
}
