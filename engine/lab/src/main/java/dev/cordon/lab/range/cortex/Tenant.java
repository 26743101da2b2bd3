package dev.cordon.lab.range.cortex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Roster;
import dev.cordon.lab.range.Rosters;
import dev.cordon.lab.range.Stage;
import dev.cordon.lab.range.Unknown;
import dev.cordon.lab.range.company.Fleet;
import dev.cordon.lab.range.company.Ids;
import dev.cordon.lab.range.company.Indicators;
import dev.cordon.lab.range.company.Machine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The tenant. Everything is a POST, even what reads; files in [Files].
final class Tenant implements Cloud {
    static final String KILL = Ids.md5("kill script");
    static final String TRIAGE = Ids.md5("triage script");
    private static final String API = "/public_api/v1/";
    private static final String KEY_ID = "7";

    private final Ground ground;
    private final Stage stage;
    private final Door door;
    private final Fleet fleet;
    private final Indicators indicators;
    private final Jobs jobs;
    private final Files files;

    Tenant(Ground ground) {
        this.ground = ground;
        this.stage = ground.stage();
        this.door = new Door(KEY_ID, ground.secret("key"), ground.clock());
        this.fleet = new Fleet("XDR", Ids::md5, ground);
        this.indicators = new Indicators(Ids::md5, ground);
        this.jobs = new Jobs(ground.clock(), ground.pending());
        this.files = new Files(this, jobs, ground.url());
    }

    @Override
    public Reply handle(Request request) {
        if (!request.path().startsWith(API)) {
            return failure(404, "not found");
        }
        var data = request.json().path("request_data");
        return switch (request.method() + " " + request.path().substring(API.length())) {
            case "POST endpoints/get_endpoint" -> read(request, "find", () -> found(data));
            case "POST endpoints/isolate" -> turn(request, data, "isolate", Machine::contain);
            case "POST endpoints/unisolate" -> turn(request, data, "unisolate", Machine::lift);
            case "POST actions/get_action_status" -> read(request, "action-status", () -> status(data));
            case "POST scripts/get_scripts" -> read(request, "scripts", () -> reply(Map.of("scripts", List.of())));
            case "POST scripts/run_script" -> run(request, data);
            case "POST scripts/get_script_execution_status" ->
                read(
                        request,
                        "script-status",
                        () -> jobs.of(data.path("action_id").asLong())
                                .map(job -> reply(Map.of("general_status", jobs.status(job))))
                                .orElseGet(() -> failure(500, "action not found")));
            case "POST hash_exceptions/blocklist" -> list(request, data, true);
            case "POST hash_exceptions/blocklist/remove" -> list(request, data, false);
            default -> files.handle(request, request.path().substring(API.length()), data);
        };
    }

    Stage stage() {
        return stage;
    }

    boolean admits(Request request) {
        return door.admits(request);
    }

    Reply read(Request request, String operation, Supplier<Reply> answer) {
        return stage.read(operation, "", () -> admits(request) ? answer.get() : failure(401, "unauthorized"));
    }

    Reply change(Request request, String operation, Optional<Machine> machine, Function<Machine, Reply> effect) {
        if (machine.isEmpty()) {
            return stage.change(
                    request,
                    operation,
                    new Unknown(""),
                    nobody -> admits(request) ? nobodyFound() : failure(401, "unauthorized"));
        }
        return stage.change(
                request,
                operation,
                machine.get(),
                same -> admits(request) ? effect.apply(same) : failure(401, "unauthorized"));
    }

    /// The one endpoint that a filter names.
    Optional<Machine> filtered(JsonNode data) {
        var filters = data.path("filters");
        var ids = filters.path(0).path("value");
        return filters.size() == 1
                        && filters.path(0).path("field").asText().equals("endpoint_id_list")
                        && ids.size() == 1
                ? fleet.byId(ids.get(0).asText())
                : Optional.empty();
    }

    boolean quarantined(String id, String path) {
        return fleet.byId(id)
                .filter(machine -> machine.quarantined().stream().anyMatch(path::equalsIgnoreCase))
                .isPresent();
    }

    private Reply turn(Request request, JsonNode data, String operation, Function<Machine, Boolean> effect) {
        return change(
                request,
                operation,
                fleet.byId(data.path("endpoint_id").asText()),
                machine -> effect.apply(machine) ? reply(jobs.begin(machine, "", true)) : nobodyFound());
    }

    private Reply found(JsonNode data) {
        var filter = data.path("filters").path(0);
        var values = StreamSupport.stream(filter.path("value").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        var matching =
                matching(filter.path("field").asText(), values).distinct().toList();
        var page = matching.stream()
                .limit(Math.max(1, data.path("search_to").asInt(100)))
                .map(machine -> new Endpoint(machine).shown(ground.clock().instant()))
                .toList();
        return reply(Map.of("total_count", matching.size(), "result_count", page.size(), "endpoints", page));
    }

    // exactly, and telling the cases of letters apart
    private Stream<Machine> matching(String field, List<String> values) {
        return switch (field) {
            case "endpoint_id_list" -> values.stream().flatMap(id -> fleet.byId(id).stream());
            case "hostname" ->
                values.stream()
                        .flatMap(name -> fleet.byName(name).stream()
                                .filter(one -> one.name().equals(name)));
            case "ip_list" -> fleet.all().stream().filter(one -> values.contains(one.address()));
            default -> fleet.all().stream();
        };
    }

    private Reply status(JsonNode data) {
        return reply(Map.of(
                "data",
                jobs.of(data.path("group_action_id").asLong())
                        .map(job -> Map.of(job.machine().id(), jobs.status(job)))
                        .orElse(Map.of())));
    }

    private Reply run(Request request, JsonNode data) {
        var kill = data.path("script_uid").asText().equals(KILL);
        return change(request, kill ? "kill-script" : "run-script", filtered(data), machine -> {
            var parameters = data.path("parameters_values");
            if (kill
                    && machine.tasks().stream()
                            .anyMatch(task -> task.pid()
                                            == parameters.path("pid").asLong()
                                    && task.name()
                                            .equalsIgnoreCase(
                                                    parameters.path("image").asText()))) {
                machine.kill(parameters.path("pid").asLong());
            }
            return reply(jobs.begin(machine, "", true));
        });
    }

    private Reply list(Request request, JsonNode data, boolean block) {
        var hashes = data.path("hash_list");
        var entry = indicators.of(hashes.size() == 1 ? hashes.get(0).asText("none") : "none");
        return stage.change(request, block ? "block-hash" : "unblock-hash", entry, same -> {
            if (!admits(request)) {
                return failure(401, "unauthorized");
            }
            if (same.value().length() != 64) {
                return failure(400, "one SHA-256 is required");
            }
            var news = block ? same.block(Map.of("comment", data.path("comment").asText())) : same.unblock();
            return news || !block
                    ? reply(true)
                    : failure(500, "All hashes have already been added to the allow or block list");
        });
    }

    static Reply reply(Object reply) {
        return Reply.json(200, Map.of("reply", reply));
    }

    static Reply nobodyFound() {
        return failure(500, "No endpoint was found for creating the requested action");
    }

    static Reply failure(int status, String message) {
        return new Cortex().problem(status, message);
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                ground.variable("URL"), ground.url().toString(),
                ground.variable("KEY"), ground.secret("key"),
                ground.variable("KEY_ID"), KEY_ID,
                ground.variable("KILL_SCRIPT"), KILL,
                ground.variable("TRIAGE_SCRIPT"), TRIAGE);
    }

    @Override
    public Rosters rosters() {
        return new Rosters(fleet, Roster.NONE, indicators);
    }

    @Override
    public void reset() {
        Cloud.super.reset();
        jobs.reset();
    }
}
