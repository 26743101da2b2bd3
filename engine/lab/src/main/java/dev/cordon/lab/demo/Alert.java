package dev.cordon.lab.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cordon.lab.StackFile;
import dev.cordon.lab.setting.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// What Wazuh would send when somebody dumps the credentials of a machine's user.
final class Alert {
    private static final JsonMapper JSON = new JsonMapper();
    private static final DateTimeFormatter WAZUH_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ").withZone(ZoneOffset.UTC);

    private Alert() {}

    /// Sends it under a reference never used before; answers with the incident's number.
    ///
    /// @param machine as the range shows it
    static String send(HttpClient http, StackFile stack, JsonNode machine, String user, Instant now)
            throws IOException, InterruptedException {
        var secret = stack.sources().stream()
                .filter(source -> source.name().equals("wazuh"))
                .findFirst()
                .orElseThrow(() -> new Problem("This stack has no source named wazuh."))
                .secret();
        var text = """
            {"timestamp": "%s",
             "rule": {"level": 12, "description": "LSASS memory read by an unsigned process", "id": "92900",
                      "mitre": {"id": ["T1003.001"], "tactic": ["Credential Access"],
                                "technique": ["LSASS Memory"]},
                      "firedtimes": 1, "mail": true, "groups": ["sysmon", "sysmon_event_10", "windows"]},
             "agent": {"id": "142", "name": "%s", "ip": "%s"},
             "manager": {"name": "wazuh"},
             "id": "%d.%d",
             "decoder": {"name": "windows_eventchannel"},
             "data": {"win": {"system": {"eventID": "10", "computer": "%s"},
                              "eventdata": {"targetUserName": "%s",
                                            "image": "C:\\\\Users\\\\m.keller\\\\AppData\\\\Local\\\\Temp\\\\svch0st.exe"}}},
             "location": "EventChannel"}
            """.formatted(
                        WAZUH_TIME.format(now),
                        machine.path("name").asText(),
                        machine.path("address").asText(),
                        now.getEpochSecond(),
                        now.getNano(),
                        machine.path("name").asText(),
                        user);
        var request = HttpRequest.newBuilder(URI.create(stack.server() + "/hooks/wazuh"))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + secret)
                .POST(HttpRequest.BodyPublishers.ofString(text))
                .build();
        var response = http.send(request, HttpResponse.BodyHandlers.ofString());
        JsonNode answer = JSON.readTree(response.body());
        if (response.statusCode() != 202 || !answer.path("incident").isTextual()) {
            throw new Problem("The alert was not taken: %d %s".formatted(response.statusCode(), response.body()));
        }
        return answer.path("incident").asText();
    }
}
