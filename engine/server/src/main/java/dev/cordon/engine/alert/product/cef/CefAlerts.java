package dev.cordon.engine.alert.product.cef;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.Alert.Asset.Kind;
import dev.cordon.engine.alert.Alert.Asset.Role;
import dev.cordon.engine.alert.AlertAdapter;
import dev.cordon.engine.alert.reading.AlertFields;
import dev.cordon.engine.alert.reading.AlertJson;
import dev.cordon.engine.alert.reading.Observables;
import dev.cordon.engine.alert.reading.References;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// ArcSight's common event format: lines of text, or the JSON that log forwarders wrap around them.
@ApplicationScoped
class CefAlerts implements AlertAdapter {
    private static final Pattern TECHNIQUE = Pattern.compile("\\bT\\d{4}(\\.\\d{3})?\\b");
    private static final Pattern LIST = Pattern.compile("[,;\\s]+");
    private static final Pattern ZONE = Pattern.compile("%.*");

    @Override
    public String kind() {
        return "cef";
    }

    @Override
    public Set<String> mediaTypes() {
        return Set.of("text/plain", "application/json");
    }

    @Override
    public JsonNode parse(byte[] raw, String mediaType) {
        return mediaType.equals("text/plain") ? lines(raw) : AlertJson.read(raw);
    }

    private static JsonNode lines(byte[] raw) {
        var lines = JsonNodeFactory.instance.arrayNode();
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw));
            text.toString()
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .forEach(lines::add);
        } catch (CharacterCodingException e) {
            throw new Unreadable("not UTF-8");
        }
        return lines.size() == 1 ? lines.get(0) : lines;
    }

    @Override
    public List<JsonNode> split(JsonNode body) {
        return body.isArray() ? body.valueStream().toList() : List.of(body);
    }

    @Override
    public Alert read(JsonNode element, Instant receivedAt) {
        var event = CefLine.read(line(element));
        var extension = (ObjectNode) event.path("extension");
        var custom = CefLine.custom(extension);
        var fields = new AlertFields();
        var reference = reference(event, extension, fields);
        var name = fields.text(event, "name");
        var source = fields.text(extension, "shost");
        var target = fields.text(extension, "dhost");
        var actor = fields.text(extension, "suser");
        var victim = fields.text(extension, "duser");
        var happened = CefTimes.first(extension, fields, "start", "rt", "deviceReceiptTime", "end");
        return Alert.of(reference, name == null ? "CEF event" : name)
                .rule(fields.text(event, "signatureId"), name)
                .severity(severity(event, fields))
                .techniques(techniques(custom))
                .host(target == null ? source : target, target == null ? Role.ACTOR : Role.TARGET)
                .asset(Kind.HOST, source, Role.ACTOR)
                .asset(Kind.HOST, fields.text(extension, "dvchost"), Role.OTHER)
                .account(victim == null ? actor : victim, victim == null ? Role.ACTOR : Role.TARGET)
                .asset(Kind.ACCOUNT, actor, Role.ACTOR)
                .observables(observables(extension, custom, fields))
                .occurredAt(happened)
                .detectedAt(CefTimes.first(extension, fields, "rt", "deviceReceiptTime"))
                .link(link(custom, fields))
                .notes(fields)
                .build();
    }

    /// Logstash and Fluentd put the line into `message`, senders made for Splunk's collector into `event`.
    private static String line(JsonNode element) {
        for (var node : List.of(element, element.path("message"), element.path("event"))) {
            if (node.isTextual()) {
                return node.textValue();
            }
        }
        throw new Unreadable("not a line of CEF: neither a text nor an object with a text message or event");
    }

    /// Without the syslog header: a relay may stamp it anew each time. Senders with a poor externalId give the same to
    /// different findings, so the signature is part of it.
    private static String reference(ObjectNode event, ObjectNode extension, AlertFields fields) {
        var id = extension.path("externalId").asText();
        if (id.isEmpty()) {
            fields.note("externalId: missing, the event's hash stands for it");
            return "sha256:" + References.hash(event);
        }
        var device = extension.has("dvchost") ? extension.path("dvchost") : extension.path("dvc");
        return References.of(
                event.path("vendor").asText(),
                event.path("product").asText(),
                device.asText(),
                event.path("signatureId").asText(),
                id);
    }

    private static int severity(ObjectNode event, AlertFields fields) {
        var text = fields.text(event, "severity");
        return switch (text == null ? "unknown" : text.toLowerCase(Locale.ROOT)) {
            case "0" -> 1;
            case "1", "2", "3", "low" -> 2;
            case "4", "5", "6", "medium" -> 3;
            case "7", "8", "high" -> 4;
            case "9", "10", "very-high" -> 5;
            case "unknown" -> 0;
            default -> {
                fields.note("severity: not one of CEF: " + text);
                yield 0;
            }
        };
    }

    private static List<String> techniques(Map<String, String> custom) {
        return custom.entrySet().stream()
                .filter(field ->
                        field.getKey().contains("technique") || field.getKey().contains("mitre"))
                .flatMap(field -> TECHNIQUE.matcher(field.getValue()).results())
                .map(match -> match.group())
                .distinct()
                .limit(100)
                .toList();
    }

    private static Observables observables(ObjectNode extension, Map<String, String> custom, AlertFields fields) {
        var observables = new Observables(fields);
        for (var name : List.of("src", "dst", "shost", "dhost", "destinationDnsDomain")) {
            for (var value : fields.texts(name, extension.path(name))) {
                observables.address(LIST.splitAsStream(value)
                        .map(address -> ZONE.matcher(address).replaceFirst(""))
                        .toList());
            }
        }
        for (var name : List.of("suser", "duser")) {
            observables.account(fields.texts(name, extension.path(name)));
        }
        observables.url(fields.texts("request", extension.path("request")));
        for (var name : List.of("fname", "filePath")) {
            observables.file(fields.texts(name, extension.path(name)));
        }
        observables.hash("fileHash", fields.texts("fileHash", extension.path("fileHash")));
        for (var name : List.of("sproc", "dproc")) {
            observables.process(fields.texts(name, extension.path(name)));
        }
        custom.forEach((label, value) -> {
            var values = fields.texts(label, TextNode.valueOf(value));
            if (label.contains("url")) {
                observables.url(values);
            } else if (label.contains("hash") || label.contains("md5") || label.contains("sha256")) {
                observables.hash(label, values);
            }
        });
        return observables;
    }

    private static @Nullable URI link(Map<String, String> custom, AlertFields fields) {
        return custom.entrySet().stream()
                .filter(field -> field.getKey().endsWith("link"))
                .findFirst()
                .map(field -> fields.link(field.getKey(), field.getValue()))
                .orElse(null);
    }
}
