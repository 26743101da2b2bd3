package dev.cordon.lab.range.defender;

import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Unknown;
import dev.cordon.lab.range.company.Fleet;
import dev.cordon.lab.range.company.Machine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `/api/machineactions`: the book of what was asked of the machines, and asking it.
final class Book {
    private static final Pattern MACHINE = Pattern.compile("machineId eq '([^']*)'");

    private final Ground ground;
    private final Door door;
    private final Fleet fleet;
    private final Isolations isolations;
    private final Errands errands;

    Book(Ground ground, Door door, Fleet fleet) {
        this.ground = ground;
        this.door = door;
        this.fleet = fleet;
        this.isolations = new Isolations();
        this.errands = new Errands(ground);
    }

    /// `POST /api/machines/{id}/{verb}`.
    @Nullable
    Reply ask(Request request, String id, String verb) {
        if (!List.of("isolate", "unisolate", "StopAndQuarantineFile", "runliveresponse", "collectInvestigationPackage")
                .contains(verb)) {
            return null;
        }
        var machine = fleet.byId(id);
        return machine.isEmpty()
                ? door.change(request, verb, new Unknown(id), nobody -> unknown("machine " + id))
                : door.change(request, verb, machine.get(), known -> asked(known, verb, request));
    }

    private Reply asked(Machine machine, String verb, Request request) {
        var body = request.json();
        var comment = body.path("Comment").asText();
        if (comment.isBlank()) {
            return Defender.problem(400, "MissingRequiredParameter", "Comment is required");
        }
        Optional<Action> action = switch (verb) {
            case "isolate" -> isolations.isolate(machine, comment);
            case "unisolate" -> isolations.release(machine, comment);
            case "StopAndQuarantineFile" ->
                errands.quarantine(machine, comment, body.path("Sha1").asText());
            case "runliveresponse" ->
                body.at("/Commands/0/type").asText().equals("RunScript")
                        ? errands.run(
                                machine,
                                comment,
                                body.at("/Commands/0/params/0/value").asText(),
                                body.at("/Commands/0/params/1/value").asText())
                        : errands.fetch(
                                machine,
                                comment,
                                body.at("/Commands/0/params/0/value").asText());
            default -> errands.collect(machine, comment);
        };
        return action.map(made -> Reply.json(201, made.shown()))
                .orElseGet(() -> Defender.problem(400, "ActiveRequestAlreadyExists", "Action is already in progress"));
    }

    @Nullable
    Reply handle(Request request, List<String> rest) {
        var verb = request.method() + " " + (rest.size() == 2 ? rest.get(1) : rest.size());
        return switch (verb) {
            case "GET 0" -> door.read(request, "machineactions", request.parameter("$filter"), () -> listed(request));
            case "GET 1" ->
                door.read(
                        request,
                        "machineaction",
                        rest.getFirst(),
                        () -> one(rest.getFirst())
                                .map(action -> Reply.json(200, action.shown()))
                                .orElseGet(() -> unknown("action " + rest.getFirst())));
            case "POST cancel" -> cancel(request, rest.getFirst());
            case "GET getPackageUri" ->
                door.read(request, "getPackageUri", rest.getFirst(), () -> link(rest.getFirst(), "\"%s\""));
            case "GET GetLiveResponseResultDownloadLink(index=0)" ->
                door.read(
                        request,
                        "GetLiveResponseResultDownloadLink",
                        rest.getFirst(),
                        () -> link(rest.getFirst(), "%s"));
            default -> null;
        };
    }

    private Reply listed(Request request) {
        var filter = MACHINE.matcher(request.parameter("$filter"));
        var machines = filter.matches() ? fleet.byId(filter.group(1)).stream().toList() : List.copyOf(fleet.all());
        return Reply.json(
                200,
                Map.of(
                        "value",
                        machines.stream().flatMap(this::of).map(Action::shown).toList()));
    }

    private Stream<Action> of(Machine machine) {
        return Stream.concat(isolations.of(machine).stream(), errands.of(machine).stream());
    }

    private Optional<Action> one(String id) {
        return fleet.all().stream()
                .flatMap(this::of)
                .filter(action -> action.id().equals(id))
                .findFirst();
    }

    private Reply cancel(Request request, String id) {
        var action = one(id);
        var machine = action.flatMap(known -> fleet.byId(known.machine()));
        if (action.isEmpty() || machine.isEmpty()) {
            return door.change(request, "cancel", new Unknown(id), nobody -> unknown("action " + id));
        }
        return door.change(request, "cancel", machine.get(), known -> {
            if (!action.get().pending()) {
                return Defender.problem(400, "BadRequest", "the action is final");
            }
            if (!isolations.cancel(known, action.get())) {
                errands.cancel(action.get());
            }
            return Reply.json(200, action.get().become("Cancelled").shown());
        });
    }

    private Reply link(String id, String form) {
        return errands.content(id).isEmpty()
                ? unknown("result of " + id)
                : Reply.json(
                        200,
                        Map.of(
                                "value",
                                form.formatted(ground.url() + "/storage/" + id + "?sig=" + errands.signature(id))));
    }

    /// The storage is another host in truth, and asks for nothing but the link's own signature.
    Reply stored(String id, Request request) {
        return ground.stage().read("storage", id, () -> {
            var content = errands.content(id);
            if (!request.header("Authorization").isEmpty()) {
                return Reply.text(400, "application/xml", "<Error><Code>InvalidAuthenticationInfo</Code></Error>");
            }
            return content.isPresent() && request.parameter("sig").equals(errands.signature(id))
                    ? Reply.bytes("application/octet-stream", content.get())
                    : Reply.text(403, "application/xml", "<Error><Code>AuthenticationFailed</Code></Error>");
        });
    }

    void forget() {
        isolations.forget();
        errands.forget();
    }

    private static Reply unknown(String what) {
        return Defender.problem(404, "ResourceNotFound", "no " + what);
    }
}
