package dev.cordon.lab.range.crowdstrike;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Stage;
import dev.cordon.lab.range.Stage.Result;
import dev.cordon.lab.range.Unknown;
import dev.cordon.lab.range.company.Indicator;
import dev.cordon.lab.range.company.Indicators;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// `/iocs/`: the tenant's own indicators.
final class CustomIndicators {
    private static final String ENTITIES = "/iocs/entities/indicators/v1";
    private static final Pattern VALUE = Pattern.compile("value:'([^']*)'");

    private final Stage stage;
    private final Door door;
    private final Indicators indicators;

    CustomIndicators(Stage stage, Door door, Indicators indicators) {
        this.stage = stage;
        this.door = door;
        this.indicators = indicators;
    }

    Optional<Reply> handle(Request request) {
        return Optional.ofNullable(
                switch (request.method() + " " + request.path()) {
                    case "GET /iocs/queries/indicators/v1" -> reading(request, () -> found(request));
                    case "GET " + ENTITIES -> reading(request, () -> entities(request.parameters("ids")));
                    case "POST " + ENTITIES -> created(request);
                    case "DELETE " + ENTITIES -> deleted(request);
                    default -> null;
                });
    }

    private Reply reading(Request request, Supplier<Reply> answer) {
        return stage.read(
                "indicators",
                request.parameter("filter"),
                () -> door.refusal(request)
                        .map(refused -> Envelope.failure(refused.code(), String.valueOf(refused.error())))
                        .orElseGet(answer));
    }

    private Reply found(Request request) {
        var value = VALUE.matcher(request.parameter("filter"));
        var wanted = value.find() ? value.group(1) : null;
        return Envelope.of(
                200,
                indicators.blocked().stream()
                        .filter(one -> wanted == null || one.value().equalsIgnoreCase(wanted))
                        .map(Indicator::entryId)
                        .toList());
    }

    private Reply entities(List<String> ids) {
        return Envelope.of(
                200,
                ids.stream()
                        .flatMap(id -> indicators.byEntryId(id).stream())
                        .map(CustomIndicators::shown)
                        .toList());
    }

    private static Map<String, Object> shown(Indicator indicator) {
        var shown = new LinkedHashMap<String, Object>(indicator.attributes());
        shown.put("id", indicator.entryId());
        shown.put("value", indicator.value());
        shown.put("created_on", indicator.since().toString());
        return shown;
    }

    private Reply created(Request request) {
        var wanted = new ArrayList<JsonNode>();
        request.json().path("indicators").forEach(wanted::add);
        if (wanted.size() != 1 || wanted.getFirst().path("value").asText().isBlank()) {
            return stage.change(
                    request,
                    "block",
                    new Unknown(""),
                    none -> Envelope.failure(400, "the range takes one indicator at a time"));
        }
        var body = wanted.getFirst();
        var indicator = indicators.of(body.path("value").asText());
        return stage.change(
                request,
                "block",
                List.of(indicator),
                same -> door.refusal(request).orElseGet(() -> {
                    if (indicator.blocked()) {
                        return new Result(409, null, "Duplicate type and value combination");
                    }
                    indicator.block(said(body));
                    return new Result(201, shown(indicator), null);
                }),
                results -> Envelope.mixed(201, results));
    }

    private static Map<String, String> said(JsonNode body) {
        var said = new LinkedHashMap<String, String>();
        for (var field : List.of("type", "action", "severity", "source", "description")) {
            said.put(field, body.path(field).asText());
        }
        return said;
    }

    /// A filter wins over the ids, as with the product; a connector must never send one.
    private Reply deleted(Request request) {
        if (!request.parameter("filter").isEmpty()) {
            return stage.change(
                    request,
                    "unblock",
                    new Unknown(""),
                    none -> Envelope.failure(400, "the range refuses a filter here"));
        }
        var id = request.parameter("ids");
        var there = indicators.byEntryId(id);
        Stage.Subject subject = there.isPresent() ? there.get() : new Unknown(id);
        return stage.change(
                request,
                "unblock",
                List.of(subject),
                same -> door.refusal(request).orElseGet(() -> {
                    if (there.isEmpty()) {
                        return new Result(404, null, "no such indicator");
                    }
                    there.get().unblock();
                    return new Result(200, id, null);
                }),
                results -> Envelope.mixed(200, results));
    }
}
