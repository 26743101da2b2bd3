package dev.cordon.engine.alert.product;

import static dev.cordon.engine.alert.reading.AlertFields.at;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cordon.engine.alert.Alert;
import dev.cordon.engine.alert.Alert.Asset.Kind;
import dev.cordon.engine.alert.Alert.Asset.Role;
import dev.cordon.engine.alert.AlertAdapter;
import dev.cordon.engine.alert.reading.AlertFields;
import dev.cordon.engine.alert.reading.AlertJson;
import dev.cordon.engine.alert.reading.Observables;
import dev.cordon.engine.alert.reading.References;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Suricata's EVE alerts, as a shipper posts them: one, a list, or one a line.
@ApplicationScoped
public class SuricataAlerts implements AlertAdapter {
    private static final String LINES = "application/x-ndjson";

    @Override
    public String kind() {
        return "suricata";
    }

    @Override
    public Set<String> mediaTypes() {
        return Set.of("application/json", LINES);
    }

    /// A line that is no JSON stays as a text, so that it is rejected alone.
    @Override
    public JsonNode parse(byte[] raw, String mediaType) {
        if (!mediaType.equals(LINES)) {
            return AlertJson.read(raw);
        }
        var lines = JsonNodeFactory.instance.arrayNode();
        int start = 0;
        for (int end = 0; end <= raw.length; end++) {
            if (end == raw.length || raw[end] == '\n') {
                line(Arrays.copyOfRange(raw, start, end), lines);
                start = end + 1;
            }
        }
        return lines;
    }

    private static void line(byte[] raw, ArrayNode lines) {
        var text = new String(raw, StandardCharsets.UTF_8).strip();
        if (text.isEmpty()) {
            return;
        }
        try {
            lines.add(AlertJson.read(raw));
        } catch (Unreadable e) {
            lines.add(text);
        }
    }

    @Override
    public List<JsonNode> split(JsonNode body) {
        return body.isArray() ? List.copyOf(body.valueStream().toList()) : List.of(body);
    }

    @Override
    public Alert read(JsonNode event, Instant receivedAt) {
        var fields = new AlertFields();
        if (!event.isObject()) {
            throw new Unreadable("not a Suricata event: not a JSON object");
        }
        var type = fields.text(event, "event_type");
        if (type == null) {
            throw new Unreadable("not a Suricata event: it has no event_type");
        }
        if (!type.equals("alert")) {
            throw new Unreadable("a Suricata event of the type " + type + ": let the shipper send alerts only");
        }
        if (!event.path("alert").isObject()) {
            throw new Unreadable("not a Suricata alert: alert is not an object");
        }
        var signature = fields.text(event, "alert.signature");
        if (event.hasNonNull("pcap_filename")) {
            fields.note("pcap_filename: from a capture, and so is its time");
        }
        return Alert.of(reference(event, fields), signature == null ? "Suricata alert" : signature)
                .rule(rule(event, fields), signature)
                .severity(severity(event, fields))
                .techniques(fields.techniques(event, "alert.metadata.mitre_technique_id"))
                .host(fields.text(event, "alert.target.ip"), Role.TARGET)
                .asset(Kind.HOST, fields.text(event, "alert.source.ip"), Role.ACTOR)
                .asset(Kind.HOST, fields.text(event, "src_ip"), Role.OTHER)
                .asset(Kind.HOST, fields.text(event, "dest_ip"), Role.OTHER)
                .observables(observables(event, fields))
                .occurredAt(fields.time(event, "timestamp"))
                .notes(fields)
                .build();
    }

    /// Suricata gives none. Without a time and a flow, what is left would make one alert of many.
    private static String reference(JsonNode event, AlertFields fields) {
        var time = fields.text(event, "timestamp");
        var flow = id(event, "flow_id", fields);
        if (time == null && flow.isEmpty()) {
            fields.note("timestamp, flow_id: both missing, the alert's hash stands for them");
            return References.of("sha256:" + References.hash(event));
        }
        var sensor = fields.text(event, event.path("host").isObject() ? "host.name" : "host");
        return References.of(
                sensor == null ? "" : sensor,
                time == null ? "" : time,
                flow,
                id(event, "tx_id", fields),
                id(event, "alert.gid", fields)
                        + ":" + id(event, "alert.signature_id", fields)
                        + ":" + id(event, "alert.rev", fields),
                end(event, "src", fields),
                end(event, "dest", fields),
                event.path("proto").asText());
    }

    private static String end(JsonNode event, String side, AlertFields fields) {
        var address = fields.text(event, side + "_ip");
        return (address == null ? "" : address) + " " + id(event, side + "_port", fields);
    }

    /// A flow's number is larger than a double holds.
    private static String id(JsonNode event, String path, AlertFields fields) {
        var node = at(event, path);
        if (node.isIntegralNumber()) {
            return node.asText();
        }
        if (!node.isMissingNode() && !node.isNull()) {
            fields.note(path + ": not a whole number");
        }
        return "";
    }

    private static @Nullable String rule(JsonNode event, AlertFields fields) {
        var signature = id(event, "alert.signature_id", fields);
        var generator = id(event, "alert.gid", fields);
        return signature.isEmpty() ? null : (generator.isEmpty() ? "1" : generator) + ":" + signature;
    }

    /// Lower is worse; 255 is a rule without a priority.
    private static int severity(JsonNode event, AlertFields fields) {
        var severity = fields.number("alert.severity", at(event, "alert.severity"));
        if (severity == 0) {
            fields.note("alert.severity: 0 is none of Suricata's");
        }
        return severity <= 0 ? 0 : severity < 4 ? 5 - severity : 1;
    }

    private static Observables observables(JsonNode event, AlertFields fields) {
        var observables = new Observables(fields);
        for (var path : List.of("src_ip", "dest_ip", "alert.xff", "http.hostname")) {
            observables.address(fields.texts(event, path));
        }
        for (var path : List.of("tls.sni", "dns.rrname")) {
            fields.texts(event, path).forEach(observables::domain);
        }
        for (var path : List.of("dns.query", "dns.queries")) {
            for (var query : fields.objects(event, path)) {
                fields.texts(query, "rrname").forEach(observables::domain);
            }
        }
        var url = url(event, fields);
        observables.url(url == null ? List.of() : List.of(url));
        observables.email(fields.texts(event, "email.from"));
        for (var path : List.of("files", "fileinfo")) {
            for (var file : fields.objects(event, path)) {
                observables.file(fields.texts(file, "filename"));
                for (var algorithm : List.of("md5", "sha1", "sha256")) {
                    observables.hash(path + "." + algorithm, fields.texts(file, algorithm));
                }
            }
        }
        return observables;
    }

    /// Suricata reads HTTP in the clear only. `http_port` is the one that the client asked for; the packet's own ports
    /// change sides with its direction.
    private static @Nullable String url(JsonNode event, AlertFields fields) {
        var url = fields.text(event, "http.url");
        var host = fields.text(event, "http.hostname");
        if (url == null || host == null || !url.startsWith("/")) {
            return url;
        }
        var port = id(event, "http.http_port", fields);
        return "http://" + host + (port.isEmpty() || port.equals("80") ? "" : ":" + port) + url;
    }
}
