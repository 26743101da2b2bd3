package dev.cordon.lab.range.grr;

import dev.cordon.lab.range.Bearer;
import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Rosters;
import dev.cordon.lab.range.Stage;
import dev.cordon.lab.range.Unknown;
import dev.cordon.lab.range.company.Fleet;
import dev.cordon.lab.range.company.Ids;
import dev.cordon.lab.range.company.Machine;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Clients, their flows, and the approvals for them.
final class AdminServer implements Cloud {
    private static final String USER = "cordon";

    private final Ground ground;
    private final Stage stage;
    private final Bearer basic;
    private final String forgery;
    private final Fleet fleet;
    private final Clients clients;
    private final Flows flows;
    private final Approvals approvals;

    AdminServer(Ground ground) {
        this.ground = ground;
        this.stage = ground.stage();
        var login = USER + ":" + ground.secret("password");
        this.basic = new Bearer(
                "Authorization", "Basic ", Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        this.forgery = ground.secret("forgery");
        this.fleet = new Fleet("GRR", seed -> "C." + Ids.md5(seed).substring(0, 16), ground);
        this.clients = new Clients(fleet);
        this.flows = new Flows(ground);
        this.approvals = new Approvals(ground);
    }

    @Override
    public Reply handle(Request request) {
        var words = request.words();
        if (request.path().equals("/")) {
            return stage.read(
                    "home",
                    "",
                    () -> basic.admits(request)
                            ? Reply.text(200, "text/html", "<html></html>")
                                    .with("Set-Cookie", "csrftoken=" + forgery + "; Path=/")
                            : refusal(401, "who is there?"));
        }
        var answer = words.size() >= 3
                        && words.getFirst().equals("api")
                        && words.get(1).equals("v2")
                ? routed(request, words.subList(2, words.size()))
                : null;
        return answer == null
                ? refusal(404, "the range does not play " + request.method() + " " + request.path())
                : answer;
    }

    private @Nullable Reply routed(Request request, List<String> words) {
        if (words.getFirst().equals("clients")) {
            return client(request, words.subList(1, words.size()));
        }
        if (words.size() == 5 && words.subList(0, 4).equals(List.of("users", "me", "approvals", "client"))) {
            return switch (request.method()) {
                case "GET" -> read(request, "approvals", words.getLast(), () -> approvals.of(words.getLast()));
                case "POST" -> change(request, "approval", words.getLast(), machine -> approvals.ask(machine, request));
                default -> null;
            };
        }
        return null;
    }

    private @Nullable Reply client(Request request, List<String> rest) {
        if (rest.isEmpty()) {
            return request.method().equals("GET")
                    ? read(request, "clients", request.parameter("query"), () -> clients.listed(request))
                    : null;
        }
        var id = rest.getFirst();
        var below = String.join("/", rest.subList(1, Math.min(2, rest.size())));
        if (rest.size() == 1 && request.method().equals("GET")) {
            return read(
                    request,
                    "client",
                    id,
                    () -> fleet.byId(id)
                            .map(machine -> Grr.json(200, Clients.shown(machine)))
                            .orElseGet(() -> refusal(404, "no client " + id)));
        }
        if (!below.equals("flows")) {
            return null;
        }
        if (rest.size() == 2 && request.method().equals("POST")) {
            var name = request.json().at("/flow/name").asText();
            return change(
                    request,
                    name.isEmpty() ? "flow" : name,
                    id,
                    machine -> approvals.admits(machine) ? flows.start(machine, request) : wanted(machine));
        }
        return rest.size() > 2 && request.method().equals("GET")
                ? read(request, "flow", rest.get(2), () -> flows.read(id, rest.subList(2, rest.size()), request))
                : null;
    }

    private Reply read(Request request, String operation, String id, Supplier<Reply> answer) {
        return stage.read(operation, id, () -> basic.admits(request) ? answer.get() : refusal(401, "who is there?"));
    }

    private Reply change(Request request, String operation, String id, Function<Machine, Reply> effect) {
        var machine = fleet.byId(id);
        return machine.isEmpty()
                ? stage.change(request, operation, new Unknown(id), nobody -> refusal(404, "no client " + id))
                : stage.change(request, operation, machine.get(), known -> {
                    if (!basic.admits(request)) {
                        return refusal(401, "who is there?");
                    }
                    return request.header("X-CSRFToken").equals(forgery)
                                    && request.header("Cookie").equals("csrftoken=" + forgery)
                            ? effect.apply(known)
                            : refusal(403, "CSRF token missing or expired");
                });
    }

    private static Reply wanted(Machine machine) {
        return Grr.json(403, Map.of("message", "no approval", "subject", "aff4:/" + machine.id()))
                .with("X-GRR-Unauthorized-Access-Reason", "no approval")
                .with("X-GRR-Unauthorized-Access-Subject", "aff4:/" + machine.id());
    }

    private static Reply refusal(int status, String message) {
        return Grr.json(status, Map.of("message", message));
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                ground.variable("URL"),
                ground.url().toString(),
                ground.variable("USER"),
                USER,
                ground.variable("PASSWORD"),
                ground.secret("password"),
                ground.variable("APPROVERS"),
                "amina");
    }

    @Override
    public Rosters rosters() {
        return Rosters.ofMachines(fleet);
    }

    @Override
    public void reset() {
        fleet.reset();
        flows.forget();
        approvals.forget();
    }
}
