package dev.cordon.lab.range.crowdstrike;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Stage;
import dev.cordon.lab.range.Stage.Result;
import dev.cordon.lab.range.Unknown;
import dev.cordon.lab.range.company.Fleet;
import dev.cordon.lab.range.company.Machine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// `/devices/`: find, look, contain, lift.
final class Devices {
    private final Stage stage;
    private final Door door;
    private final Fleet fleet;

    Devices(Stage stage, Door door, Fleet fleet) {
        this.stage = stage;
        this.door = door;
        this.fleet = fleet;
    }

    Optional<Reply> handle(Request request) {
        return Optional.ofNullable(
                switch (request.method() + " " + request.path()) {
                    case "GET /devices/queries/devices/v1", "GET /devices/queries/devices-scroll/v1" ->
                        reading(request, "find", request.parameter("filter"), () -> find(request, Machine::id));
                    case "GET /devices/combined/devices/v1" ->
                        reading(
                                request,
                                "find",
                                request.parameter("filter"),
                                () -> find(request, machine -> new Device(machine).shown()));
                    case "GET /devices/entities/devices/v2" -> entities(request, request.parameters("ids"));
                    case "POST /devices/entities/devices/v2" -> entities(request, ids(request.json()));
                    case "GET /devices/entities/online-state/v1" ->
                        reading(
                                request,
                                "online-state",
                                request.parameter("ids"),
                                () -> online(request.parameters("ids")));
                    case "POST /devices/entities/devices-actions/v2" -> act(request, request.parameter("action_name"));
                    default -> null;
                });
    }

    private Reply reading(Request request, String operation, String id, Supplier<Reply> answer) {
        return stage.read(
                operation,
                id,
                () -> door.refusal(request)
                        .map(refused -> Envelope.failure(refused.code(), String.valueOf(refused.error())))
                        .orElseGet(answer));
    }

    private Reply find(Request request, Function<Machine, Object> shown) {
        List<Machine> found;
        int offset;
        int limit;
        try {
            found = matching(new Fql(request.parameter("filter")))
                    .sorted(Comparator.comparing(Machine::name).thenComparing(Machine::id))
                    .toList();
            offset = number(request.parameter("offset"), 0);
            limit = number(request.parameter("limit"), 100);
        } catch (IllegalArgumentException e) {
            return Envelope.failure(400, String.valueOf(e.getMessage()));
        }
        var page = found.stream().skip(offset).limit(limit).map(shown).toList();
        var pagination = new LinkedHashMap<String, Object>();
        pagination.put("offset", offset);
        pagination.put("limit", limit);
        pagination.put("total", found.size());
        if (offset + page.size() < found.size()) {
            pagination.put("next", Integer.toString(offset + page.size()));
        }
        return Envelope.page(page, pagination);
    }

    /// Only what can match is looked at: a benchmark asks for one of thousands, thousands of times.
    private Stream<Machine> matching(Fql filter) {
        Collection<Machine> candidates = filter.pinned("device_id")
                .map(id -> fleet.byId(id).stream().toList())
                .map(hosts -> (Collection<Machine>) hosts)
                .or(() -> filter.pinned("hostname").map(fleet::byName))
                .orElseGet(fleet::all);
        return candidates.stream().filter(machine -> filter.matches(new Device(machine)));
    }

    private Reply entities(Request request, List<String> ids) {
        return reading(
                request,
                "entities",
                String.join(",", ids),
                () -> ids.isEmpty()
                        ? Envelope.failure(400, "ids are required")
                        : Envelope.mixed(200, ids.stream().map(this::entity).toList()));
    }

    private Result entity(String id) {
        return fleet.byId(id)
                .map(host -> new Result(200, new Device(host).shown(), null))
                // Unknown ids are left out of a 200, as on many of Falcon's reads.
                .orElseGet(() -> new Result(200, null, null));
    }

    private Reply online(List<String> ids) {
        return Envelope.of(
                200,
                ids.stream()
                        .flatMap(id -> fleet.byId(id).stream())
                        .map(host -> Map.of(
                                "id", host.id(),
                                "state", host.offline() ? "offline" : "online",
                                "last_seen", host.lastSeen().toString()))
                        .toList());
    }

    private Reply act(Request request, String action) {
        var ids = ids(request.json());
        List<Stage.Subject> subjects = new ArrayList<>();
        ids.forEach(id ->
                subjects.add(fleet.byId(id).<Stage.Subject>map(host -> host).orElseGet(() -> new Unknown(id))));
        if (subjects.isEmpty()) {
            subjects.add(new Unknown(""));
        }
        return stage.change(
                request,
                action.isEmpty() ? "no-action" : action,
                subjects,
                subject -> door.refusal(request).orElseGet(() -> act(action, subject)),
                results -> Envelope.mixed(202, results));
    }

    private static Result act(String action, Stage.Subject subject) {
        if (subject.id().isEmpty()) {
            return new Result(400, null, "ids are required");
        }
        if (!(subject instanceof Machine host)) {
            return new Result(404, null, "no device " + subject.id());
        }
        return switch (action) {
            case "contain" -> asked(host, host.contain());
            case "lift_containment" -> asked(host, host.lift());
            default -> new Result(400, null, "the range does not play the action '" + action + "'");
        };
    }

    private static Result asked(Machine host, boolean news) {
        return news
                ? new Result(202, Map.of("id", host.id(), "path", "/devices/entities/devices/v1"), null)
                : new Result(
                        409, null, "Device " + host.id() + " is already in the state '" + Device.status(host) + "'");
    }

    private static List<String> ids(JsonNode body) {
        return StreamSupport.stream(body.path("ids").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static int number(String text, int otherwise) {
        return text.isEmpty() ? otherwise : Integer.parseInt(text);
    }
}
