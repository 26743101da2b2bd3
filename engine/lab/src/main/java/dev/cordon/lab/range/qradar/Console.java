package dev.cordon.lab.range.qradar;

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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The offenses: filtered, sorted by one field, a range of them at a time.
final class Console implements Cloud {
    private static final Pattern RANGE = Pattern.compile("items=(\\d{1,6})-(\\d{1,6})");
    private static final Pattern CONDITION =
            Pattern.compile("(id|last_persisted_time|last_updated_time) *(>=|<=|=|>|<) *(-?\\d{1,18})");

    private final Ground ground;
    private final Stage stage;
    private final Bearer token;
    private final Detections detections;
    private final OffenseChanges changes;

    Console(Ground ground) {
        this.ground = ground;
        this.stage = ground.stage();
        this.token = new Bearer("SEC", "", ground.secret("token"));
        this.detections = new Detections(ground, seed -> seed.substring(seed.lastIndexOf('/') + 1));
        this.changes = new OffenseChanges(stage, detections);
    }

    @Override
    public Reply handle(Request request) {
        if (OffenseChanges.plays(request)) {
            return changes.handle(request, () -> refusal(request));
        }
        return switch (request.method() + " " + request.path()) {
            case "GET /api/siem/offenses" -> reading(request, "offenses", this::offenses);
            case "GET /api/siem/source_addresses", "GET /api/siem/local_destination_addresses" ->
                reading(request, "addresses", ignored -> Reply.json(200, List.of()));
            default -> QRadar.failure(404, 1002, "the range does not play " + request.method() + " " + request.path());
        };
    }

    private Optional<Reply> refusal(Request request) {
        return token.admits(request) ? Optional.empty() : Optional.of(QRadar.failure(401, 18, "No SEC header present"));
    }

    private Reply reading(Request request, String operation, Function<Request, Reply> answer) {
        return stage.read(
                operation,
                "",
                () -> token.admits(request) ? answer.apply(request) : QRadar.failure(401, 18, "No SEC header present"));
    }

    private Reply offenses(Request request) {
        var range = RANGE.matcher(request.header("Range"));
        var wanted = filter(request.parameter("filter"));
        var order = order(request.parameter("sort"));
        if (wanted.isEmpty()) {
            return QRadar.failure(422, 1010, "The filter cannot be read");
        }
        if (order.isEmpty()) {
            return QRadar.failure(422, 1030, "The sort cannot be read");
        }
        var first = range.matches() ? Integer.parseInt(range.group(1)) : 0;
        var most = range.matches() ? Integer.parseInt(range.group(2)) - first + 1 : Integer.MAX_VALUE;
        var all =
                detections.list(wanted.get(), order.get(), 0, Integer.MAX_VALUE).size();
        var shown = detections.list(wanted.get(), order.get(), first, most).stream()
                .map(Console::shown)
                .toList();
        return Reply.json(200, shown)
                .with("Content-Range", "items %d-%d/%d".formatted(first, first + shown.size() - 1, all));
    }

    private static Optional<Predicate<Detection>> filter(String text) {
        Predicate<Detection> all = detection -> true;
        for (var part : text.isEmpty() ? new String[0] : text.split(" and ", -1)) {
            var condition = CONDITION.matcher(part.strip());
            if (!condition.matches()) {
                return Optional.empty();
            }
            var field = condition.group(1);
            var sign = condition.group(2);
            var value = Long.parseLong(condition.group(3));
            all = all.and(detection -> holds(Long.compare(value(field, detection), value), sign));
        }
        return Optional.of(all);
    }

    private static boolean holds(int compared, String sign) {
        return switch (sign) {
            case ">" -> compared > 0;
            case "<" -> compared < 0;
            case ">=" -> compared >= 0;
            case "<=" -> compared <= 0;
            default -> compared == 0;
        };
    }

    private static Optional<Comparator<Detection>> order(String text) {
        var field = text.replaceFirst("^[+ -]", "");
        if (!text.isEmpty()
                && !List.of("id", "last_persisted_time", "last_updated_time").contains(field)) {
            return Optional.empty();
        }
        // newest first, as the console does where nobody asks
        Comparator<Detection> order = text.isEmpty()
                ? Comparator.comparingInt(detection -> -detection.number())
                : Comparator.comparingLong(detection -> value(field, detection));
        return Optional.of(text.startsWith("-") ? order.reversed() : order);
    }

    private static long value(String field, Detection detection) {
        return field.equals("id") ? detection.number() : detection.changed().toEpochMilli();
    }

    private static Map<String, Object> shown(Detection offense) {
        var named = !offense.account().isEmpty();
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", offense.number());
        shown.put("description", offense.name() + "\n");
        shown.put("status", offense.state().toUpperCase(Locale.ROOT));
        shown.put("offense_type", named ? 3 : 7);
        shown.put("offense_source", named ? offense.account() : offense.host());
        shown.put("magnitude", offense.severity() * 2);
        shown.put("severity", offense.severity() * 2);
        shown.put("credibility", 4);
        shown.put("relevance", 5);
        shown.put("start_time", offense.created().toEpochMilli());
        Stream.of("last_updated_time", "last_persisted_time", "first_persisted_time")
                .forEach(name -> shown.put(
                        name, (name.startsWith("first") ? offense.created() : offense.changed()).toEpochMilli()));
        shown.put("rules", List.of(Map.of("id", 100270, "type", "CRE_RULE")));
        shown.put("source_address_ids", List.of());
        shown.put("local_destination_address_ids", List.of());
        shown.put("domain_id", 0);
        return shown;
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                ground.variable("URL"),
                ground.url().toString(),
                ground.variable("TOKEN"),
                ground.secret("token"),
                ground.variable("FEED"),
                "qradar",
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
