package dev.cordon.lab.range.defender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.lab.range.Arrival;
import dev.cordon.lab.range.Range;
import dev.cordon.lab.range.RangeConfig;
import dev.cordon.lab.range.company.Ids;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefenderTest {
    private static final String SCOPE = "https://api.securitycenter.microsoft.com/.default";
    private static final String ID = Ids.sha1("DEF-WS-0142");
    private static final String MACHINE = "/api/machines/" + ID;
    private static final String COMMENT = "{\"Comment\": \"Cordon action action-1\"";

    @TempDir
    Path directory;

    private Range range;
    private TokenCaller caller;

    @BeforeEach
    void start() throws Exception {
        var config =
                RangeConfig.of(directory.resolve("witness.ndjson"), "secret").pending(Duration.ZERO);
        range = Range.start(config);
        caller = new TokenCaller(range, "defender");
        caller.login(SCOPE);
    }

    @AfterEach
    void stop() throws IOException {
        caller.close();
        range.close();
    }

    @Test
    void a_token_for_graph_is_not_granted_and_nobody_gets_in_without_one() throws Exception {
        assertThat(caller.login("https://graph.microsoft.com/.default").status())
                .isEqualTo(400);
        assertThat(caller.get(MACHINE).code()).isEqualTo("Unauthorized");
        assertThat(caller.call("POST", MACHINE + "/isolate", COMMENT + "}").status())
                .isEqualTo(401);
    }

    @Test
    void a_machine_is_found_by_its_small_letters_or_its_address() throws Exception {
        var found = caller.get("/api/machines?$filter=" + TokenCaller.encoded("computerDnsName eq 'def-ws-0142'"))
                .json()
                .path("value");
        assertThat(found).hasSize(1);
        assertThat(caller.get("/api/machines?$filter=" + TokenCaller.encoded("computerDnsName eq 'DEF-WS-0142'"))
                        .json()
                        .path("value"))
                .isEmpty();
        var address = found.get(0).path("lastIpAddress").asText();
        assertThat(caller.get("/api/machines/findbyip(ip='%s',timestamp=2030-01-01T00:00:00Z)".formatted(address))
                        .json()
                        .at("/value/0/id")
                        .asText())
                .isEqualTo(ID);
    }

    @Test
    void only_the_actions_tell_that_a_machine_is_isolated() throws Exception {
        assertThat(caller.call("POST", MACHINE + "/isolate", "{}").code()).isEqualTo("MissingRequiredParameter");
        var isolated = caller.call("POST", MACHINE + "/isolate", COMMENT + ", \"IsolationType\": \"Full\"}");
        assertThat(isolated.status()).isEqualTo(201);
        assertThat(isolated.json().path("status").asText()).isEqualTo("Pending");

        var action = actions().get(0);
        assertThat(action.path("id")).isEqualTo(isolated.json().path("id"));
        assertThat(action.path("status").asText()).isEqualTo("Succeeded");
        assertThat(action.path("requestorComment").asText()).contains("action-1");
        assertThat(caller.call("POST", MACHINE + "/isolate", COMMENT + "}").code())
                .isEqualTo("ActiveRequestAlreadyExists");
        assertThat(caller.call("POST", MACHINE + "/unisolate", COMMENT + "}").status())
                .isEqualTo(201);
        assertThat(actions().get(0).path("type").asText()).isEqualTo("Unisolate");
        assertThat(range.arrivals())
                .filteredOn(Arrival::changed)
                .extracting(Arrival::operation, Arrival::action)
                .containsExactly(tuple("isolate", "action-1"), tuple("unisolate", "action-1"));
    }

    @Test
    void what_a_machine_that_is_offline_has_not_heard_can_be_cancelled() throws Exception {
        offline(true);
        var id = caller.call("POST", MACHINE + "/isolate", COMMENT + "}")
                .json()
                .path("id")
                .asText();
        assertThat(actions().get(0).path("status").asText()).isEqualTo("Pending");

        assertThat(caller.call("POST", "/api/machineactions/" + id + "/cancel", COMMENT + "}")
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("Cancelled");
        offline(false);
        assertThat(actions()).noneMatch(action -> action.path("type").asText().equals("Isolate"));
        assertThat(caller.call("POST", "/api/machineactions/" + id + "/cancel", COMMENT + "}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_package_comes_by_a_link_in_quotation_marks_that_wants_no_token() throws Exception {
        var id = caller.call("POST", MACHINE + "/collectInvestigationPackage", COMMENT + "}")
                .json()
                .path("id")
                .asText();
        var link = caller.get("/api/machineactions/" + id + "/getPackageUri")
                .json()
                .path("value")
                .asText();

        assertThat(link)
                .startsWith("\"http://" + caller.setting("DOWNLOAD_HOSTS"))
                .endsWith("\"");
        var plain = link.replace("\"", "");
        assertThat(new String(caller.fetch(plain).body(), StandardCharsets.ISO_8859_1))
                .startsWith("PK");
        assertThat(caller.fetch(plain.substring(0, plain.length() - 1)).status())
                .isEqualTo(403);
    }

    @Test
    void a_live_response_succeeds_although_its_command_failed() throws Exception {
        var commands = COMMENT
                + ", \"Commands\": [{\"type\": \"GetFile\", \"params\": [{\"key\": \"Path\", \"value\": \"%s\"}]}]}";
        var missing = caller.call("POST", MACHINE + "/runliveresponse", commands.formatted("C:\\\\none"))
                .json()
                .path("id")
                .asText();
        var action = caller.get("/api/machineactions/" + missing).json();
        assertThat(action.path("status").asText()).isEqualTo("Succeeded");
        assertThat(action.at("/commands/0/commandStatus").asText()).isEqualTo("Failed");

        var there = caller.call(
                        "POST",
                        MACHINE + "/runliveresponse",
                        commands.formatted("C:\\\\Users\\\\m.keller\\\\AppData\\\\Local\\\\Temp\\\\svch0st.exe"))
                .json()
                .path("id")
                .asText();
        var link = caller.get("/api/machineactions/" + there + "/GetLiveResponseResultDownloadLink(index=0)")
                .json()
                .path("value")
                .asText();
        assertThat(caller.fetch(link).body()).startsWith(0x1f, 0x8b);
    }

    @Test
    void a_script_ends_a_process_only_if_number_and_program_agree() throws Exception {
        assertThat(exitCode("-ProcessId 4711 -Image explorer.exe")).isEqualTo(1);
        assertThat(exitCode("-ProcessId 4711 -Image svch0st.exe")).isZero();
        assertThat(exitCode("-ProcessId 4711 -Image svch0st.exe"))
                .as("once more")
                .isZero();
    }

    private int exitCode(String input) throws Exception {
        var id = caller.call("POST", MACHINE + "/runliveresponse", COMMENT + """
                        , "Commands": [{"type": "RunScript", "params": [
                          {"key": "ScriptName", "value": "cordon-kill.ps1"}, {"key": "Args", "value": "%s"}]}]}
                        """.formatted(input))
                .json()
                .path("id")
                .asText();
        var link = caller.get("/api/machineactions/" + id + "/GetLiveResponseResultDownloadLink(index=0)")
                .json()
                .path("value")
                .asText();
        return caller.fetch(link).json().path("exit_code").asInt(-1);
    }

    @Test
    void a_file_nobody_has_cannot_be_put_away() throws Exception {
        var id = caller.call(
                        "POST",
                        MACHINE + "/StopAndQuarantineFile",
                        COMMENT + ", \"Sha1\": \"%s\"}".formatted("0".repeat(40)))
                .json()
                .path("id")
                .asText();

        assertThat(caller.get("/api/machineactions/" + id).json().path("status").asText())
                .isEqualTo("Failed");
    }

    @Test
    void an_indicator_is_overwritten_and_deleted_by_its_id() throws Exception {
        var body = "{\"indicatorValue\": \"%s\", \"indicatorType\": \"FileSha256\", \"action\": \"%s\"}";
        var value = "a".repeat(64);
        caller.call("POST", "/api/indicators", body.formatted(value, "Audit"));
        var id = caller.call("POST", "/api/indicators", body.formatted(value, "Block"))
                .json()
                .path("id")
                .asText();
        var filter = "/api/indicators?$filter=" + TokenCaller.encoded("indicatorValue eq '" + value + "'");
        assertThat(caller.get(filter).json().at("/value/0/action").asText()).isEqualTo("Block");

        assertThat(caller.call("DELETE", "/api/indicators/" + id, "").status()).isEqualTo(204);
        assertThat(caller.get(filter).json().path("value")).isEmpty();
        assertThat(caller.call("DELETE", "/api/indicators/" + id, "").status()).isEqualTo(404);
    }

    private JsonNode actions() throws Exception {
        return caller.get("/api/machineactions?$filter=" + TokenCaller.encoded("machineId eq '" + ID + "'"))
                .json()
                .path("value");
    }

    private void offline(boolean offline) throws Exception {
        var hand = HttpRequest.newBuilder(range.url().resolve("/_range/hosts"))
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"host\": \"DEF-WS-0142\", \"offline\": %b}".formatted(offline)))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            assertThat(http.send(hand, HttpResponse.BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        }
    }
}
