package dev.cordon.lab.chaos.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// At least one payload of every kind that the server reads.
final class Samples {
    static final List<Sample> ALL = """
            alertmanager/firing.json
            cef/forwarded.json
            cef/line.txt
            crowdstrike/store.json
            crowdstrike/webhook.json
            datadog/monitor.json
            datadog/signal.json
            elastic/hit.json
            elastic/signal.json
            generic/detection.json
            graylog/event.json
            ocsf/finding.json
            opensearch/alert.json
            qradar/event.json
            qradar/offense.json
            secops/detection.json
            sentinel/graph.json
            sentinel/incident.json
            sentinel/security-alert.json
            splunk-es/notable.json
            splunk/alert.json
            sumologic/alert.json
            suricata/eve.json
            suricata/lines.ndjson
            wazuh/alert.json
            wazuh/shuffle.json
            """.lines().map(Samples::read).toList();

    static final List<Sample> JSON = ALL.stream().filter(Sample::isJson).toList();

    private Samples() {}

    static String resource(String name) {
        try (var file = Samples.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sample read(String name) {
        return new Sample(name, resource("samples/" + name));
    }
}
