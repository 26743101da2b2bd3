package dev.cordon.lab.range.splunk;

import dev.cordon.lab.range.Bearer;
import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Roster;
import dev.cordon.lab.range.Rosters;
import dev.cordon.lab.range.Stage;
import dev.cordon.lab.range.company.Detection;
import dev.cordon.lab.range.company.Detections;
import dev.cordon.lab.range.company.Ids;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Search jobs over the notables. A job runs when it is first asked about, and is done the second time.
final class SearchHead implements Cloud {
    private static final String JOBS = "/services/search/v2/jobs";
    private static final Pattern SEARCH = Pattern.compile(
            ".*\\| where cordon_indexed(?:>=(?<from>\\d{1,11})|>(?<after>\\d{1,11})"
                    + " OR \\(cordon_indexed=\\d+ AND cordon_tie>\"(?<tie>[0-9a-f]{32})\"\\)) \\| sort (?<most>\\d{1,5}) .*");
    private static final List<String> SEVERITIES = List.of("informational", "low", "medium", "high", "critical");

    private final Ground ground;
    private final Stage stage;
    private final Bearer token;
    private final Detections detections;
    private final NotableChanges changes;
    private final Map<String, List<Map<String, Object>>> jobs = new ConcurrentHashMap<>();
    private final Map<String, Boolean> asked = new ConcurrentHashMap<>();

    SearchHead(Ground ground) {
        this.ground = ground;
        this.stage = ground.stage();
        this.token = new Bearer("Authorization", "Bearer ", ground.secret("token"));
        this.detections = new Detections(ground, seed -> Ids.uuid(seed) + "@@notable@@" + Ids.md5(seed));
        this.changes = new NotableChanges(stage, detections);
    }

    @Override
    public Reply handle(Request request) {
        var words = request.words();
        var isJob = request.path().startsWith(JOBS + "/");
        return switch (request.method() + " " + (isJob ? JOBS + " " + words.size() : request.path())) {
            case "POST " + JOBS -> reading(request, "search", () -> create(request));
            case "GET " + JOBS + " 5" -> reading(request, "job", () -> job(words.get(4)));
            case "GET " + JOBS + " 6" -> reading(request, "results", () -> results(words.get(4)));
            case "POST " + NotableChanges.UPDATE -> changes.update(request, () -> refusal(request));
            case "GET /services/authentication/current-context" ->
                reading(
                        request,
                        "context",
                        () -> entry(Map.of(
                                "username", "cordon", "capabilities", List.of("search", "edit_notable_events"))));
            case "GET /services/server/info" -> reading(request, "info", () -> entry(Map.of("version", "9.4.0")));
            default -> Splunk.failure(404, "the range does not play " + request.method() + " " + request.path());
        };
    }

    private Optional<Reply> refusal(Request request) {
        return token.admits(request)
                ? Optional.empty()
                : Optional.of(Splunk.failure(401, "call not properly authenticated"));
    }

    private Reply reading(Request request, String operation, Supplier<Reply> answer) {
        return stage.read(
                operation,
                "",
                () -> token.admits(request) ? answer.get() : Splunk.failure(401, "call not properly authenticated"));
    }

    private Reply create(Request request) {
        var search = SEARCH.matcher(request.field("search"));
        var id = request.field("id");
        var byId = changes.rows(request.field("search"));
        if (byId.isPresent()) {
            jobs.put(id, byId.get());
            return Reply.json(201, Map.of("sid", id));
        }
        if (!search.matches()) {
            return Splunk.failure(400, "Error in 'SearchParser': the range knows another search only");
        }
        if (jobs.putIfAbsent(id, rows(search)) != null) {
            return Splunk.failure(409, "a job of this id exists");
        }
        return Reply.json(201, Map.of("sid", id));
    }

    private List<Map<String, Object>> rows(Matcher search) {
        var after = search.group("after");
        var second = Long.parseLong(after == null ? search.group("from") : after);
        var tie = after == null ? "" : search.group("tie");
        var order = Comparator.comparingLong(SearchHead::second).thenComparing(SearchHead::tie);
        return detections
                .list(
                        notable -> second(notable) > second
                                || (second(notable) == second && tie(notable).compareTo(tie) > 0),
                        order,
                        0,
                        Integer.parseInt(search.group("most")))
                .stream()
                .map(SearchHead::shown)
                .toList();
    }

    private Reply job(String id) {
        if (!jobs.containsKey(id)) {
            return Splunk.failure(404, "Unknown sid.");
        }
        var again = asked.putIfAbsent(id, true) != null;
        return entry(Map.of(
                "isDone",
                again ? "1" : "0",
                "isFailed",
                false,
                "isFinalized",
                false,
                "dispatchState",
                again ? "DONE" : "RUNNING"));
    }

    private Reply results(String id) {
        var rows = jobs.remove(id);
        asked.remove(id);
        return rows == null
                ? Splunk.failure(404, "Unknown sid.")
                : Reply.json(200, Map.of("preview", false, "fields", List.of(), "results", rows));
    }

    private static Reply entry(Map<String, Object> content) {
        return Reply.json(200, Map.of("entry", List.of(Map.of("name", "simulated", "content", content))));
    }

    private static long second(Detection notable) {
        return notable.changed().getEpochSecond();
    }

    private static String tie(Detection notable) {
        return Ids.md5(notable.id());
    }

    private static Map<String, Object> shown(Detection notable) {
        var row = new LinkedHashMap<String, Object>();
        row.put("event_id", notable.id());
        row.put("rule_name", notable.name());
        row.put("rule_title", notable.name());
        row.put("search_name", "Simulated - " + notable.name() + " - Rule");
        row.put("severity", SEVERITIES.get(Math.clamp(notable.severity(), 1, 5) - 1));
        row.put("urgency", SEVERITIES.get(Math.clamp(notable.severity(), 1, 5) - 1));
        row.put("status", "1");
        row.put("status_label", notable.state().equals("open") ? "New" : notable.state());
        if (!notable.host().isEmpty()) {
            row.put("dest", notable.host());
        }
        if (!notable.account().isEmpty()) {
            row.put("user", notable.account());
        }
        row.put("_time", Long.toString(notable.created().getEpochSecond()));
        row.put("cordon_indexed", Long.toString(second(notable)));
        row.put("cordon_tie", tie(notable));
        return row;
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                ground.variable("URL"),
                ground.url().toString(),
                ground.variable("TOKEN"),
                ground.secret("token"),
                ground.variable("FEED"),
                "notables",
                ground.variable("FEED_EVERY"),
                "2s");
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
