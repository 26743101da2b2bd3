package dev.cordon.lab.range.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.lab.range.Bearer;
import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Rosters;
import dev.cordon.lab.range.Stage;
import dev.cordon.lab.range.Unknown;
import dev.cordon.lab.range.company.Detection;
import dev.cordon.lab.range.company.Detections;
import dev.cordon.lab.range.company.Fleet;
import dev.cordon.lab.range.company.Ids;
import dev.cordon.lab.range.company.Machine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/// The endpoint API: who is let in, which host, which action.
final class Kibana implements Cloud {
    private static final String SEARCH = "POST /api/detection_engine/signals/search";
    private static final String STATUS = "POST /api/detection_engine/signals/status";

    private final Ground ground;
    private final Stage stage;
    private final Bearer key;
    private final Fleet fleet;
    private final Hosts hosts;
    private final Actions actions;
    private final Detections detections;
    private final Signals signals;
    private final SignalStatus statuses;

    Kibana(Ground ground) {
        this.ground = ground;
        this.stage = ground.stage();
        this.key = new Bearer("Authorization", "ApiKey ", ground.secret("key"));
        this.fleet = new Fleet("ELA", Ids::uuid, ground);
        this.hosts = new Hosts(fleet);
        this.actions = new Actions(ground.clock(), ground.pending());
        this.detections = new Detections(ground, Ids::uuid);
        this.signals = new Signals(detections);
        this.statuses = new SignalStatus(detections);
    }

    @Override
    public Reply handle(Request request) {
        switch (request.method() + " " + request.path()) {
            case SEARCH -> {
                var body = request.json();
                return reading(
                        request,
                        "signals",
                        "",
                        () -> SignalStatus.asks(body) ? statuses.find(body) : signals.search(body));
            }
            case STATUS -> {
                return setStatus(request);
            }
            default -> {}
        }
        var words = request.words();
        if (words.size() < 3 || !words.subList(0, 2).equals(List.of("api", "endpoint"))) {
            return unplayed(request);
        }
        var rest = words.subList(3, words.size());
        return switch (request.method() + " " + words.get(2) + " " + rest.size()) {
            case "GET metadata 0" ->
                reading(request, "find", request.parameter("kuery"), () -> hosts.list(request.parameter("kuery")));
            case "GET metadata 1" ->
                reading(request, "host", rest.getFirst(), () -> onHost(rest.getFirst(), hosts::one));
            case "GET action_status 0" -> {
                var id = request.parameter("agent_ids");
                yield reading(request, "pending", id, () -> onHost(id, Actions::pending));
            }
            case "GET action 0" ->
                reading(
                        request,
                        "history",
                        request.parameter("agentIds"),
                        () -> actions.history(request.parameter("agentIds"), request.parameters("commands")));
            case "GET action 1" -> reading(request, "action", rest.getFirst(), () -> actions.one(rest.getFirst()));
            case "GET action 3" ->
                reading(request, "upload", rest.getFirst(), () -> actions.upload(rest.getFirst(), rest.get(2)));
            case "GET action 4" ->
                reading(request, "download", rest.getFirst(), () -> actions.download(rest.getFirst(), rest.get(2)));
            case "POST action 1" -> Actions.plays(rest.getFirst()) ? act(request, rest.getFirst()) : unplayed(request);
            default -> unplayed(request);
        };
    }

    private static Reply unplayed(Request request) {
        return Elastic.failure(404, "the range does not play " + request.method() + " " + request.path());
    }

    private Reply reading(Request request, String operation, String id, Supplier<Reply> answer) {
        return stage.read(operation, id, () -> refusal(request).orElseGet(answer));
    }

    private Reply onHost(String id, java.util.function.Function<Machine, Reply> answer) {
        return fleet.byId(id).map(answer).orElseGet(() -> Elastic.failure(404, "Endpoint metadata not found"));
    }

    private Reply act(Request request, String command) {
        var body = request.json();
        var ids = StreamSupport.stream(body.path("endpoint_ids").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        var id = ids.size() == 1 ? ids.getFirst() : "";
        Stage.Subject subject =
                fleet.byId(id).<Stage.Subject>map(machine -> machine).orElseGet(() -> new Unknown(id));
        return stage.change(
                request,
                command,
                subject,
                found -> refusal(request)
                        .or(() -> malformed(request, body, ids))
                        .orElseGet(() -> found instanceof Machine machine
                                ? actions.begin(command, machine, body)
                                : Elastic.failure(404, "The host does not have Elastic Defend installed")));
    }

    private Reply setStatus(Request request) {
        var body = request.json();
        var id = body.path("signal_ids").path(0).asText();
        Stage.Subject subject =
                detections.byId(id).<Stage.Subject>map(alert -> alert).orElseGet(() -> new Unknown(id));
        return stage.change(
                request,
                "status",
                subject,
                found -> refusal(request)
                        .or(() -> unsigned(request))
                        .orElseGet(() -> statuses.set(found instanceof Detection alert ? alert : null, body)));
    }

    private static Optional<Reply> unsigned(Request request) {
        return request.header("kbn-xsrf").isEmpty()
                ? Optional.of(Elastic.failure(400, "Request must contain a kbn-xsrf header."))
                : Optional.empty();
    }

    private static Optional<Reply> malformed(Request request, JsonNode body, List<String> ids) {
        if (request.header("kbn-xsrf").isEmpty()) {
            return unsigned(request);
        }
        if (ids.size() != 1
                || body.properties().stream()
                        .anyMatch(member -> member.getValue().isNull())) {
            return Optional.of(Elastic.failure(400, "[request body]: types that failed validation"));
        }
        return Optional.empty();
    }

    private Optional<Reply> refusal(Request request) {
        return key.admits(request)
                ? Optional.empty()
                : Optional.of(Elastic.failure(401, "unable to authenticate with provided credentials"));
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                ground.variable("URL"),
                ground.url().toString(),
                ground.variable("API_KEY"),
                ground.secret("key"),
                ground.variable("FEED"),
                "detections",
                ground.variable("FEED_EVERY"),
                "2s");
    }

    @Override
    public Optional<Detections> detections() {
        return Optional.of(detections);
    }

    @Override
    public Rosters rosters() {
        return Rosters.ofMachines(fleet);
    }

    @Override
    public void reset() {
        fleet.reset();
        detections.reset();
        actions.reset();
    }
}
