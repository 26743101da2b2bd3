package dev.cordon.lab.range.carbonblack;

import dev.cordon.lab.range.Bearer;
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
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// One organisation: devices here, sessions in [LiveResponse], hashes in [Overrides].
final class Org implements Cloud {
    private static final String KEY = "RANGE123";
    private static final String ID = "SIMULATED";
    private static final List<String> BASE = List.of("appservices", "v6", "orgs", KEY);

    private final Ground ground;
    private final Stage stage;
    private final Bearer key;
    private final Fleet fleet;
    private final LiveResponse liveResponse;
    private final Overrides overrides;

    Org(Ground ground) {
        this.ground = ground;
        this.stage = ground.stage();
        this.key = new Bearer("X-Auth-Token", "", ground.secret("api") + "/" + ID);
        this.fleet = new Fleet("CB", Ids.digits(8), ground);
        this.liveResponse = new LiveResponse(this, ground.pending().dividedBy(5));
        this.overrides = new Overrides(this, new Indicators(Ids::md5, ground));
    }

    @Override
    public Reply handle(Request request) {
        var words = request.words();
        var reply = words.size() > BASE.size() && words.subList(0, BASE.size()).equals(BASE)
                ? route(request, words.subList(BASE.size(), words.size()))
                : failure(404, "not found");
        return reply.with("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now().atOffset(ZoneOffset.UTC)));
    }

    private Reply route(Request request, List<String> words) {
        return switch (words.getFirst()) {
            case "device_actions" -> act(request);
            case "devices" ->
                words.getLast().equals("_search")
                        ? read(request, "find", () -> found(request))
                        : read(request, "device", () -> device(words.getLast()));
            case "liveresponse" -> liveResponse.handle(request, words.subList(1, words.size()));
            case "reputations" -> overrides.handle(request, words.subList(1, words.size()));
            default -> failure(404, "not found");
        };
    }

    Stage stage() {
        return stage;
    }

    Fleet fleet() {
        return fleet;
    }

    Instant now() {
        return stage.clock().instant();
    }

    boolean admits(Request request) {
        return key.admits(request);
    }

    Reply read(Request request, String operation, Supplier<Reply> answer) {
        return stage.read(operation, "", () -> admits(request) ? answer.get() : failure(401, "unauthorized"));
    }

    private Reply act(Request request) {
        var body = request.json();
        var on = body.path("options").path("toggle").asText();
        var ids = body.path("device_id");
        var operation = "quarantine-" + on.toLowerCase(Locale.ROOT);
        var machine = ids.size() == 1 ? fleet.byId(ids.get(0).asText()) : Optional.<Machine>empty();
        if (machine.isEmpty()) {
            // accepted, and nothing happens
            return stage.change(
                    request,
                    operation,
                    new Unknown(ids.path(0).asText("everybody")),
                    nobody -> admits(request) ? Reply.none(204) : failure(401, "unauthorized"));
        }
        return stage.change(request, operation, machine.get(), same -> {
            if (!admits(request)) {
                return failure(401, "unauthorized");
            }
            if (!body.path("action_type").asText().equals("QUARANTINE")
                    || !List.of("ON", "OFF").contains(on)) {
                return failure(400, "the range plays quarantine only");
            }
            if (on.equals("ON")) {
                same.contain();
            } else {
                same.lift();
            }
            return Reply.none(204);
        });
    }

    private Reply device(String id) {
        return fleet.byId(id)
                .map(machine -> Reply.json(200, new Device(machine).shown(now())))
                .orElseGet(() -> failure(404, "no such device"));
    }

    private Reply found(Request request) {
        var found = matching(request.json().path("query").asText())
                .map(machine -> new Device(machine).shown(now()))
                .toList();
        return Reply.json(200, Map.of("results", found, "num_found", found.size()));
    }

    // The field knows the whole name, with its domain; the free text also its parts.
    private Stream<Machine> matching(String query) {
        if (query.startsWith("name:")) {
            return fleet.all().stream()
                    .filter(machine -> new Device(machine).name().equalsIgnoreCase(query.substring(5)));
        }
        if (query.startsWith("last_internal_ip_address:")) {
            return fleet.all().stream().filter(machine -> query.endsWith(":" + machine.address()));
        }
        return query.isEmpty() ? fleet.all().stream() : fleet.byName(query).stream();
    }

    static Reply failure(int status, String message) {
        return new CarbonBlack().problem(status, message);
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                ground.variable("URL"),
                ground.url().toString(),
                ground.variable("ORG_KEY"),
                KEY,
                ground.variable("API_ID"),
                ID,
                ground.variable("API_SECRET"),
                ground.secret("api"));
    }

    @Override
    public Rosters rosters() {
        return new Rosters(fleet, Roster.NONE, overrides.indicators());
    }

    @Override
    public void reset() {
        Cloud.super.reset();
        liveResponse.reset();
    }
}
