package dev.cordon.lab.range.sentinel;

import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Roster;
import dev.cordon.lab.range.Rosters;
import dev.cordon.lab.range.Stage;
import dev.cordon.lab.range.Tokens;
import dev.cordon.lab.range.company.Detection;
import dev.cordon.lab.range.company.Detections;
import dev.cordon.lab.range.company.Ids;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// The incidents of one workspace.
final class Workspace implements Cloud {
    private static final String BELOW = "/subscriptions/simulated/resourceGroups/range/providers/"
            + "Microsoft.OperationalInsights/workspaces/range/providers/Microsoft.SecurityInsights/incidents";
    private static final Pattern TIME = Pattern.compile("properties/lastModifiedTimeUtc (ge|gt|eq) (\\S+)");
    private static final Pattern NUMBER = Pattern.compile("properties/incidentNumber gt (-?\\d{1,9})");
    private static final Pattern ONE = Pattern.compile(Pattern.quote(BELOW) + "/[^/]+");
    private static final int LARGEST_PAGE = 20;

    private final Ground ground;
    private final Stage stage;
    private final Tokens tokens;
    private final Detections detections;
    private final IncidentChanges changes;

    Workspace(Ground ground) {
        this.ground = ground;
        this.stage = ground.stage();
        this.tokens = ground.tokens("simulated");
        this.detections = new Detections(ground, Ids::uuid);
        this.changes = new IncidentChanges(stage, detections, Workspace::shown);
    }

    @Override
    public Reply handle(Request request) {
        var path = request.path();
        if (request.method().equals("POST") && path.equals("/oauth2/v2.0/token")) {
            return token(request);
        }
        if (request.method().equals("GET") && path.equals(BELOW)) {
            return reading(request, "incidents", "", () -> list(request));
        }
        if (request.method().equals("POST") && path.startsWith(BELOW + "/") && path.endsWith("/entities")) {
            var id = path.substring(BELOW.length() + 1, path.length() - "/entities".length());
            return reading(
                    request,
                    "entities",
                    id,
                    () -> detections
                            .byId(id)
                            .map(Workspace::entities)
                            .orElseGet(() -> Sentinel.failure(404, "NotFound", "Incident not found")));
        }
        if (Set.of("GET", "PUT").contains(request.method()) && ONE.matcher(path).matches()) {
            return changes.handle(request, path.substring(BELOW.length() + 1), () -> refusal(request));
        }
        return Sentinel.failure(404, "NotFound", "the range does not play " + request.method() + " " + path);
    }

    private Reply token(Request request) {
        return stage.read(
                "token",
                "",
                () -> tokens.issue(request.field("client_id"), request.field("client_secret"))
                        .map(token -> Reply.json(
                                200,
                                Map.of("access_token", token, "expires_in", tokens.seconds(), "token_type", "Bearer")))
                        .orElseGet(() -> Reply.json(401, Map.of("error", "invalid_client"))));
    }

    private Optional<Reply> refusal(Request request) {
        if (!tokens.admits(request)) {
            return Optional.of(Sentinel.failure(401, "ExpiredAuthenticationToken", "The access token is not valid"));
        }
        return request.parameter("api-version").isEmpty()
                ? Optional.of(Sentinel.failure(
                        400, "MissingApiVersionParameter", "The api-version query parameter is required"))
                : Optional.empty();
    }

    private Reply reading(Request request, String operation, String id, Supplier<Reply> answer) {
        return stage.read(operation, id, () -> {
            if (!tokens.admits(request)) {
                return Sentinel.failure(401, "ExpiredAuthenticationToken", "The access token is not valid");
            }
            return request.parameter("api-version").isEmpty()
                    ? Sentinel.failure(400, "MissingApiVersionParameter", "The api-version query parameter is required")
                    : answer.get();
        });
    }

    private Reply list(Request request) {
        var wanted = filter(request.parameter("$filter"));
        if (wanted.isEmpty()) {
            return Sentinel.failure(400, "BadRequest", "Invalid $filter");
        }
        Comparator<Detection> order = request.parameter("$orderby").startsWith("properties/lastModifiedTimeUtc")
                ? Comparator.comparing(Detection::changed)
                : Comparator.comparingInt(Detection::number);
        var top = request.parameter("$top").isEmpty() ? 50 : Integer.parseInt(request.parameter("$top"));
        var all = detections.list(wanted.get(), order, 0, top);
        var answer = new LinkedHashMap<String, Object>();
        answer.put(
                "value", all.stream().limit(LARGEST_PAGE).map(Workspace::shown).toList());
        if (all.size() > LARGEST_PAGE) {
            answer.put("nextLink", ground.url() + BELOW + "?$skipToken=simulated");
        }
        return Reply.json(200, answer);
    }

    private static Optional<Predicate<Detection>> filter(String text) {
        Predicate<Detection> all = incident -> true;
        for (var part : text.isEmpty() ? new String[0] : text.split(" and ", -1)) {
            var time = TIME.matcher(part);
            var number = NUMBER.matcher(part);
            if (time.matches()) {
                try {
                    var at = Instant.parse(time.group(2));
                    var sign = time.group(1);
                    all = all.and(incident -> holds(incident.changed().compareTo(at), sign));
                } catch (DateTimeException e) {
                    return Optional.empty();
                }
            } else if (number.matches()) {
                var above = Integer.parseInt(number.group(1));
                all = all.and(incident -> incident.number() > above);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(all);
    }

    private static boolean holds(int compared, String sign) {
        return switch (sign) {
            case "ge" -> compared >= 0;
            case "gt" -> compared > 0;
            default -> compared == 0;
        };
    }

    private static Map<String, Object> shown(Detection incident) {
        var properties = new LinkedHashMap<String, Object>();
        properties.put("title", incident.name());
        properties.put(
                "severity",
                switch (incident.severity()) {
                    case 1 -> "Informational";
                    case 2 -> "Low";
                    case 3 -> "Medium";
                    default -> "High";
                });
        properties.put("status", incident.state().equals("open") ? "New" : incident.state());
        properties.put("incidentNumber", incident.number());
        properties.put("createdTimeUtc", incident.created().toString());
        properties.put("lastModifiedTimeUtc", incident.changed().toString());
        properties.put("additionalData", Map.of("alertsCount", 1, "techniques", List.of()));
        return Map.of(
                "id",
                BELOW + "/" + incident.id(),
                "name",
                incident.id(),
                "etag",
                "\"" + incident.changed().toEpochMilli() + "\"",
                "type",
                "Microsoft.SecurityInsights/Incidents",
                "properties",
                properties);
    }

    private static Reply entities(Detection incident) {
        var entities = new ArrayList<Map<String, Object>>();
        if (!incident.host().isEmpty()) {
            entities.add(Map.of("kind", "Host", "properties", Map.of("hostName", incident.host())));
        }
        if (!incident.account().isEmpty()) {
            entities.add(Map.of("kind", "Account", "properties", Map.of("accountName", incident.account())));
        }
        return Reply.json(200, Map.of("entities", entities, "metaData", List.of()));
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                ground.variable("URL"), ground.url().toString(),
                ground.variable("TOKEN_URL"), ground.url() + "/oauth2/v2.0/token",
                ground.variable("CLIENT_ID"), "simulated",
                ground.variable("CLIENT_SECRET"), ground.secret("client"),
                ground.variable("SUBSCRIPTION"), "simulated",
                ground.variable("RESOURCE_GROUP"), "range",
                ground.variable("WORKSPACE"), "range",
                ground.variable("FEED"), "sentinel",
                ground.variable("FEED_EVERY"), "2s");
    }

    @Override
    public void expireTokens() {
        tokens.expireAll();
    }

    @Override
    public Rosters rosters() {
        return Rosters.ofMachines(Roster.NONE);
    }

    @Override
    public Optional<Detections> detections() {
        return Optional.of(detections);
    }
}
