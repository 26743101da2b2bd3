package dev.cordon.lab.range.entra;

import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Rosters;
import dev.cordon.lab.range.Stage;
import dev.cordon.lab.range.Tokens;
import dev.cordon.lab.range.company.Ids;
import dev.cordon.lab.range.company.People;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The desk for tokens, and Graph's `/v1.0`.
final class Graph implements Cloud {
    private static final String CLIENT_ID = "cordon";
    private static final String TOKEN = "/acme/oauth2/v2.0/token";
    private static final String SCOPE = "https://graph.microsoft.com/.default";
    private static final String ROLE = Ids.uuid("role global administrator");
    private static final String GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";
    private static final String GROUP = Ids.uuid("group emergency access");
    private static final String ADMINISTRATOR = "j.okafor.ent";
    private static final String EMERGENCY = "svc-backup.ent";

    private final Ground ground;
    private final Stage stage;
    private final Tokens tokens;
    private final People people;
    private final Accounts accounts;

    Graph(Ground ground) {
        this.ground = ground;
        this.stage = ground.stage();
        this.tokens = ground.tokens(CLIENT_ID);
        this.people = new People("ENT", Ids::uuid, ground);
        this.accounts = new Accounts(stage, tokens, people);
    }

    @Override
    public Reply handle(Request request) {
        if (request.path().equals(TOKEN) && request.method().equals("POST")) {
            return stage.read("token", "", () -> issue(request));
        }
        var words = request.words();
        var answer = words.size() >= 2 && words.getFirst().equals("v1.0")
                ? routed(request, words.get(1), words.subList(2, words.size()))
                : null;
        return answer == null
                ? Entra.problem(
                        404,
                        "Request_ResourceNotFound",
                        "the range does not play " + request.method() + " " + request.path())
                : answer;
    }

    private @Nullable Reply routed(Request request, String first, List<String> rest) {
        var asked = request.method() + " " + first + (rest.isEmpty() ? "" : "/" + String.join("/", rest));
        if (asked.equals("GET organization")) {
            return read(request, "organization", "", () -> Reply.json(200, Map.of("value", List.of())));
        }
        if (asked.equals("GET groups/" + GROUP)) {
            return read(request, "group", GROUP, () -> Reply.json(200, Map.of("id", GROUP)));
        }
        if (asked.equals("GET directoryRoles/" + ROLE + "/members")) {
            return read(request, "members", ROLE, this::administrators);
        }
        if (!first.equals("users")) {
            return null;
        }
        if (rest.size() >= 2) {
            switch (request.method() + " " + String.join("/", rest.subList(1, rest.size()))) {
                case "GET transitiveMemberOf/microsoft.graph.directoryRole" -> {
                    return read(request, "roles", rest.getFirst(), () -> roles(rest.getFirst()));
                }
                case "POST checkMemberGroups" -> {
                    return read(request, "groups", rest.getFirst(), () -> groups(rest.getFirst(), request));
                }
                default -> {
                    // the account's own
                }
            }
        }
        return accounts.handle(request, rest);
    }

    private Reply roles(String id) {
        var roles = id.equals(idOf(ADMINISTRATOR))
                ? List.of(Map.of("id", ROLE, "roleTemplateId", GLOBAL_ADMINISTRATOR))
                : List.of();
        return Reply.json(200, Map.of("value", roles));
    }

    private Reply groups(String id, Request request) {
        var asked = request.json().path("groupIds").path(0).asText();
        var member = id.equals(idOf(EMERGENCY)) && asked.equals(GROUP);
        return Reply.json(200, Map.of("value", member ? List.of(GROUP) : List.of()));
    }

    private Reply administrators() {
        var members = people.byName(ADMINISTRATOR).stream()
                .map(person -> Map.of("id", person.id(), "accountEnabled", person.enabled()))
                .toList();
        return Reply.json(200, Map.of("value", members));
    }

    private String idOf(String name) {
        return people.byName(name).iterator().next().id();
    }

    private Reply read(Request request, String operation, String id, Supplier<Reply> answer) {
        return stage.read(operation, id, () -> tokens.admits(request) ? answer.get() : Accounts.refusal());
    }

    /// In the words of the login host, which is not Graph.
    private Reply issue(Request request) {
        if (!request.field("scope").equals(SCOPE)) {
            return Reply.json(400, Map.of("error", "invalid_scope", "error_description", "AADSTS1002012"));
        }
        return tokens.issue(request.field("client_id"), request.field("client_secret"))
                .map(token -> Reply.json(
                        200, Map.of("token_type", "Bearer", "expires_in", tokens.seconds(), "access_token", token)))
                .orElseGet(
                        () -> Reply.json(401, Map.of("error", "invalid_client", "error_description", "AADSTS7000215")));
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                ground.variable("URL"),
                ground.url() + "/v1.0",
                ground.variable("TOKEN_URL"),
                ground.url() + TOKEN,
                ground.variable("CLIENT_ID"),
                CLIENT_ID,
                ground.variable("CLIENT_SECRET"),
                ground.secret("client"),
                ground.variable("BREAK_GLASS_GROUP"),
                GROUP);
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
