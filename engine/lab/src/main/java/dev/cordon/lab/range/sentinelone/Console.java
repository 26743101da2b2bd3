package dev.cordon.lab.range.sentinelone;

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
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The console: agents here, files in [Uploads], detections in [Threats], scripts in [Scripts], hashes in
/// [Restrictions].
final class Console implements Cloud {
    private static final String API = "/web/api/v2.1";

    private final Ground ground;
    private final Stage stage;
    private final Bearer key;
    private final Fleet fleet;
    private final Uploads uploads;
    private final Threats threats;
    private final Scripts scripts;
    private final Restrictions restrictions;

    Console(Ground ground) {
        this.ground = ground;
        this.stage = ground.stage();
        this.key = new Bearer("Authorization", "ApiToken ", ground.secret("token"));
        this.fleet = new Fleet("S1", Ids.digits(19), ground);
        var delay = ground.pending();
        this.uploads = new Uploads(this, delay);
        this.threats = new Threats(this, delay);
        this.scripts = new Scripts(this, ground.url(), delay);
        this.restrictions = new Restrictions(this, new Indicators(Ids.digits(18), ground));
    }

    @Override
    public Reply handle(Request request) {
        var path = request.path();
        if (path.startsWith("/results/")) {
            return read(request, "download", "", () -> scripts.download(request));
        }
        if (!path.startsWith(API + "/")) {
            return failure(404, "Not found");
        }
        var words = request.words().subList(3, request.words().size());
        return switch (request.method() + " " + String.join("/", words)) {
            case "GET agents" -> permitted(request, "agents", () -> agents(request));
            case "POST agents/actions/disconnect" -> change(request, "disconnect", Machine::contain);
            case "POST agents/actions/connect" -> change(request, "connect", Machine::lift);
            case "GET activities" -> permitted(request, "activities", () -> uploads.activities(request));
            case "GET threats" -> permitted(request, "threats", () -> threats.list(request));
            case "POST threats/mitigate/quarantine" -> threats.quarantine(request);
            case "GET remote-scripts" -> permitted(request, "scripts", () -> page(List.of()));
            case "POST remote-scripts/execute" -> scripts.execute(request);
            case "GET remote-scripts/status" -> permitted(request, "script-status", () -> scripts.status(request));
            case "POST remote-scripts/fetch-files" -> permitted(request, "script-files", () -> scripts.links(request));
            case "GET restrictions" -> permitted(request, "restrictions", () -> restrictions.list(request));
            case "POST restrictions" -> restrictions.add(request);
            case "DELETE restrictions" -> restrictions.remove(request);
            default -> uploads.handle(request, words);
        };
    }

    Stage stage() {
        return stage;
    }

    Fleet fleet() {
        return fleet;
    }

    boolean admits(Request request) {
        return key.admits(request);
    }

    Reply read(Request request, String operation, String id, Supplier<Reply> answer) {
        return stage.read(operation, id, answer);
    }

    Reply permitted(Request request, String operation, Supplier<Reply> answer) {
        return stage.read(operation, "", () -> admits(request) ? answer.get() : unknown());
    }

    /// A change of the machine that the filter names; `effect` says what goes into the data.
    Reply change(Request request, String operation, @Nullable Machine machine, Function<Machine, Reply> effect) {
        if (machine == null) {
            return stage.change(
                    request, operation, new Unknown(""), nobody -> admits(request) ? affected(0) : unknown());
        }
        return stage.change(request, operation, machine, same -> admits(request) ? effect.apply(same) : unknown());
    }

    private Reply change(Request request, String operation, Consumer<Machine> effect) {
        var ids = request.json().path("filter").path("ids");
        if (ids.size() != 1) {
            return stage.change(
                    request,
                    operation,
                    new Unknown("everybody"),
                    nobody -> failure(400, "the range acts on one agent only"));
        }
        return change(request, operation, machine(ids.get(0).asText()), machine -> {
            effect.accept(machine);
            return affected(1);
        });
    }

    @Nullable
    Machine machine(String id) {
        return fleet.byId(id).orElse(null);
    }

    private Reply agents(Request request) {
        return page(matching(request)
                .map(machine -> new Agent(machine).shown(ground.clock().instant()))
                .toList());
    }

    private Stream<Machine> matching(Request request) {
        if (!request.parameter("ids").isEmpty()) {
            return Stream.of(request.parameter("ids").split(",", -1)).flatMap(id -> fleet.byId(id).stream());
        }
        if (!request.parameter("computerName").isEmpty()) {
            return fleet.byName(request.parameter("computerName")).stream();
        }
        var part = request.parameter("networkInterfaceInet__contains");
        var uuid = request.parameter("uuid");
        return fleet.all().stream()
                .filter(machine -> part.isEmpty() || machine.address().contains(part))
                .filter(machine -> uuid.isEmpty() || Ids.uuid(machine.id()).equalsIgnoreCase(uuid));
    }

    static Reply page(List<?> rows) {
        var pagination = new LinkedHashMap<String, Object>();
        pagination.put("totalItems", rows.size());
        pagination.put("nextCursor", null);
        return Reply.json(200, Map.of("data", rows, "pagination", pagination, "errors", List.of()));
    }

    static Reply data(Map<String, Object> data) {
        return Reply.json(200, Map.of("data", data));
    }

    static Reply affected(int count) {
        return data(Map.of("affected", count));
    }

    static Reply unknown() {
        return failure(401, "Authentication Failed");
    }

    static Reply failure(int status, String title) {
        return new SentinelOne().problem(status, title);
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                ground.variable("URL"),
                ground.url().toString(),
                ground.variable("TOKEN"),
                key.key(),
                ground.variable("BLOCK_SCOPE"),
                "tenant",
                ground.variable("KILL_SCRIPT"),
                Scripts.KILL,
                ground.variable("TRIAGE_SCRIPT"),
                Scripts.TRIAGE,
                ground.variable("DOWNLOADS"),
                authority(ground.url()));
    }

    private static String authority(URI url) {
        return url.getHost() + ":" + url.getPort();
    }

    @Override
    public Rosters rosters() {
        return new Rosters(fleet, Roster.NONE, restrictions.indicators());
    }

    @Override
    public void reset() {
        Cloud.super.reset();
        uploads.reset();
        threats.reset();
        scripts.reset();
    }
}
