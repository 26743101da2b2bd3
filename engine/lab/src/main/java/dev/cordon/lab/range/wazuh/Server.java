package dev.cordon.lab.range.wazuh;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.lab.range.Bearer;
import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Rosters;
import dev.cordon.lab.range.Stage;
import dev.cordon.lab.range.Tokens;
import dev.cordon.lab.range.Unknown;
import dev.cordon.lab.range.company.Fleet;
import dev.cordon.lab.range.company.Ids;
import dev.cordon.lab.range.company.Machine;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The manager: who is let in, and what is sent to which agent.
final class Server implements Cloud {
    private static final String USER = "cordon";

    private final Ground ground;
    private final Stage stage;
    private final Bearer login;
    private final Tokens tokens;
    private final Fleet fleet;
    private final Agents agents;

    Server(Ground ground) {
        this.ground = ground;
        this.stage = ground.stage();
        var basic = (USER + ":" + ground.secret("client")).getBytes(StandardCharsets.UTF_8);
        this.login = new Bearer("Authorization", "Basic ", Base64.getEncoder().encodeToString(basic));
        this.tokens = ground.tokens(USER);
        this.fleet = new Fleet("WAZ", Ids.digits(6), ground);
        this.agents = new Agents(fleet);
    }

    @Override
    public Reply handle(Request request) {
        var words = request.words();
        return switch (request.method() + " " + words.getFirst() + " " + words.size()) {
            case "POST security 3" -> stage.read("token", "", () -> authenticate(request));
            case "GET  1" ->
                reading(
                        request,
                        "version",
                        "",
                        () -> Reply.json(200, Map.of("data", Map.of("api_version", "4.9.0"), "error", 0)));
            case "GET agents 1" ->
                reading(request, "find", request.parameter("agents_list"), () -> agents.list(request));
            case "GET syscollector 3" ->
                reading(
                        request,
                        "inventory",
                        words.get(1),
                        () -> agents.inventory(words.get(1), words.get(2), request));
            case "PUT active-response 1" -> respond(request, request.parameter("agents_list"));
            default -> Wazuh.failure(404, 404, "the range does not play " + request.method() + " " + request.path());
        };
    }

    private Reply authenticate(Request request) {
        return login.admits(request)
                ? tokens.issue(USER, ground.secret("client"))
                        .map(token -> Reply.json(200, Map.of("data", Map.of("token", token), "error", 0)))
                        .orElseThrow()
                : Wazuh.failure(401, 6000, "Invalid credentials");
    }

    private Reply reading(Request request, String operation, String id, Supplier<Reply> answer) {
        return stage.read(
                operation, id, () -> tokens.admits(request) ? answer.get() : Wazuh.failure(401, 6001, "Invalid token"));
    }

    private Reply respond(Request request, String id) {
        Stage.Subject subject =
                fleet.byId(id).<Stage.Subject>map(machine -> machine).orElseGet(() -> new Unknown(id));
        var command = request.json().path("command").asText();
        return stage.change(request, command.isEmpty() ? "no-command" : command, subject, found -> {
            if (!tokens.admits(request)) {
                return Wazuh.failure(401, 6001, "Invalid token");
            }
            if (id.isBlank() || id.contains(",")) {
                return Wazuh.failure(400, 400, "the range sends to one agent only");
            }
            return found instanceof Machine machine
                    ? sent(command, request.json().at("/alert/data"), machine)
                    : failed(id, 1701);
        });
    }

    /// @param data what the script finds in its input
    private static Reply sent(String command, JsonNode data, Machine machine) {
        if (machine.offline()) {
            return failed(machine.id(), 1707);
        }
        switch (command) {
            case Wazuh.ISOLATE -> machine.contain();
            case Wazuh.RELEASE -> machine.lift();
            case Wazuh.KILL -> kill(data, machine);
            case Wazuh.PUT_AWAY -> putAway(data, machine);
            default -> {
                // sent, and nobody has it
            }
        }
        return Reply.json(
                200,
                Map.of(
                        "data",
                        Map.of(
                                "affected_items",
                                List.of(machine.id()),
                                "total_affected_items",
                                1,
                                "total_failed_items",
                                0,
                                "failed_items",
                                List.of()),
                        "message",
                        "AR command was sent to all agents",
                        "error",
                        0));
    }

    /// Only if number and program agree.
    private static void kill(JsonNode data, Machine machine) {
        machine.tasks().stream()
                .filter(task -> Long.toString(task.pid())
                                .equals(data.path("cordon_pid").asText())
                        && task.name()
                                .equalsIgnoreCase(data.path("cordon_image").asText()))
                .forEach(task -> machine.kill(task.pid()));
    }

    /// A file with another hash is left alone.
    private static void putAway(JsonNode data, Machine machine) {
        var hash = data.path("cordon_sha256").asText("");
        machine.file(data.path("cordon_path").asText(""))
                .filter(file -> hash.isEmpty() || file.sha256().equalsIgnoreCase(hash))
                .ifPresent(file -> machine.quarantine(file.path()));
    }

    private static Reply failed(String id, int code) {
        return Reply.json(
                200,
                Map.of(
                        "data",
                        Map.of(
                                "affected_items",
                                List.of(),
                                "total_affected_items",
                                0,
                                "total_failed_items",
                                1,
                                "failed_items",
                                List.of(Map.of(
                                        "error", Map.of("code", code, "message", "simulated"), "id", List.of(id)))),
                        "message",
                        "AR command was not sent to any agent",
                        "error",
                        1));
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                ground.variable("URL"),
                ground.url().toString(),
                ground.variable("USER"),
                USER,
                ground.variable("PASSWORD"),
                ground.secret("client"),
                ground.variable("ISOLATE_COMMAND"),
                Wazuh.ISOLATE,
                ground.variable("RELEASE_COMMAND"),
                Wazuh.RELEASE,
                ground.variable("KILL_COMMAND"),
                Wazuh.KILL,
                ground.variable("QUARANTINE_COMMAND"),
                Wazuh.PUT_AWAY);
    }

    @Override
    public Rosters rosters() {
        return Rosters.ofMachines(fleet);
    }

    @Override
    public void expireTokens() {
        tokens.expireAll();
    }
}
